//! Addresses of a user beside the first one, and whose an address is.

use identity::ids::{OrganisationId, UserId};

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
