//! Passkeys as rows: the public key of a factor, and what authenticators know its user by.

use identity::{
    factor::Factor,
    ids::{FactorId, OrganisationId, UserId},
    passkey::{HANDLE_BYTES, Kept},
    time::Timestamp,
};

use super::{FromRow, Result, Row, Txn, args};
use crate::world::World;

/// A passkey with what is needed to check a signature of it.
#[derive(Clone, Debug)]
pub struct PasskeyRow {
    pub factor: Factor,
    /// As JSON.
    pub credential: String,
    pub counter: u32,
}

impl FromRow for PasskeyRow {
    const TABLE: &'static str = "passkeys";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            factor: Factor::from_row(row)?,
            credential: row.get("credential")?,
            counter: row.get::<i64>("counter")?.try_into().unwrap_or(u32::MAX),
        })
    }
}

/// A passkey that was just created.
#[derive(Debug)]
pub struct NewPasskey<'a> {
    pub credential_id: &'a [u8],
    pub credential: &'a str,
    pub counter: u32,
    pub kept: Kept,
    pub aaguid: [u8; 16],
}

/// False if somebody has this credential already.
pub async fn insert(txn: &mut Txn, id: FactorId, new: &NewPasskey<'_>) -> Result<bool> {
    const SQL: &str = "
        INSERT INTO passkeys (factor_id, credential_id, credential, counter, kept, aaguid)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING";
    let args = args![
        id,
        new.credential_id,
        new.credential,
        new.counter,
        new.kept.code(),
        new.aaguid.to_vec()
    ];
    txn.execute_one(SQL, args).await
}

/// The active passkeys of a user, the one used last first.
pub async fn active(txn: &mut Txn, user: UserId) -> Result<Vec<PasskeyRow>> {
    const SQL: &str = "
        SELECT f.id, f.kind, f.state, f.name, coalesce(f.confirmed_at, f.created_at) AS added_at, f.last_used_at, p.kept,
            CAST(NULL AS TEXT) AS number,
            p.credential, p.counter
        FROM factors f
        JOIN passkeys p ON p.factor_id = f.id
        WHERE f.user_id = $1 AND f.state = 'active'
        ORDER BY coalesce(f.last_used_at, 0) DESC, f.id DESC";
    txn.fetch_all(SQL, args![user]).await
}

/// An active passkey of this user and of no one else, by the id of its credential. The caller holds the user's lock.
pub async fn find(txn: &mut Txn, user: UserId, credential_id: &[u8]) -> Result<Option<PasskeyRow>> {
    const SQL: &str = "
        SELECT f.id, f.kind, f.state, f.name, coalesce(f.confirmed_at, f.created_at) AS added_at, f.last_used_at, p.kept,
            CAST(NULL AS TEXT) AS number,
            p.credential, p.counter
        FROM factors f
        JOIN passkeys p ON p.factor_id = f.id
        WHERE p.credential_id = $2 AND f.user_id = $1 AND f.state = 'active'";
    txn.fetch_optional(SQL, args![user, credential_id]).await
}

/// The ids of the credentials that a user has, whatever the state of their factors.
pub async fn credential_ids(txn: &mut Txn, user: UserId) -> Result<Vec<Vec<u8>>> {
    const SQL: &str = "
        SELECT p.credential_id
        FROM passkeys p
        JOIN factors f ON f.id = p.factor_id
        WHERE f.user_id = $1
        ORDER BY f.id";
    txn.fetch_all(SQL, args![user]).await
}

/// A user's handle with the id of each credential that goes with it; None beside the handle for whoever has none any more.
#[derive(Debug)]
pub struct Known {
    pub handle: Vec<u8>,
    pub credential_id: Option<Vec<u8>>,
}

impl FromRow for Known {
    const TABLE: &'static str = "passkey_handles";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            handle: row.get("handle")?,
            credential_id: row.get("credential_id")?,
        })
    }
}

/// Nothing for whoever never had a passkey.
pub async fn known(txn: &mut Txn, user: UserId) -> Result<Vec<Known>> {
    const SQL: &str = "
        SELECT h.handle, p.credential_id
        FROM passkey_handles h
        LEFT JOIN factors f ON f.user_id = h.user_id AND f.kind = 'passkey'
        LEFT JOIN passkeys p ON p.factor_id = f.id
        WHERE h.user_id = $1
        ORDER BY f.id";
    txn.fetch_all(SQL, args![user]).await
}

/// Whether anybody at all has this credential.
pub async fn is_known(txn: &mut Txn, credential_id: &[u8]) -> Result<bool> {
    const SQL: &str = "SELECT count(*) FROM passkeys WHERE credential_id = $1";
    let count: i64 = txn.fetch_one(SQL, args![credential_id]).await?;
    Ok(count > 0)
}

/// Whose credential it is: the user of this organisation whom the handle names as well.
pub async fn user_of(
    txn: &mut Txn,
    organisation: OrganisationId,
    (credential_id, handle): (&[u8], &[u8]),
) -> Result<Option<UserId>> {
    const SQL: &str = "
        SELECT f.user_id
        FROM passkeys p
        JOIN factors f ON f.id = p.factor_id
        JOIN passkey_handles h ON h.user_id = f.user_id
        WHERE p.credential_id = $2 AND h.handle = $3 AND f.organisation_id = $1";
    txn.fetch_optional(SQL, args![organisation, credential_id, handle])
        .await
}

/// Notes a signature: true for exactly one caller, since the counter must still be the one that was compared.
pub async fn used(
    txn: &mut Txn,
    (id, before): (FactorId, u32),
    (counter, kept): (u32, Kept),
    now: Timestamp,
) -> Result<bool> {
    const KEY: &str =
        "UPDATE passkeys SET counter = $3, kept = $4 WHERE factor_id = $1 AND counter = $2";
    const FACTOR: &str = "
        UPDATE factors
        SET last_used_at = $2
        WHERE id = $1 AND state = 'active'";
    Ok(txn
        .execute_one(KEY, args![id, before, counter, kept.code()])
        .await?
        && txn.execute_one(FACTOR, args![id, now]).await?)
}

/// What authenticators know this user by.
pub async fn handle(txn: &mut Txn, user: UserId) -> Result<Option<Vec<u8>>> {
    const SQL: &str = "SELECT handle FROM passkey_handles WHERE user_id = $1";
    txn.fetch_optional(SQL, args![user]).await
}

/// The same, made if there is none. The caller holds the user's lock.
pub async fn handle_or_new(txn: &mut Txn, user: UserId, world: &World) -> Result<Vec<u8>> {
    const SQL: &str = "INSERT INTO passkey_handles (user_id, handle) VALUES ($1, $2)";
    if let Some(handle) = handle(txn, user).await? {
        return Ok(handle);
    }
    let handle = world.bytes::<HANDLE_BYTES>().to_vec();
    txn.execute(SQL, args![user, handle.clone()]).await?;
    Ok(handle)
}
