//! Mail that is still to be sent.

use identity::{
    ids::OrganisationId,
    time::{Span, Timestamp},
};

use super::{FromRow, Result, Txn, args};

/// One mail, as it waits.
#[derive(Clone, Debug)]
pub struct Row {
    pub id: i64,
    pub message_id: String,
    pub to: String,
    pub subject: String,
    pub body: String,
    pub sealed: bool,
    pub created_at: Timestamp,
    pub next_try_at: Timestamp,
    pub tries: i64,
}

#[derive(Debug)]
pub struct NewRow {
    pub message_id: String,
    pub organisation: Option<OrganisationId>,
    pub to: String,
    pub subject: String,
    pub body: String,
    pub sealed: bool,
    /// Given for what nobody is to get.
    pub sent_at: Option<Timestamp>,
}

impl FromRow for Row {
    const TABLE: &'static str = "outbox";

    fn from_row(row: &super::Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            message_id: row.get("message_id")?,
            to: row.get("recipient")?,
            subject: row.get("subject")?,
            body: row.get("body")?,
            sealed: row.get("sealed")?,
            created_at: row.get("created_at")?,
            next_try_at: row.get("next_try_at")?,
            tries: row.get("tries")?,
        })
    }
}

pub async fn insert(txn: &mut Txn, new: NewRow, now: Timestamp) -> Result<()> {
    const SQL: &str = "
        INSERT INTO outbox (message_id, organisation_id, recipient, subject, body, sealed, created_at, next_try_at, sent_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)";
    let args = args![
        new.message_id,
        new.organisation,
        new.to,
        new.subject,
        new.body,
        new.sealed,
        now,
        new.sent_at
    ];
    txn.execute(SQL, args).await?;
    Ok(())
}

/// How much is taken at one time.
#[derive(Clone, Copy, Debug)]
pub struct Share {
    pub at_once: i64,
    /// For one organisation in one minute, what went out in the last one among it; the rest waits. 0: as much as there is.
    pub per_minute: i64,
}

/// What is to be tried now: the oldest of every organisation first, so that much mail of one holds up no other.
pub async fn due(txn: &mut Txn, share: Share, now: Timestamp) -> Result<Vec<Row>> {
    const SQL: &str = "
        SELECT outbox.id, message_id, recipient, subject, body, sealed, created_at, next_try_at, tries
        FROM (
            SELECT id AS due_id, organisation_id AS whose,
                ROW_NUMBER() OVER (PARTITION BY organisation_id ORDER BY next_try_at, id) AS nth
            FROM outbox
            WHERE sent_at IS NULL AND next_try_at <= $1
        ) AS waiting
        JOIN outbox ON outbox.id = due_id
        LEFT JOIN (
            SELECT organisation_id AS sender, COUNT(*) AS lately
            FROM outbox
            -- A row for nobody was never sent (desk/forgot.rs).
            WHERE sent_at > $2 AND recipient <> ''
            GROUP BY organisation_id
        ) AS sent ON sender = whose
        WHERE $3 = 0 OR nth + COALESCE(lately, 0) <= $3
        ORDER BY nth, next_try_at, outbox.id
        LIMIT $4";
    let args = args![now, now - Span::minutes(1), share.per_minute, share.at_once];
    txn.fetch_all(SQL, args).await
}

/// Moves the next try away, unless another node has done so since it was read.
pub async fn claim(txn: &mut Txn, row: &Row, next_try_at: Timestamp) -> Result<bool> {
    const SQL: &str = "
        UPDATE outbox
        SET next_try_at = $3, tries = tries + 1
        WHERE id = $1 AND next_try_at = $2 AND sent_at IS NULL";
    txn.execute_one(SQL, args![row.id, row.next_try_at, next_try_at])
        .await
}

/// Gone: what it said is not kept.
pub async fn sent(txn: &mut Txn, id: i64, now: Timestamp) -> Result<()> {
    const SQL: &str = "UPDATE outbox SET sent_at = $2, body = '', last_error = '' WHERE id = $1";
    txn.execute(SQL, args![id, now]).await?;
    Ok(())
}

pub async fn failed(txn: &mut Txn, id: i64, why: &str) -> Result<()> {
    const SQL: &str = "UPDATE outbox SET last_error = $2 WHERE id = $1";
    txn.execute(SQL, args![id, why]).await?;
    Ok(())
}

/// Never tried again: what it said has run out long ago and is not kept.
pub async fn give_up(txn: &mut Txn, id: i64, why: &str) -> Result<()> {
    const SQL: &str =
        "UPDATE outbox SET next_try_at = $2, body = '', last_error = $3 WHERE id = $1";
    txn.execute(SQL, args![id, i64::MAX, why]).await?;
    Ok(())
}
