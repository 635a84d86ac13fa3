//! Invitations: a link that sets the first password, good once.

use identity::{
    enrolment::Grant,
    ids::{OrganisationId, UserId},
    language::Language,
    name::PersonName,
    time::Timestamp,
};

use super::{FromRow, Result, Row, Txn, args, user_words};
use crate::crypto::token::Digest;

/// An invitation that can still be accepted.
#[derive(Clone, Copy, Debug)]
pub struct Open {
    pub organisation_id: OrganisationId,
    pub user_id: UserId,
    pub expires_at: Timestamp,
}

impl FromRow for Open {
    const TABLE: &'static str = "invitations";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            organisation_id: row.get("organisation_id")?,
            user_id: row.get("user_id")?,
            expires_at: row.get("expires_at")?,
        })
    }
}

/// A new link for somebody who was invited. Only its digest is kept.
pub async fn insert(
    txn: &mut Txn,
    (organisation, user): (OrganisationId, UserId),
    digest: &Digest,
    until: Timestamp,
    now: Timestamp,
) -> Result<()> {
    const SQL: &str = "
        INSERT INTO invitations (organisation_id, user_id, digest, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5)";
    txn.execute(
        SQL,
        args![organisation, user, digest.as_bytes(), now, until],
    )
    .await?;
    Ok(())
}

pub async fn find_open(txn: &mut Txn, digest: &Digest, now: Timestamp) -> Result<Option<Open>> {
    const SQL: &str = "
        SELECT organisation_id, user_id, expires_at
        FROM invitations
        WHERE digest = $1 AND used_at IS NULL AND expires_at > $2";
    txn.fetch_optional(SQL, args![digest.as_bytes(), now]).await
}

/// Uses an invitation up: true for exactly one caller.
pub async fn spend(txn: &mut Txn, digest: &Digest, now: Timestamp) -> Result<bool> {
    const SQL: &str = "UPDATE invitations SET used_at = $2 WHERE digest = $1 AND used_at IS NULL AND expires_at > $2";
    txn.execute_one(SQL, args![digest.as_bytes(), now]).await
}

/// Ends every link that this user was sent and did not use.
pub async fn revoke(txn: &mut Txn, user: UserId) -> Result<()> {
    const SQL: &str = "DELETE FROM invitations WHERE user_id = $1 AND used_at IS NULL";
    txn.execute(SQL, args![user]).await?;
    Ok(())
}

/// What an accepted invitation makes of its user.
#[derive(Debug)]
pub struct Accepted<'a> {
    pub name: &'a PersonName,
    pub language: Language,
    pub grant: Grant,
}

/// Makes an invited user an active one: true unless somebody else did, or the user was disabled.
pub async fn activate(txn: &mut Txn, user: UserId, accepted: Accepted<'_>) -> Result<bool> {
    const SQL: &str = "
        UPDATE users
        SET status = 'active', name = $2, name_key = $3, language = $4, grant_cause = $5, grant_until = $6,
            version = version + 1
        WHERE id = $1 AND status = 'invited'";
    let name = accepted.name.as_str();
    let args = args![
        user,
        name,
        name.to_lowercase(),
        accepted.language.tag(),
        accepted.grant.cause.code(),
        accepted.grant.until
    ];
    let activated = txn.execute_one(SQL, args).await?;
    if activated {
        user_words::keep(txn, user).await?;
    }
    Ok(activated)
}
