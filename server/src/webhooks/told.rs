//! Who is told of what has just been written into the audit log.

use identity::{
    audit::Event,
    ids::{OrganisationId, WebhookId},
    time::Timestamp,
    webhook::subscription,
};

use crate::store::{self, Txn, audit::INSTALLATION, webhook_deliveries, webhooks};

/// An event, by its place in the log.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    pub sequence: i64,
    pub event: Event,
    /// One that is told of it whatever it wants.
    pub webhook: Option<WebhookId>,
}

/// Puts events into the outbox of every webhook that wants them.
pub async fn enqueue(
    txn: &mut Txn,
    organisation: OrganisationId,
    told: &[Told],
    now: Timestamp,
) -> store::Result<()> {
    if told.is_empty() || organisation == INSTALLATION {
        return Ok(());
    }
    for (webhook, events) in webhooks::listening(txn, organisation).await? {
        let wanted = told
            .iter()
            .filter(|one| subscription::names(&events, one.event) || one.webhook == Some(webhook));
        for one in wanted {
            let event = (one.sequence, one.event);
            webhook_deliveries::insert(txn, (organisation, webhook), event, now).await?;
        }
    }
    Ok(())
}
