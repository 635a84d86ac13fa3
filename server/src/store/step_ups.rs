//! Step-ups: a fresh proof, bound to one session, one action and its targets, used once.

use identity::{
    ids::SessionId,
    time::{Span, Timestamp},
};

use super::{Result, Txn, args};

/// What a step-up is good for, and for nothing else.
#[derive(Clone, Debug)]
pub struct Bound {
    pub session: SessionId,
    pub action: String,
    /// SHA-256 of what it is given for.
    pub targets: [u8; 32],
}

/// A new one in place of older ones of the same kind: proving twice does not permit twice.
pub async fn insert(txn: &mut Txn, bound: &Bound, lives: Span, now: Timestamp) -> Result<()> {
    const CLEAR: &str =
        "DELETE FROM step_ups WHERE session_id = $1 AND action = $2 AND targets = $3";
    const SQL: &str = "
        INSERT INTO step_ups (session_id, action, targets, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5)";
    txn.execute(CLEAR, args![bound.session, &bound.action, &bound.targets])
        .await?;
    txn.execute(
        SQL,
        args![
            bound.session,
            &bound.action,
            &bound.targets,
            now,
            now + lives
        ],
    )
    .await?;
    Ok(())
}

/// Whether there is one to use: for pages.
pub async fn exists(txn: &mut Txn, bound: &Bound, now: Timestamp) -> Result<bool> {
    const SQL: &str = "
        SELECT count(*)
        FROM step_ups
        WHERE session_id = $1 AND action = $2 AND targets = $3 AND expires_at > $4";
    let count: i64 = txn
        .fetch_one(
            SQL,
            args![bound.session, &bound.action, &bound.targets, now],
        )
        .await?;
    Ok(count > 0)
}

/// Uses one up: true for exactly one caller, in the transaction of what it permits.
pub async fn consume(txn: &mut Txn, bound: &Bound, now: Timestamp) -> Result<bool> {
    const SQL: &str = "
        DELETE FROM step_ups
        WHERE id = (
            SELECT min(id)
            FROM step_ups
            WHERE session_id = $1 AND action = $2 AND targets = $3 AND expires_at > $4
        )";
    txn.execute_one(
        SQL,
        args![bound.session, &bound.action, &bound.targets, now],
    )
    .await
}
