//! The outbox of webhooks: one row for each event and endpoint, and one for each try.

use std::collections::BTreeMap;

use identity::{
    audit::Event,
    ids::{OrganisationId, WebhookId},
    time::Timestamp,
    view::webhooks::{AttemptRow, DeliveryRow},
    webhook::{Answer, Progress},
};

use super::{FromRow, Result, Row, Txn, args};

/// One delivery that is due, with what its endpoint is now.
#[derive(Clone, Debug)]
pub struct Due {
    pub id: i64,
    pub organisation: OrganisationId,
    pub webhook: WebhookId,
    pub sequence: i64,
    pub next_try_at: Timestamp,
    pub tries: i64,
    pub url: String,
    pub secret: String,
    /// And until when it signs.
    pub old_secret: Option<(String, Timestamp)>,
}

impl FromRow for Due {
    const TABLE: &'static str = "webhook_deliveries";

    fn from_row(row: &Row) -> Result<Self> {
        let (old, until): (Option<String>, Option<Timestamp>) =
            (row.get("old_secret")?, row.get("old_secret_until")?);
        Ok(Self {
            id: row.get("id")?,
            organisation: row.get("organisation_id")?,
            webhook: row.get("webhook_id")?,
            sequence: row.get("sequence")?,
            next_try_at: row.get("next_try_at")?,
            tries: row.get("tries")?,
            url: row.get("url")?,
            secret: row.get("secret")?,
            old_secret: old.zip(until),
        })
    }
}

/// An event for an endpoint. One that is there already stays as it is.
pub async fn insert(
    txn: &mut Txn,
    (organisation, webhook): (OrganisationId, WebhookId),
    (sequence, event): (i64, Event),
    now: Timestamp,
) -> Result<()> {
    const SQL: &str = "
        INSERT INTO webhook_deliveries (organisation_id, webhook_id, sequence, event, progress, created_at, next_try_at)
        VALUES ($1, $2, $3, $4, 'waiting', $5, $5)
        ON CONFLICT DO NOTHING";
    txn.execute(
        SQL,
        args![organisation, webhook, sequence, event.code(), now],
    )
    .await?;
    Ok(())
}

/// What is to be tried now: a few of each endpoint, so that one with much to be told holds up no other.
pub async fn due(
    txn: &mut Txn,
    (at_once, of_each): (i64, i64),
    now: Timestamp,
) -> Result<Vec<Due>> {
    const SQL: &str = "
        SELECT d.id, d.organisation_id, webhook_id, sequence, next_try_at, tries, url, secret, old_secret, old_secret_until
        FROM (
            SELECT id AS due_id, ROW_NUMBER() OVER (PARTITION BY webhook_id ORDER BY next_try_at, id) AS nth
            FROM webhook_deliveries
            WHERE progress = 'waiting' AND next_try_at <= $1
        ) AS waiting
        JOIN webhook_deliveries d ON d.id = due_id
        JOIN webhooks w ON w.id = d.webhook_id AND w.state = 'on'
        WHERE nth <= $2
        ORDER BY nth, next_try_at, d.id
        LIMIT $3";
    txn.fetch_all(SQL, args![now, of_each, at_once]).await
}

/// Takes a delivery for this node by moving its next try away, unless another node has, or it was stopped.
pub async fn claim(txn: &mut Txn, due: &Due, until: Timestamp) -> Result<bool> {
    const SQL: &str = "
        UPDATE webhook_deliveries
        SET next_try_at = $3, tries = tries + 1
        WHERE id = $1 AND next_try_at = $2 AND progress = 'waiting'
            AND EXISTS (SELECT 1 FROM webhooks WHERE webhooks.id = webhook_id AND webhooks.state = 'on')";
    txn.execute_one(SQL, args![due.id, due.next_try_at, until])
        .await
}

/// It is over, unless it was stopped meanwhile.
pub async fn end(txn: &mut Txn, id: i64, progress: Progress) -> Result<()> {
    const SQL: &str =
        "UPDATE webhook_deliveries SET progress = $2 WHERE id = $1 AND progress = 'waiting'";
    txn.execute(SQL, args![id, progress.code()]).await?;
    Ok(())
}

pub async fn try_again(txn: &mut Txn, id: i64, at: Timestamp) -> Result<()> {
    const SQL: &str =
        "UPDATE webhook_deliveries SET next_try_at = $2 WHERE id = $1 AND progress = 'waiting'";
    txn.execute(SQL, args![id, at]).await?;
    Ok(())
}

/// How a try went.
pub async fn note(txn: &mut Txn, delivery: i64, attempt: &AttemptRow) -> Result<()> {
    const SQL: &str = "
        INSERT INTO webhook_attempts (delivery_id, nth, at, outcome, status, took_ms)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING";
    let Answer { outcome, status } = attempt.answer;
    txn.execute(
        SQL,
        args![
            delivery,
            attempt.nth,
            attempt.at,
            outcome.code(),
            status.map(i64::from),
            attempt.took_ms
        ],
    )
    .await?;
    Ok(())
}

struct Logged(i64, DeliveryRow);

impl FromRow for Logged {
    const TABLE: &'static str = "webhook_deliveries";

    fn from_row(row: &Row) -> Result<Self> {
        let id = row.get("id")?;
        let delivery = DeliveryRow {
            sequence: row.get("sequence")?,
            event: row.parse("event")?,
            progress: row.parse("progress")?,
            created_at: row.get("created_at")?,
            next_try_at: row.get("next_try_at")?,
            attempts: Vec::new(),
        };
        Ok(Self(id, delivery))
    }
}

struct Tried(i64, AttemptRow);

impl FromRow for Tried {
    const TABLE: &'static str = "webhook_attempts";

    fn from_row(row: &Row) -> Result<Self> {
        let delivery = row.get("delivery_id")?;
        let (nth, at) = (row.get("nth")?, row.get("at")?);
        let outcome = row.parse("outcome")?;
        let status: Option<i64> = row.get("status")?;
        let attempt = AttemptRow {
            nth,
            at,
            answer: Answer {
                outcome,
                status: status.and_then(|status| u16::try_from(status).ok()),
            },
            took_ms: row.get("took_ms")?,
        };
        Ok(Self(delivery, attempt))
    }
}

/// The newest deliveries to an endpoint with all their tries, newest first.
pub async fn log(txn: &mut Txn, webhook: WebhookId, most: i64) -> Result<Vec<DeliveryRow>> {
    const DELIVERIES: &str = "
        SELECT id, sequence, event, progress, created_at, next_try_at
        FROM webhook_deliveries
        WHERE webhook_id = $1
        ORDER BY sequence DESC
        LIMIT $2";
    const ATTEMPTS: &str = "
        SELECT delivery_id, nth, at, outcome, status, took_ms
        FROM webhook_attempts
        WHERE delivery_id IN (SELECT id FROM webhook_deliveries WHERE webhook_id = $1 ORDER BY sequence DESC LIMIT $2)
        ORDER BY delivery_id, nth";
    let deliveries: Vec<Logged> = txn.fetch_all(DELIVERIES, args![webhook, most]).await?;
    let tried: Vec<Tried> = txn.fetch_all(ATTEMPTS, args![webhook, most]).await?;
    let mut attempts: BTreeMap<i64, Vec<AttemptRow>> = BTreeMap::new();
    for Tried(delivery, attempt) in tried {
        attempts.entry(delivery).or_default().push(attempt);
    }
    let with_attempts = |Logged(id, delivery)| DeliveryRow {
        attempts: attempts.remove(&id).unwrap_or_default(),
        ..delivery
    };
    Ok(deliveries.into_iter().map(with_attempts).collect())
}
