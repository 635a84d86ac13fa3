//! Access passes as rows: one a user, hashed, good for one use and a short time.

use identity::{
    ids::{OrganisationId, UserId},
    time::Timestamp,
};

use super::{Result, Txn, args};

/// A pass on its way to its row.
#[derive(Debug)]
pub struct NewPass<'a> {
    pub organisation: OrganisationId,
    pub user: UserId,
    pub salt: &'a [u8],
    pub hash: &'a [u8; 32],
    pub expires_at: Timestamp,
}

/// In place of an older one, whatever became of that.
pub async fn put(txn: &mut Txn, new: NewPass<'_>, now: Timestamp) -> Result<()> {
    const SQL: &str = "
        INSERT INTO access_passes (user_id, organisation_id, salt, hash, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (user_id) DO UPDATE
        SET salt = excluded.salt, hash = excluded.hash, created_at = excluded.created_at, expires_at = excluded.expires_at";
    let args = args![
        new.user,
        new.organisation,
        new.salt,
        new.hash,
        now,
        new.expires_at
    ];
    txn.execute(SQL, args).await?;
    Ok(())
}

/// What the pass of a user is hashed with, if one is good.
pub async fn salt(txn: &mut Txn, user: UserId, now: Timestamp) -> Result<Option<Vec<u8>>> {
    const SQL: &str = "SELECT salt FROM access_passes WHERE user_id = $1 AND expires_at > $2";
    txn.fetch_optional(SQL, args![user, now]).await
}

/// Until when the pass of a user is good.
pub async fn live_until(txn: &mut Txn, user: UserId, now: Timestamp) -> Result<Option<Timestamp>> {
    const SQL: &str = "SELECT expires_at FROM access_passes WHERE user_id = $1 AND expires_at > $2";
    txn.fetch_optional(SQL, args![user, now]).await
}

/// Uses a pass up: true for exactly one caller.
pub async fn spend(txn: &mut Txn, user: UserId, hash: &[u8; 32], now: Timestamp) -> Result<bool> {
    const SQL: &str =
        "DELETE FROM access_passes WHERE user_id = $1 AND hash = $2 AND expires_at > $3";
    txn.execute_one(SQL, args![user, hash, now]).await
}

/// Whatever pass a user has is worth nothing any more.
pub async fn revoke(txn: &mut Txn, user: UserId) -> Result<()> {
    const SQL: &str = "DELETE FROM access_passes WHERE user_id = $1";
    txn.execute(SQL, args![user]).await?;
    Ok(())
}
