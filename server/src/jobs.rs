//! What runs beside the requests: mail goes out, text messages are sent, webhooks are told of events, what has expired is deleted, and confirmed resets of
//! many are carried out. Every node does all of it.

use std::{future::Future, pin::pin, sync::Arc, time::Duration};

use identity::throttle::flood::Tally;
use tokio::sync::watch;

use crate::{
    desk::{
        Desk, audit_erasure,
        bulk_work::{self, More},
        requests,
    },
    mail::{carrier::Carrier, send},
    sms,
    store::{self, purge},
    webhooks::{courier::Courier, under_way::UnderWay},
};

const MAIL_EVERY: Duration = Duration::from_secs(1);
/// In mails' rounds: once a minute.
const PURGE_EVERY: u32 = 60;

const RESETS_EVERY: Duration = Duration::from_secs(1);
const ERASURES_EVERY: Duration = Duration::from_mins(1);
const TEXTS_EVERY: Duration = Duration::from_secs(1);
const WEBHOOKS_EVERY: Duration = Duration::from_secs(1);

/// Carries out confirmed resets of many users until the other end of `stop` is gone; what is left then goes on at the next start,
/// or on another node.
pub async fn reset_many(desk: Desk, mut stop: watch::Receiver<()>) {
    loop {
        let more = bulk_work::advance(&desk).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "a reset of many has to wait");
            More::No
        });
        if stop.has_changed().is_err() {
            return;
        }
        if more == More::No {
            tokio::select! {
                _ = stop.changed() => return,
                () = tokio::time::sleep(RESETS_EVERY) => {}
            }
        }
    }
}

/// Tells webhooks of events until the other end of `stop` is gone; what is under way then is ended.
pub async fn tell_webhooks(desk: Desk, courier: Courier, mut stop: watch::Receiver<()>) {
    let (courier, mut under_way) = (Arc::new(courier), UnderWay::default());
    loop {
        if let Err(error) = under_way.begin(&desk, &courier).await {
            tracing::warn!(%error, "the outbox of webhooks could not be looked at");
        }
        tokio::select! {
            _ = stop.changed() => break,
            () = under_way.one_ended() => {}
            () = tokio::time::sleep(WEBHOOKS_EVERY) => {}
        }
    }
    under_way.all_ended().await;
}

/// Sends text messages until the other end of `stop` is gone.
pub async fn send_texts(desk: Desk, carrier: sms::carrier::Carrier, mut stop: watch::Receiver<()>) {
    loop {
        if let Err(error) = sms::send::send_due(&desk, &carrier).await {
            tracing::warn!(%error, "the outbox of text messages could not be looked at");
        }
        tokio::select! {
            _ = stop.changed() => return,
            () = tokio::time::sleep(TEXTS_EVERY) => {}
        }
    }
}

/// Until `stop` is done. Trouble is logged and tried again: nothing here may end the program.
pub async fn run(desk: Desk, carrier: Carrier, stop: impl Future<Output = ()>) {
    let mut stop = pin!(stop);
    let mut round = 0_u32;
    loop {
        if let Some(Tally { right, wrong }) = desk.pulse.feel(desk.world.now()) {
            tracing::warn!(
                wrong,
                right,
                "nearly all passwords of the last minute were wrong: somebody may be guessing"
            );
        }
        if let Err(error) = send::send_due(&desk, &carrier).await {
            tracing::warn!(%error, "the outbox could not be looked at");
        }
        if round.is_multiple_of(PURGE_EVERY)
            && let Err(error) = purge_expired(&desk).await
        {
            tracing::warn!(%error, "what has expired could not be deleted");
        }
        if round.is_multiple_of(PURGE_EVERY)
            && let Err(error) = requests::tell_of_waiting(&desk).await
        {
            tracing::warn!(%error, "requests that wait could not be looked at");
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

/// Takes whoever was deleted out of the audit log, in batches, until the other end of `stop` is gone.
pub async fn erase_deleted(desk: Desk, mut stop: watch::Receiver<()>) {
    loop {
        let more = audit_erasure::advance(&desk).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "whoever was deleted could not be taken out of the audit log");
            More::No
        });
        if stop.has_changed().is_err() {
            return;
        }
        if more == More::No {
            tokio::select! {
                _ = stop.changed() => return,
                () = tokio::time::sleep(ERASURES_EVERY) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests;
