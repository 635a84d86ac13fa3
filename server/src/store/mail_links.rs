//! Links in mails: only the digest is kept, and each is good once.

use identity::{
    ids::{OrganisationId, UserId},
    time::Timestamp,
};

use super::{FromRow, Result, Row, Txn, args};
use crate::crypto::token::Digest;

/// What a link is for. The text is what is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    ResetPassword,
}

impl Purpose {
    const fn code(self) -> &'static str {
        match self {
            Self::ResetPassword => "reset_password",
        }
    }
}

/// A link that can still be used.
#[derive(Clone, Debug)]
pub struct Link {
    pub organisation_id: OrganisationId,
    pub user_id: UserId,
    pub expires_at: Timestamp,
}

impl FromRow for Link {
    const TABLE: &'static str = "mail_links";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            organisation_id: row.get("organisation_id")?,
            user_id: row.get("user_id")?,
            expires_at: row.get("expires_at")?,
        })
    }
}

/// A link on its way. Without a user it is nobody's: it opens nothing.
#[derive(Debug)]
pub struct NewLink<'a> {
    pub organisation: OrganisationId,
    pub user: Option<UserId>,
    pub digest: &'a Digest,
    pub purpose: Purpose,
    pub recipient: &'a str,
    pub expires_at: Timestamp,
}

pub async fn insert(txn: &mut Txn, new: NewLink<'_>, now: Timestamp) -> Result<()> {
    const SQL: &str = "
        INSERT INTO mail_links (organisation_id, user_id, digest, purpose, recipient, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let args = args![
        new.organisation,
        new.user,
        new.digest.as_bytes(),
        new.purpose.code(),
        new.recipient,
        now,
        new.expires_at
    ];
    txn.execute(SQL, args).await?;
    Ok(())
}

pub async fn find(
    txn: &mut Txn,
    digest: &Digest,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Option<Link>> {
    const SQL: &str = "
        SELECT organisation_id, user_id, expires_at
        FROM mail_links
        WHERE digest = $1 AND purpose = $2 AND expires_at > $3 AND user_id IS NOT NULL";
    txn.fetch_optional(SQL, args![digest.as_bytes(), purpose.code(), now])
        .await
}

/// Uses a link of this user up: true for exactly one caller.
pub async fn spend(
    txn: &mut Txn,
    digest: &Digest,
    (user, purpose): (UserId, Purpose),
    now: Timestamp,
) -> Result<bool> {
    const SQL: &str = "
        DELETE FROM mail_links
        WHERE digest = $1 AND user_id = $2 AND purpose = $3 AND expires_at > $4";
    txn.execute_one(SQL, args![digest.as_bytes(), user, purpose.code(), now])
        .await
}

/// Ends every link of one kind that a user was sent. Of nobody, it ends none.
pub async fn revoke(txn: &mut Txn, user: Option<UserId>, purpose: Purpose) -> Result<()> {
    const SQL: &str = "DELETE FROM mail_links WHERE user_id = $1 AND purpose = $2";
    txn.execute(SQL, args![user, purpose.code()]).await?;
    Ok(())
}

/// Counts a try that did not use the link up; false once there were too many.
pub async fn count_try(txn: &mut Txn, digest: &Digest, most: i64) -> Result<bool> {
    const SQL: &str = "UPDATE mail_links SET tries = tries + 1 WHERE digest = $1 AND tries < $2";
    txn.execute_one(SQL, args![digest.as_bytes(), most]).await
}
