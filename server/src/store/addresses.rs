//! Addresses of a user beside the first one, and whose an address is.

use identity::{
    ids::{AddressId, OrganisationId, UserId},
    time::Timestamp,
};

use super::{FromRow, Result, Row, Txn, args};

/// A verified address: as its owner writes it, and its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub email: String,
    pub key: String,
}

impl FromRow for Address {
    const TABLE: &'static str = "addresses";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            email: row.get("email")?,
            key: row.get("email_key")?,
        })
    }
}

/// Every address that counts: the first one, then those that were proved.
pub async fn verified(txn: &mut Txn, user: Option<UserId>) -> Result<Vec<Address>> {
    const SQL: &str = "
        SELECT email, email_key, 0 AS place
        FROM users
        WHERE id = $1
        UNION ALL
        SELECT email, email_key, id AS place
        FROM addresses
        WHERE user_id = $1 AND verified_at IS NOT NULL
        ORDER BY place";
    txn.fetch_all(SQL, args![user]).await
}

/// Whose this address is: as a first one before any other.
pub async fn owner(
    txn: &mut Txn,
    organisation: OrganisationId,
    key: &str,
) -> Result<Option<UserId>> {
    const SQL: &str = "
        SELECT id, 0 AS place
        FROM users
        WHERE organisation_id = $1 AND email_key = $2
        UNION ALL
        SELECT user_id AS id, 1 AS place
        FROM addresses
        WHERE organisation_id = $1 AND email_key = $2 AND verified_at IS NOT NULL
        ORDER BY place
        LIMIT 1";
    txn.fetch_optional(SQL, args![organisation, key]).await
}

/// An address beside the first one, verified or only claimed.
#[derive(Clone, Debug)]
pub struct Other {
    pub id: AddressId,
    pub email: String,
    pub key: String,
    pub verified_at: Option<Timestamp>,
}

impl FromRow for Other {
    const TABLE: &'static str = "addresses";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            email: row.get("email")?,
            key: row.get("email_key")?,
            verified_at: row.get("verified_at")?,
        })
    }
}

/// All addresses of a user beside the first one, the oldest first.
pub async fn others(txn: &mut Txn, user: UserId) -> Result<Vec<Other>> {
    const SQL: &str = "
        SELECT id, email, email_key, verified_at
        FROM addresses
        WHERE user_id = $1
        ORDER BY id";
    txn.fetch_all(SQL, args![user]).await
}

/// A new address of a user: claimed, or verified from the start where it was one of theirs before.
#[derive(Debug)]
pub struct New<'a> {
    pub organisation: OrganisationId,
    pub user: UserId,
    pub email: &'a str,
    pub key: &'a str,
    pub verified_at: Option<Timestamp>,
}

/// None when it is verified for somebody else meanwhile.
pub async fn insert(txn: &mut Txn, new: New<'_>, now: Timestamp) -> Result<Option<AddressId>> {
    const SQL: &str = "
        INSERT INTO addresses (organisation_id, user_id, email, email_key, created_at, verified_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING
        RETURNING id";
    let args = args![
        new.organisation,
        new.user,
        new.email,
        new.key,
        now,
        new.verified_at
    ];
    txn.fetch_optional(SQL, args).await
}

/// It was proved: true unless it is gone, or was proved before.
pub async fn verify(txn: &mut Txn, id: AddressId, now: Timestamp) -> Result<bool> {
    const SQL: &str = "UPDATE addresses SET verified_at = $2 WHERE id = $1 AND verified_at IS NULL";
    txn.execute_one(SQL, args![id, now]).await
}

pub async fn delete(txn: &mut Txn, id: AddressId) -> Result<bool> {
    const SQL: &str = "DELETE FROM addresses WHERE id = $1";
    txn.execute_one(SQL, args![id]).await
}
