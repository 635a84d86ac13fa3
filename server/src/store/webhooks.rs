//! Webhooks as rows. The secret is sealed by the caller.

use identity::{
    ids::{OrganisationId, WebhookId},
    time::Timestamp,
    webhook::{WebhookState, subscription::Subscription},
};

use super::{FromRow, Result, Row, Txn, args};

/// One as admins see it.
#[derive(Clone, Debug)]
pub struct Webhook {
    pub id: WebhookId,
    pub name: String,
    pub url: String,
    pub subscription: Subscription,
    pub state: WebhookState,
    pub old_secret_until: Option<Timestamp>,
    pub last_taken_at: Option<Timestamp>,
    pub failing_since: Option<Timestamp>,
}

impl FromRow for Webhook {
    const TABLE: &'static str = "webhooks";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            url: row.get("url")?,
            subscription: row.parse("events")?,
            state: row.parse("state")?,
            old_secret_until: row.get("old_secret_until")?,
            last_taken_at: row.get("last_taken_at")?,
            failing_since: row.get("failing_since")?,
        })
    }
}

/// What a form says of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub name: String,
    pub url: String,
    pub subscription: Subscription,
}

/// A new one, without a secret yet: what seals it names its id.
pub async fn insert(
    txn: &mut Txn,
    organisation: OrganisationId,
    wanted: &Wanted,
    now: Timestamp,
) -> Result<WebhookId> {
    const SQL: &str = "
        INSERT INTO webhooks (organisation_id, name, url, events, state, secret, created_at)
        VALUES ($1, $2, $3, $4, 'on', '', $5)
        RETURNING id";
    let events = wanted.subscription.to_string();
    txn.fetch_one(
        SQL,
        args![organisation, &wanted.name, &wanted.url, events, now],
    )
    .await
}

pub async fn put_secret(txn: &mut Txn, id: WebhookId, secret: &str) -> Result<()> {
    const SQL: &str = "UPDATE webhooks SET secret = $2 WHERE id = $1";
    txn.execute(SQL, args![id, secret]).await?;
    Ok(())
}

/// The secret becomes the old one, and this the secret. False where it was deleted meanwhile.
pub async fn replace_secret(
    txn: &mut Txn,
    id: WebhookId,
    secret: &str,
    old_until: Timestamp,
) -> Result<bool> {
    const SQL: &str = "
        UPDATE webhooks
        SET old_secret = secret, old_secret_until = $3, secret = $2
        WHERE id = $1 AND state <> 'deleted'";
    txn.execute_one(SQL, args![id, secret, old_until]).await
}

/// All of an organisation, the oldest first.
pub async fn listed(txn: &mut Txn, organisation: OrganisationId) -> Result<Vec<Webhook>> {
    const SQL: &str = "
        SELECT id, name, url, events, state, old_secret_until, last_taken_at, failing_since
        FROM webhooks
        WHERE organisation_id = $1 AND state <> 'deleted'
        ORDER BY id";
    txn.fetch_all(SQL, args![organisation]).await
}

/// Never locked for update: what tells one of an event holds the head of the chain already, and a change takes it last.
pub async fn find(
    txn: &mut Txn,
    organisation: OrganisationId,
    id: WebhookId,
) -> Result<Option<Webhook>> {
    const SQL: &str = "
        SELECT id, name, url, events, state, old_secret_until, last_taken_at, failing_since
        FROM webhooks
        WHERE organisation_id = $1 AND id = $2 AND state <> 'deleted'";
    txn.fetch_optional(SQL, args![organisation, id]).await
}

/// Whom an event is to be told: the ones that are on.
pub async fn listening(
    txn: &mut Txn,
    organisation: OrganisationId,
) -> Result<Vec<(WebhookId, String)>> {
    const SQL: &str = "
        SELECT id, events
        FROM webhooks
        WHERE organisation_id = $1 AND state = 'on'
        ORDER BY id";
    txn.fetch_all(SQL, args![organisation]).await
}

/// Another address is judged anew. False where it was deleted meanwhile.
pub async fn save(txn: &mut Txn, id: WebhookId, wanted: &Wanted) -> Result<bool> {
    const SQL: &str = "
        UPDATE webhooks
        SET name = $2, events = $4, url = $3,
            failing_since = CASE WHEN url = $3 THEN failing_since END,
            marked_at = CASE WHEN url = $3 THEN marked_at END
        WHERE id = $1 AND state <> 'deleted'";
    let events = wanted.subscription.to_string();
    txn.execute_one(SQL, args![id, &wanted.name, &wanted.url, events])
        .await
}

/// Switched on, one is judged anew; switched off, nothing that waits goes out any more. False where it was deleted meanwhile.
pub async fn switch(txn: &mut Txn, id: WebhookId, state: WebhookState) -> Result<bool> {
    const SQL: &str = "
        UPDATE webhooks
        SET state = $2, failing_since = NULL, marked_at = NULL
        WHERE id = $1 AND state <> 'deleted'";
    let switched = txn.execute_one(SQL, args![id, state.code()]).await?;
    stop(txn, id).await?;
    Ok(switched)
}

/// Its secrets and its address go at once.
pub async fn delete(txn: &mut Txn, id: WebhookId, now: Timestamp) -> Result<()> {
    const SQL: &str = "
        UPDATE webhooks
        SET state = 'deleted', deleted_at = $2, url = '', secret = '', old_secret = NULL
        WHERE id = $1";
    txn.execute(SQL, args![id, now]).await?;
    stop(txn, id).await
}

async fn stop(txn: &mut Txn, id: WebhookId) -> Result<()> {
    const SQL: &str = "
        UPDATE webhook_deliveries SET progress = 'stopped' WHERE webhook_id = $1 AND progress = 'waiting'";
    txn.execute(SQL, args![id]).await?;
    Ok(())
}

/// Something was taken: whatever failed before is over.
pub async fn took(txn: &mut Txn, id: WebhookId, now: Timestamp) -> Result<()> {
    const SQL: &str = "
        UPDATE webhooks SET last_taken_at = $2, failing_since = NULL, marked_at = NULL WHERE id = $1";
    txn.execute(SQL, args![id, now]).await?;
    Ok(())
}

/// A try was in vain; since when they all were.
pub async fn missed(txn: &mut Txn, id: WebhookId, now: Timestamp) -> Result<Timestamp> {
    const SQL: &str = "
        UPDATE webhooks SET failing_since = COALESCE(failing_since, $2) WHERE id = $1
        RETURNING failing_since";
    txn.fetch_one(SQL, args![id, now]).await
}

/// Marked as failing: the name, for exactly one caller.
pub async fn mark(txn: &mut Txn, id: WebhookId, now: Timestamp) -> Result<Option<String>> {
    const SQL: &str = "
        UPDATE webhooks SET marked_at = $2 WHERE id = $1 AND marked_at IS NULL AND state = 'on'
        RETURNING name";
    txn.fetch_optional(SQL, args![id, now]).await
}
