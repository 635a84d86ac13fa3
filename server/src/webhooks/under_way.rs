//! Deliveries that are under way: whoever waits for one endpoint waits for no other.

use std::{collections::HashMap, sync::Arc};

use identity::ids::WebhookId;
use tokio::task::{Id, JoinSet};

use super::{courier::Courier, deliver};
use crate::desk::{Desk, fault::Fault};

/// At one time, of one node.
const MOST: usize = 64;
/// Of them to one endpoint: one that answers slowly is asked for little.
const TO_EACH: usize = 4;

#[derive(Debug, Default)]
pub struct UnderWay {
    tasks: JoinSet<()>,
    whose: HashMap<Id, WebhookId>,
}

impl UnderWay {
    /// Begins as much of what is due as there is room for.
    pub async fn begin(&mut self, desk: &Desk, courier: &Arc<Courier>) -> Result<(), Fault> {
        for due in deliver::due(desk).await? {
            let of_it = self.whose.values().filter(|one| **one == due.webhook);
            if self.tasks.len() >= MOST || of_it.count() >= TO_EACH {
                continue;
            }
            let (desk, courier, webhook) = (desk.clone(), Arc::clone(courier), due.webhook);
            let task = self.tasks.spawn(async move {
                deliver::send(&desk, &courier, &due).await;
            });
            self.whose.insert(task.id(), webhook);
        }
        Ok(())
    }

    /// Until one of them has ended; for ever if there is none.
    pub async fn one_ended(&mut self) {
        let ended = match self.tasks.join_next_with_id().await {
            Some(Ok((id, ()))) => id,
            Some(Err(error)) => {
                tracing::error!(%error, "a delivery to a webhook broke off");
                error.id()
            }
            None => std::future::pending().await,
        };
        self.whose.remove(&ended);
    }

    /// Until all of them have: none is cut off, and none takes longer than a courier waits.
    pub async fn all_ended(mut self) {
        while self.tasks.join_next().await.is_some() {}
    }
}
