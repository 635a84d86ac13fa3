//! Credentials of programs as rows. Of a secret only the digest is stored.

use identity::{
    api::{Life, Scope, lends, life},
    ids::{CredentialId, OrganisationId, UserId},
    time::{Span, Timestamp},
};

use super::{FromRow, Result, Row, Txn, api_tokens::Creator, args};
use crate::crypto::token::Digest;

/// Use is noted at most this often: a read should not cost a write of its own.
const TOUCH_EVERY: Span = Span::minutes(1);

/// A credential as admins see it.
#[derive(Clone, Debug)]
pub struct Credential {
    pub id: CredentialId,
    pub organisation_id: OrganisationId,
    pub client_id: String,
    pub name: String,
    pub scope: Scope,
    pub created_by: Option<UserId>,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
}

impl FromRow for Credential {
    const TABLE: &'static str = "api_credentials";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            organisation_id: row.get("organisation_id")?,
            client_id: row.get("client_id")?,
            name: row.get("name")?,
            scope: row.parse("scope")?,
            created_by: row.get("created_by")?,
            created_at: row.get("created_at")?,
            expires_at: row.get("expires_at")?,
            last_used_at: row.get("last_used_at")?,
            revoked_at: row.get("revoked_at")?,
        })
    }
}

#[derive(Debug)]
pub struct NewCredential<'a> {
    pub organisation: OrganisationId,
    pub client_id: &'a str,
    pub digest: &'a Digest,
    pub name: &'a str,
    pub scope: Scope,
    pub creator: UserId,
    pub expires_at: Timestamp,
}

pub async fn insert(txn: &mut Txn, new: NewCredential<'_>, now: Timestamp) -> Result<CredentialId> {
    const SQL: &str = "
        INSERT INTO api_credentials (organisation_id, client_id, digest, name, scope, created_by, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        RETURNING id";
    txn.fetch_one(
        SQL,
        args![
            new.organisation,
            new.client_id,
            new.digest.as_bytes(),
            new.name,
            new.scope.code(),
            new.creator,
            now,
            new.expires_at
        ],
    )
    .await
}

pub async fn find(
    txn: &mut Txn,
    organisation: OrganisationId,
    client_id: &str,
) -> Result<Option<Credential>> {
    const SQL: &str = "
        SELECT id, organisation_id, client_id, name, scope, created_by, created_at, expires_at, last_used_at, revoked_at
        FROM api_credentials
        WHERE organisation_id = $1 AND client_id = $2";
    txn.fetch_optional(SQL, args![organisation, client_id])
        .await
}

/// The same by its row.
pub async fn by_id(
    txn: &mut Txn,
    organisation: OrganisationId,
    id: CredentialId,
) -> Result<Option<Credential>> {
    const SQL: &str = "
        SELECT id, organisation_id, client_id, name, scope, created_by, created_at, expires_at, last_used_at, revoked_at
        FROM api_credentials
        WHERE organisation_id = $1 AND id = $2";
    txn.fetch_optional(SQL, args![organisation, id]).await
}

/// A credential with whoever made it, as they are now.
#[derive(Clone, Debug)]
pub struct Listed {
    pub credential: Credential,
    pub creator: Option<(Creator, String)>,
}

impl Listed {
    /// What it is worth now, by what its creator may lend it.
    pub fn life(&self, now: Timestamp) -> Life {
        let lent = self
            .creator
            .as_ref()
            .and_then(|(creator, _)| lends(creator.status, creator.role));
        let credential = &self.credential;
        life(credential.expires_at, credential.revoked_at, lent, now)
    }
}

impl FromRow for Listed {
    const TABLE: &'static str = "api_credentials";

    fn from_row(row: &Row) -> Result<Self> {
        let creator: Option<Creator> = row.part_optional("u_")?;
        let name: Option<String> = row.get("u_name")?;
        Ok(Self {
            credential: row.read()?,
            creator: creator.zip(name),
        })
    }
}

/// All of an organisation, the newest first, those that are revoked too.
pub async fn listed(txn: &mut Txn, organisation: OrganisationId) -> Result<Vec<Listed>> {
    const SQL: &str = "
        SELECT c.id AS id, c.organisation_id AS organisation_id, c.client_id AS client_id, c.name AS name, c.scope AS scope,
            c.created_by AS created_by, c.created_at AS created_at, c.expires_at AS expires_at, c.last_used_at AS last_used_at,
            c.revoked_at AS revoked_at, u.id AS u_id, u.status AS u_status, u.role AS u_role, u.name AS u_name
        FROM api_credentials c
        LEFT JOIN users u ON u.id = c.created_by AND (u.organisation_id = c.organisation_id OR u.role = 'operator' AND EXISTS (
            SELECT 1 FROM operator_customers g WHERE g.operator_id = u.id AND g.organisation_id = c.organisation_id))
        WHERE c.organisation_id = $1
        ORDER BY c.id DESC";
    txn.fetch_all(SQL, args![organisation]).await
}

/// Holds a credential until the transaction ends: what revokes it comes before or after, never in between (case K-06).
pub async fn hold(txn: &mut Txn, id: CredentialId) -> Result<()> {
    const SQL: &str = "SELECT id FROM api_credentials WHERE id = $1";
    let _: Option<CredentialId> = txn.fetch_locked_optional(SQL, args![id]).await?;
    Ok(())
}

/// True for exactly one caller. Its tokens go with it.
pub async fn revoke(txn: &mut Txn, id: CredentialId, now: Timestamp) -> Result<bool> {
    const TOKENS: &str = "DELETE FROM api_tokens WHERE credential_id = $1";
    const SQL: &str =
        "UPDATE api_credentials SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL";
    let revoked = txn.execute_one(SQL, args![id, now]).await?;
    txn.execute(TOKENS, args![id]).await?;
    Ok(revoked)
}

/// Notes use, at most once a minute.
pub async fn touch(txn: &mut Txn, credential: &Credential, now: Timestamp) -> Result<()> {
    const SQL: &str = "UPDATE api_credentials SET last_used_at = $2 WHERE id = $1";
    let is_news = credential
        .last_used_at
        .is_none_or(|used| now - used >= TOUCH_EVERY);
    if is_news {
        txn.execute(SQL, args![credential.id, now]).await?;
    }
    Ok(())
}
