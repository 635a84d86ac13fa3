//! Messages with codes on their way: gone once they were taken, and never sent after their code is dead.

use identity::{
    ids::{FactorId, OrganisationId, UserId},
    phone::code::TRIES,
    time::Timestamp,
};

use super::{FromRow, Result, Row, Txn, args};

/// One message, as it waits.
#[derive(Clone, Debug)]
pub struct Message {
    pub id: i64,
    pub message_id: String,
    /// Number and text, sealed.
    pub body: String,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub next_try_at: Timestamp,
    pub tries: i64,
}

impl FromRow for Message {
    const TABLE: &'static str = "phone_messages";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            message_id: row.get("message_id")?,
            body: row.get("body")?,
            created_at: row.get("created_at")?,
            expires_at: row.get("expires_at")?,
            next_try_at: row.get("next_try_at")?,
            tries: row.get("tries")?,
        })
    }
}

/// A message for a code.
#[derive(Debug)]
pub struct NewMessage<'a> {
    pub code: i64,
    pub message_id: &'a str,
    pub body: &'a str,
    pub expires_at: Timestamp,
}

pub async fn insert(txn: &mut Txn, new: NewMessage<'_>, now: Timestamp) -> Result<()> {
    const SQL: &str = "
        INSERT INTO phone_messages (code_id, message_id, body, created_at, expires_at, next_try_at)
        VALUES ($1, $2, $3, $4, $5, $4)";
    let args = args![new.code, new.message_id, new.body, now, new.expires_at];
    txn.execute(SQL, args).await?;
    Ok(())
}

/// How often the message of a code was tried; none once it was taken.
pub async fn tries(txn: &mut Txn, code: i64) -> Result<Option<i64>> {
    const SQL: &str = "SELECT tries FROM phone_messages WHERE code_id = $1";
    txn.fetch_optional(SQL, args![code]).await
}

/// What is to be tried now, the oldest first.
pub async fn due(txn: &mut Txn, most: i64, now: Timestamp) -> Result<Vec<Message>> {
    const SQL: &str = "
        SELECT m.id, m.message_id, m.body, m.created_at, m.expires_at, m.next_try_at, m.tries
        FROM phone_messages m JOIN phone_codes c ON c.id = m.code_id
        WHERE m.next_try_at <= $1 AND m.expires_at > $1 AND c.used_at IS NULL AND c.tries < $2
        ORDER BY m.next_try_at, m.id
        LIMIT $3";
    txn.fetch_all(SQL, args![now, TRIES, most]).await
}

/// Moves the next try away, unless another node has done so since it was read.
pub async fn claim(txn: &mut Txn, message: &Message, next_try_at: Timestamp) -> Result<bool> {
    const SQL: &str = "
        UPDATE phone_messages
        SET next_try_at = $3, tries = tries + 1
        WHERE id = $1 AND next_try_at = $2";
    let args = args![message.id, message.next_try_at, next_try_at];
    txn.execute_one(SQL, args).await
}

pub async fn try_again(txn: &mut Txn, id: i64, next_try_at: Timestamp) -> Result<()> {
    const SQL: &str = "UPDATE phone_messages SET next_try_at = $2 WHERE id = $1";
    txn.execute(SQL, args![id, next_try_at]).await?;
    Ok(())
}

/// Taken, or of no use any more. True for exactly one caller.
pub async fn delete(txn: &mut Txn, id: i64) -> Result<bool> {
    const SQL: &str = "DELETE FROM phone_messages WHERE id = $1";
    txn.execute_one(SQL, args![id]).await
}

/// A message that was not known to be taken while its code counted.
#[derive(Clone, Debug)]
pub struct Undelivered {
    pub id: i64,
    pub organisation: OrganisationId,
    pub user: UserId,
    pub factor: FactorId,
    pub ending: String,
    pub tries: i64,
    /// When its code was used all the same: its sender took it, and answered too late.
    pub used_at: Option<Timestamp>,
}

impl FromRow for Undelivered {
    const TABLE: &'static str = "phone_messages";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            organisation: row.get("organisation_id")?,
            user: row.get("user_id")?,
            factor: row.get("factor_id")?,
            ending: row.get("ending")?,
            tries: row.get("tries")?,
            used_at: row.get("used_at")?,
        })
    }
}

/// Those whose time is over, and those whose code is dead already.
pub async fn dead(txn: &mut Txn, most: i64, now: Timestamp) -> Result<Vec<Undelivered>> {
    const SQL: &str = "
        SELECT m.id, f.organisation_id, f.user_id, f.id AS factor_id, p.ending, m.tries, c.used_at
        FROM phone_messages m
            JOIN phone_codes c ON c.id = m.code_id
            JOIN phones p ON p.factor_id = c.factor_id
            JOIN factors f ON f.id = c.factor_id
        WHERE m.expires_at <= $1 OR c.used_at IS NOT NULL OR c.tries >= $2
        ORDER BY m.id
        LIMIT $3";
    txn.fetch_all(SQL, args![now, TRIES, most]).await
}
