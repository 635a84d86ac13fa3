//! Failures counted under a key: an account's address, a network. Shared by all nodes, kept over restarts.

use identity::time::{Span, Timestamp};

use super::{FromRow, Result, Row, Txn, args};

/// The key of a row: an HMAC, so that the table names nobody.
pub type Key = [u8; 32];

/// Failures in a row on an account, known or not.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    pub failures: u32,
    pub allowed_at: Timestamp,
}

impl FromRow for Count {
    const TABLE: &'static str = "throttles";

    fn from_row(row: &Row) -> Result<Self> {
        let failures: i64 = row.get("failures")?;
        Ok(Self {
            failures: failures.try_into().unwrap_or(u32::MAX),
            allowed_at: row.get("allowed_at")?,
        })
    }
}

/// How many failures two windows have counted so far, those that have counted any.
pub async fn of_two(
    txn: &mut Txn,
    [one, other]: [&Key; 2],
    now: Timestamp,
) -> Result<Vec<(Key, i64)>> {
    const SQL: &str =
        "SELECT key, failures FROM throttles WHERE key IN ($1, $2) AND expires_at > $3";
    txn.fetch_all(SQL, args![one, other, now]).await
}

/// The count under a key, locked until the transaction ends, if it has one.
pub async fn find_locked(txn: &mut Txn, key: &Key, now: Timestamp) -> Result<Option<Count>> {
    const SQL: &str =
        "SELECT failures, allowed_at FROM throttles WHERE key = $1 AND expires_at > $2";
    txn.fetch_locked_optional(SQL, args![key, now]).await
}

/// One failure more in a row; gives how many there are.
pub async fn count(txn: &mut Txn, key: &Key, keep: Span, now: Timestamp) -> Result<u32> {
    const SQL: &str = "
        INSERT INTO throttles (key, failures, allowed_at, window_started_at, expires_at)
        VALUES ($1, 1, 0, $2, $3)
        ON CONFLICT (key) DO UPDATE
        SET failures = CASE WHEN throttles.expires_at <= $2 THEN 1 ELSE throttles.failures + 1 END,
            allowed_at = CASE WHEN throttles.expires_at <= $2 THEN 0 ELSE throttles.allowed_at END,
            expires_at = $3
        RETURNING failures";
    let failures: i64 = txn.fetch_one(SQL, args![key, now, now + keep]).await?;
    Ok(failures.try_into().unwrap_or(u32::MAX))
}

/// Writes the count under a key that is held.
pub async fn put(txn: &mut Txn, key: &Key, count: Count) -> Result<()> {
    const SQL: &str = "UPDATE throttles SET failures = $2, allowed_at = $3 WHERE key = $1";
    txn.execute(SQL, args![key, count.failures, count.allowed_at])
        .await?;
    Ok(())
}

/// The count under a key, locked until the transaction ends. Makes the row if there is none, so that there is one to lock.
pub async fn hold(txn: &mut Txn, key: &Key, keep: Span, now: Timestamp) -> Result<Count> {
    const SQL: &str = "
        INSERT INTO throttles (key, failures, allowed_at, window_started_at, expires_at)
        VALUES ($1, 0, 0, $2, $3)
        ON CONFLICT (key) DO UPDATE
        SET failures = CASE WHEN throttles.expires_at <= $2 THEN 0 ELSE throttles.failures END,
            allowed_at = CASE WHEN throttles.expires_at <= $2 THEN 0 ELSE throttles.allowed_at END,
            expires_at = $3
        RETURNING failures, allowed_at";
    txn.fetch_one(SQL, args![key, now, now + keep]).await
}

pub async fn clear(txn: &mut Txn, key: &Key) -> Result<()> {
    const SQL: &str = "DELETE FROM throttles WHERE key = $1";
    txn.execute(SQL, args![key]).await?;
    Ok(())
}

/// The same with the end of the window: for a try that is counted before it is looked at.
pub async fn reserve_in_window(
    txn: &mut Txn,
    key: &Key,
    window: Span,
    now: Timestamp,
) -> Result<(i64, Timestamp)> {
    const SQL: &str = "
        INSERT INTO throttles (key, failures, allowed_at, window_started_at, expires_at)
        VALUES ($1, 1, 0, $2, $3)
        ON CONFLICT (key) DO UPDATE
        SET failures = CASE WHEN throttles.expires_at <= $2 THEN 1 ELSE throttles.failures + 1 END,
            window_started_at = CASE WHEN throttles.expires_at <= $2 THEN $2 ELSE throttles.window_started_at END,
            expires_at = CASE WHEN throttles.expires_at <= $2 THEN $3 ELSE throttles.expires_at END
        RETURNING failures, expires_at";
    txn.fetch_one(SQL, args![key, now, now + window]).await
}

/// Counts one failure in a window that starts with its first; gives the count so far.
pub async fn count_in_window(
    txn: &mut Txn,
    key: &Key,
    window: Span,
    now: Timestamp,
) -> Result<i64> {
    const SQL: &str = "
        INSERT INTO throttles (key, failures, allowed_at, window_started_at, expires_at)
        VALUES ($1, 1, 0, $2, $3)
        ON CONFLICT (key) DO UPDATE
        SET failures = CASE WHEN throttles.expires_at <= $2 THEN 1 ELSE throttles.failures + 1 END,
            window_started_at = CASE WHEN throttles.expires_at <= $2 THEN $2 ELSE throttles.window_started_at END,
            expires_at = CASE WHEN throttles.expires_at <= $2 THEN $3 ELSE throttles.expires_at END
        RETURNING failures";
    txn.fetch_one(SQL, args![key, now, now + window]).await
}
