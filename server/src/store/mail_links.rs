//! Links in mails: only the digest is kept, and each is good once.

use identity::{
    ids::{FactorId, OrganisationId, UserId},
    not_me::{Deed, Deniable},
    time::Timestamp,
};

use super::{FromRow, Result, Row, Txn, args};
use crate::crypto::token::Digest;

/// What a link is for. The text is what is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    ResetPassword,
    ConfirmAddress,
    NotMe,
}

impl Purpose {
    const fn code(self) -> &'static str {
        match self {
            Self::ResetPassword => "reset_password",
            Self::ConfirmAddress => "confirm_address",
            Self::NotMe => "not_me",
        }
    }
}

/// A link that can still be used.
#[derive(Clone, Debug)]
pub struct Link {
    pub organisation_id: OrganisationId,
    pub user_id: UserId,
    pub recipient: String,
    /// What it denies; none for a link of another purpose.
    pub deed: Option<Deed>,
    pub factor: Option<FactorId>,
    pub address: Option<String>,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

impl FromRow for Link {
    const TABLE: &'static str = "mail_links";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            organisation_id: row.get("organisation_id")?,
            user_id: row.get("user_id")?,
            recipient: row.get("recipient")?,
            deed: row.parse_optional("deed")?,
            factor: row.get("factor_id")?,
            address: row.get("address")?,
            created_at: row.get("created_at")?,
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
    /// What it denies, if that is what it is for.
    pub denies: Option<Deniable<'a>>,
    pub expires_at: Timestamp,
}

pub async fn insert(txn: &mut Txn, new: NewLink<'_>, now: Timestamp) -> Result<()> {
    const SQL: &str = "
        INSERT INTO mail_links (organisation_id, user_id, digest, purpose, recipient, deed, factor_id, address, created_at,
            expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let args = args![
        new.organisation,
        new.user,
        new.digest.as_bytes(),
        new.purpose.code(),
        new.recipient,
        new.denies.map(|denies| denies.deed.code()),
        new.denies.and_then(|denies| denies.factor),
        new.denies.and_then(|denies| denies.address),
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
        SELECT organisation_id, user_id, recipient, deed, factor_id, address, created_at, expires_at
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

/// Ends the links of the other mails that told of the same deed: it is denied once.
pub async fn revoke_siblings(txn: &mut Txn, link: &Link) -> Result<()> {
    const SQL: &str = "
        DELETE FROM mail_links
        WHERE user_id = $1 AND purpose = 'not_me' AND deed = $2 AND created_at = $3";
    let deed = link.deed.map(Deed::code);
    txn.execute(SQL, args![link.user_id, deed, link.created_at])
        .await?;
    Ok(())
}
