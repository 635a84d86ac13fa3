//! Sends what is due to webhooks. Several nodes may do so at the same time; each takes what no other has taken.

use futures::future::join_all;
use identity::{
    audit::Event,
    secret::Secret,
    time::Timestamp,
    view::webhooks::AttemptRow,
    webhook::{Answer, Outcome, Progress, WebhookState, retry},
};

use super::{courier::Courier, parcel::Parcel, signing_secret, signing_secret::SigningSecret};
use crate::{
    desk::{
        Desk, bulk_work,
        fault::Fault,
        record::{Happened, record},
    },
    store::{
        Txn, audit_read,
        webhook_deliveries::{self, Due},
        webhooks,
    },
};

/// So many rows are looked at, and so many of one endpoint: one with much to be told hides no other.
const SHARE: (i64, i64) = (256, 4);

pub(super) async fn due(desk: &Desk) -> Result<Vec<Due>, Fault> {
    let mut txn = desk.db.read().await?;
    Ok(webhook_deliveries::due(&mut txn, SHARE, desk.world.now()).await?)
}

/// Tries once what is due now, and tells how much was taken.
pub async fn send_due(desk: &Desk, courier: &Courier) -> Result<usize, Fault> {
    let due = due(desk).await?;
    let sent = join_all(due.iter().map(|one| send(desk, courier, one))).await;
    let taken = sent.into_iter().flatten().filter(|one| one.is_taken());
    Ok(taken.count())
}

/// None: another node has it, it is not to be sent any more, or what became of it is unknown. Then it is tried again when its lease is over.
pub(super) async fn send(desk: &Desk, courier: &Courier, due: &Due) -> Option<Answer> {
    attempt(desk, courier, due)
        .await
        .inspect_err(|error| tracing::warn!(webhook = %due.webhook, %error, "a delivery to a webhook could not be noted"))
        .ok()
        .flatten()
}

/// None: another node has it, or it is not to be sent any more.
async fn attempt(desk: &Desk, courier: &Courier, due: &Due) -> Result<Option<Answer>, Fault> {
    let begun = desk.world.now();
    let mut txn = desk.db.begin().await?;
    let mine = webhook_deliveries::claim(&mut txn, due, begun + retry::LEASE).await?;
    txn.commit().await?;
    if !mine {
        return Ok(None);
    }
    let answer = match parcel(desk, due, begun).await? {
        Some(parcel) => courier.carry(&due.url, &parcel).await,
        None => Answer::none(Outcome::NotSendable),
    };
    let now = desk.world.now();
    let attempt = AttemptRow {
        nth: due.tries + 1,
        at: begun,
        answer,
        took_ms: (now - begun).0,
    };
    settle(desk, due, &attempt, now).await?;
    Ok(Some(answer))
}

/// None where the event is gone or a secret does not open; the log says which.
async fn parcel(desk: &Desk, due: &Due, now: Timestamp) -> Result<Option<Parcel>, Fault> {
    let mut txn = desk.db.read().await?;
    let event = audit_read::one(&mut txn, due.organisation, due.sequence).await?;
    drop(txn);
    let Some(event) = event else {
        tracing::error!(webhook = %due.webhook, sequence = due.sequence, "there is no such event to tell a webhook of");
        return Ok(None);
    };
    let old = due.old_secret.iter().filter(|(_, until)| *until > now);
    let sealed = std::iter::once(&due.secret).chain(old.map(|(secret, _)| secret));
    let secrets: Option<Vec<_>> = sealed.map(|sealed| opened(desk, due, sealed)).collect();
    let packed = secrets.map(|secrets| Parcel::pack(due.webhook, event, &secrets, now));
    Ok(packed.and_then(Result::ok))
}

fn opened(desk: &Desk, due: &Due, sealed: &str) -> Option<SigningSecret> {
    let place = signing_secret::place(due.organisation, due.webhook);
    let secret: Result<Secret, _> = desk.keys.seal_seed().open(sealed, &place);
    let secret = secret
        .inspect_err(|error| tracing::error!(webhook = %due.webhook, %error, "the secret of a webhook does not open"))
        .ok()?;
    SigningSecret::parse(&secret).ok()
}

/// By 410 an endpoint says that it wants nothing any more (Standard Webhooks): it is told of nothing until an admin switches it on again.
const GONE: u16 = 410;

async fn switch_off(txn: &mut Txn, desk: &Desk, due: &Due, now: Timestamp) -> Result<(), Fault> {
    webhook_deliveries::end(txn, due.id, Progress::GivenUp).await?;
    let webhook = webhooks::find(txn, due.organisation, due.webhook).await?;
    let Some(webhook) = webhook.filter(|webhook| webhook.state == WebhookState::On) else {
        return Ok(());
    };
    tracing::warn!(webhook = %due.webhook, "a webhook answered that it is gone: switched off");
    webhooks::switch(txn, due.webhook, WebhookState::Off).await?;
    let event = Happened::by_system(Event::WebhookChanged)
        .with("webhook", due.webhook.0)
        .with("name", webhook.name)
        .with("state", WebhookState::Off.code())
        .with("answer", GONE);
    record(
        txn,
        &bulk_work::system(desk, now),
        due.organisation,
        [event],
        now,
    )
    .await
}

/// Notes a try, and what follows from it.
async fn settle(desk: &Desk, due: &Due, attempt: &AttemptRow, now: Timestamp) -> Result<(), Fault> {
    let mut txn = desk.db.begin().await?;
    webhook_deliveries::note(&mut txn, due.id, attempt).await?;
    if attempt.answer.is_taken() {
        webhook_deliveries::end(&mut txn, due.id, Progress::Delivered).await?;
        webhooks::took(&mut txn, due.webhook, now).await?;
        txn.commit().await?;
        return Ok(());
    }
    let (outcome, status) = (attempt.answer.outcome, attempt.answer.status);
    if status == Some(GONE) {
        switch_off(&mut txn, desk, due, now).await?;
        return Ok(txn.commit().await?);
    }
    if let Some(pause) = retry::pause(attempt.nth) {
        tracing::warn!(webhook = %due.webhook, sequence = due.sequence, %outcome, status, nth = attempt.nth, "a webhook took nothing");
        webhook_deliveries::try_again(&mut txn, due.id, now + pause).await?;
    } else {
        tracing::error!(webhook = %due.webhook, sequence = due.sequence, %outcome, status, "a webhook took nothing for days: given up");
        webhook_deliveries::end(&mut txn, due.id, Progress::GivenUp).await?;
    }
    let since = webhooks::missed(&mut txn, due.webhook, now).await?;
    if retry::is_failing(since, now)
        && let Some(name) = webhooks::mark(&mut txn, due.webhook, now).await?
    {
        let knock = bulk_work::system(desk, now);
        let event = Happened::by_system(Event::WebhookFailing)
            .with("webhook", due.webhook.0)
            .with("name", name);
        record(&mut txn, &knock, due.organisation, [event], now).await?;
    }
    txn.commit().await?;
    Ok(())
}
