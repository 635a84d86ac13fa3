//! What is done to webhooks, whoever does it. The caller has checked who that is.

use identity::{
    audit::Event,
    ids::WebhookId,
    place::FreshWebhook,
    refusal::Refusal,
    secret::Secret,
    time::Timestamp,
    webhook::{MOST, WebhookDeed, WebhookState, retry},
};

use super::{Fault, Knock, api::issue::By, record::record};
use crate::{
    crypto::seal::SealError,
    store::{
        Txn, customers_end,
        webhooks::{self, Wanted, Webhook},
    },
    webhooks::signing_secret::{self, SigningSecret},
};

/// A secret, and the same as it is stored.
fn secret(knock: &Knock, by: By<'_>, id: WebhookId) -> Result<(Secret, String), SealError> {
    let world = &knock.desk.world;
    let secret = SigningSecret::random(world);
    let place = signing_secret::place(by.organisation.id, id);
    let keys = knock.desk.keys.seal_seed();
    let sealed = keys.seal(secret.reveal().as_bytes(), &place, world)?;
    Ok((secret, sealed))
}

/// Where it leads goes into the log by its host alone: the rest of an address may be a secret of the endpoint.
fn host(url: &str) -> String {
    let host = url::Url::parse(url).ok();
    host.and_then(|url| url.host_str().map(ToOwned::to_owned))
        .unwrap_or_default()
}

pub async fn make(
    txn: &mut Txn,
    knock: &Knock,
    by: By<'_>,
    wanted: &Wanted,
    now: Timestamp,
) -> Result<Result<FreshWebhook, Refusal>, Fault> {
    let organisation = by.organisation.id;
    // Two that are made at once are counted one after the other.
    customers_end::lock(txn, organisation).await?;
    if webhooks::listed(txn, organisation).await?.len() >= MOST {
        return Ok(Err(Refusal::TooManyWebhooks));
    }
    let id = webhooks::insert(txn, organisation, wanted, now).await?;
    let (secret, sealed) = secret(knock, by, id)?;
    webhooks::put_secret(txn, id, &sealed).await?;
    let event = by
        .author
        .did(Event::WebhookCreated)
        .with("webhook", id.0)
        .with("name", wanted.name.as_str())
        .with("host", host(&wanted.url))
        .with("events", wanted.subscription.to_string());
    record(txn, knock, organisation, [event], now).await?;
    Ok(Ok(FreshWebhook {
        webhook: id,
        secret,
    }))
}

/// What stands already is saved again and leaves no event.
pub async fn change(
    txn: &mut Txn,
    knock: &Knock,
    by: By<'_>,
    (webhook, wanted): (&Webhook, &Wanted),
    now: Timestamp,
) -> Result<(), Fault> {
    let event = by
        .author
        .did(Event::WebhookChanged)
        .with("webhook", webhook.id.0)
        .with("name", wanted.name.as_str());
    let mut changed = Vec::new();
    if webhook.name != wanted.name {
        changed.push(("old_name", webhook.name.clone()));
    }
    if webhook.url != wanted.url {
        changed.push(("old_host", host(&webhook.url)));
        changed.push(("host", host(&wanted.url)));
    }
    if webhook.subscription != wanted.subscription {
        changed.push(("old_events", webhook.subscription.to_string()));
        changed.push(("events", wanted.subscription.to_string()));
    }
    // What was deleted meanwhile has nothing that could be changed.
    if changed.is_empty() || !webhooks::save(txn, webhook.id, wanted).await? {
        return Ok(());
    }
    let event = changed
        .into_iter()
        .fold(event, |event, (key, value)| event.with(key, value));
    record(txn, knock, by.organisation.id, [event], now).await
}

/// A new secret is told only here.
pub async fn carry_out(
    txn: &mut Txn,
    knock: &Knock,
    by: By<'_>,
    (webhook, deed): (&Webhook, WebhookDeed),
    now: Timestamp,
) -> Result<Result<Option<FreshWebhook>, Refusal>, Fault> {
    let (organisation, id) = (by.organisation.id, webhook.id);
    let did = |event| {
        let event = by.author.did(event).with("webhook", id.0);
        event.with("name", webhook.name.as_str())
    };
    let mut fresh = None;
    let event = match deed {
        WebhookDeed::SwitchOn | WebhookDeed::SwitchOff => {
            let state = if deed == WebhookDeed::SwitchOn {
                WebhookState::On
            } else {
                WebhookState::Off
            };
            // Whoever asks for what is so already is answered as if it had just been done.
            if webhook.state == state {
                return Ok(Ok(None));
            }
            if !webhooks::switch(txn, id, state).await? {
                return Ok(Err(Refusal::ChangedMeanwhile));
            }
            did(Event::WebhookChanged).with("state", state.code())
        }
        WebhookDeed::Rotate => {
            let (secret, sealed) = secret(knock, by, id)?;
            let until = now + retry::OLD_SECRET;
            if !webhooks::replace_secret(txn, id, &sealed, until).await? {
                return Ok(Err(Refusal::ChangedMeanwhile));
            }
            fresh = Some(FreshWebhook {
                webhook: id,
                secret,
            });
            did(Event::WebhookSecretRotated).with("old_until", until.0)
        }
        WebhookDeed::Test if webhook.state != WebhookState::On => {
            return Ok(Err(Refusal::WebhookOff));
        }
        WebhookDeed::Test => did(Event::WebhookTested).telling(id),
        WebhookDeed::Delete => {
            webhooks::delete(txn, id, now).await?;
            did(Event::WebhookDeleted)
        }
    };
    record(txn, knock, organisation, [event], now).await?;
    Ok(Ok(fresh))
}
