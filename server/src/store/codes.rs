//! Backup codes as rows: one live set a user, ten hashes, each spent once.

use identity::{
    ids::{BackupCodeSetId, OrganisationId, UserId},
    time::Timestamp,
};

use super::{FromRow, Result, Row, Txn, args};

/// The live set of a user.
#[derive(Clone, Debug)]
pub struct CodeSet {
    pub id: BackupCodeSetId,
    pub salt: Vec<u8>,
    pub created_at: Timestamp,
    pub saved_at: Option<Timestamp>,
    pub failures: u32,
    pub allowed_at: Timestamp,
    /// Codes that are not used yet.
    pub left: u32,
}

impl FromRow for CodeSet {
    const TABLE: &'static str = "backup_code_sets";

    fn from_row(row: &Row) -> Result<Self> {
        let count = |name| {
            row.get::<i64>(name)
                .map(|count| u32::try_from(count).unwrap_or(u32::MAX))
        };
        Ok(Self {
            id: row.get("id")?,
            salt: row.get("salt")?,
            created_at: row.get("created_at")?,
            saved_at: row.get("saved_at")?,
            failures: count("failures")?,
            allowed_at: row.get("allowed_at")?,
            left: count("codes_left")?,
        })
    }
}

/// The live set, if there is one.
pub async fn live(txn: &mut Txn, user: UserId) -> Result<Option<CodeSet>> {
    const SQL: &str = "
        SELECT s.id, s.salt, s.created_at, s.saved_at, s.failures, s.allowed_at,
            (SELECT count(*) FROM backup_codes c WHERE c.set_id = s.id AND c.used_at IS NULL) AS codes_left
        FROM backup_code_sets s
        WHERE s.user_id = $1 AND s.revoked_at IS NULL";
    txn.fetch_optional(SQL, args![user]).await
}

/// A new set in place of the old one.
pub async fn insert(
    txn: &mut Txn,
    (organisation, user): (OrganisationId, UserId),
    salt: &[u8],
    hashes: &[[u8; 32]],
    now: Timestamp,
) -> Result<BackupCodeSetId> {
    const SET: &str = "
        INSERT INTO backup_code_sets (organisation_id, user_id, salt, created_at)
        VALUES ($1, $2, $3, $4)
        RETURNING id";
    const CODE: &str = "INSERT INTO backup_codes (set_id, hash) VALUES ($1, $2)";
    revoke(txn, user, now).await?;
    let set: BackupCodeSetId = txn
        .fetch_one(SET, args![organisation, user, salt, now])
        .await?;
    for hash in hashes {
        txn.execute(CODE, args![set, hash]).await?;
    }
    Ok(set)
}

/// Ends the live set; true if there was one.
pub async fn revoke(txn: &mut Txn, user: UserId, now: Timestamp) -> Result<bool> {
    const SQL: &str =
        "UPDATE backup_code_sets SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL";
    txn.execute_one(SQL, args![user, now]).await
}

/// What became of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spent {
    Now,
    /// It was a code of this set, and was used before.
    Before,
    /// It is no code of this set.
    Never,
}

/// Spends a code: [`Spent::Now`] for exactly one caller.
pub async fn spend(
    txn: &mut Txn,
    set: BackupCodeSetId,
    hash: &[u8; 32],
    now: Timestamp,
) -> Result<Spent> {
    const SPEND: &str =
        "UPDATE backup_codes SET used_at = $3 WHERE set_id = $1 AND hash = $2 AND used_at IS NULL";
    const KNOWN: &str = "SELECT count(*) FROM backup_codes WHERE set_id = $1 AND hash = $2";
    if txn.execute_one(SPEND, args![set, hash, now]).await? {
        return Ok(Spent::Now);
    }
    let known: i64 = txn.fetch_one(KNOWN, args![set, hash]).await?;
    Ok(if known > 0 {
        Spent::Before
    } else {
        Spent::Never
    })
}

/// Reserves a try on this set before its hash is computed: true if a try is allowed now. A crash leaves it counted.
pub async fn reserve(
    txn: &mut Txn,
    set: BackupCodeSetId,
    (failures, allowed_at): (u32, Timestamp),
    now: Timestamp,
) -> Result<bool> {
    const SQL: &str = "
        UPDATE backup_code_sets
        SET failures = $2, allowed_at = $3
        WHERE id = $1 AND revoked_at IS NULL AND allowed_at <= $4 AND failures = $2 - 1";
    txn.execute_one(SQL, args![set, failures, allowed_at, now])
        .await
}

/// Takes a reservation back when the hash was never computed, unless another one came after it.
pub async fn give_back(
    txn: &mut Txn,
    set: BackupCodeSetId,
    reserved: u32,
    (failures, allowed_at): (u32, Timestamp),
) -> Result<()> {
    const SQL: &str = "UPDATE backup_code_sets SET failures = $3, allowed_at = $4 WHERE id = $1 AND failures = $2";
    txn.execute(SQL, args![set, reserved, failures, allowed_at])
        .await?;
    Ok(())
}

/// After a right code: failures in a row start anew.
pub async fn forgive(txn: &mut Txn, set: BackupCodeSetId) -> Result<()> {
    const SQL: &str = "UPDATE backup_code_sets SET failures = 0, allowed_at = 0 WHERE id = $1";
    txn.execute(SQL, args![set]).await?;
    Ok(())
}

/// The owner said that this set is saved; refused for one that is dead.
pub async fn saved(
    txn: &mut Txn,
    user: UserId,
    set: BackupCodeSetId,
    now: Timestamp,
) -> Result<bool> {
    const SQL: &str = "
        UPDATE backup_code_sets
        SET saved_at = coalesce(saved_at, $3)
        WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL";
    txn.execute_one(SQL, args![set, user, now]).await
}
