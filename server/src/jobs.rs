//! What runs beside the requests: mail goes out, and what has expired is deleted. Every node does both.

use std::{future::Future, pin::pin, time::Duration};

use crate::{
    desk::Desk,
    mail::{carrier::Carrier, send},
    store::{self, purge},
};

const MAIL_EVERY: Duration = Duration::from_secs(1);
/// In mails' rounds: once a minute.
const PURGE_EVERY: u32 = 60;

/// Until `stop` is done. Trouble is logged and tried again: nothing here may end the program.
pub async fn run(desk: Desk, carrier: Carrier, stop: impl Future<Output = ()>) {
    let mut stop = pin!(stop);
    let mut round = 0_u32;
    loop {
        if let Err(error) = send::send_due(&desk, &carrier).await {
            tracing::warn!(%error, "the outbox could not be looked at");
        }
        if round.is_multiple_of(PURGE_EVERY)
            && let Err(error) = purge_expired(&desk).await
        {
            tracing::warn!(%error, "what has expired could not be deleted");
        }
        round = round.wrapping_add(1);
        // Only the pause is cut short, never a transaction.
        tokio::select! {
            () = &mut stop => return,
            () = tokio::time::sleep(MAIL_EVERY) => {}
        }
    }
}

/// Deletes all that has expired, in batches.
pub async fn purge_expired(desk: &Desk) -> store::Result<()> {
    for what in purge::PURGES {
        loop {
            let mut txn = desk.db.begin().await?;
            let more = purge::purge(&mut txn, what, desk.world.now()).await?;
            txn.commit().await?;
            if !more {
                break;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
