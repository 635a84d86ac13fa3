//! Access tokens as rows, and all that decides what one is worth, in one query.

use identity::{
    api::{MOST_TOKENS, Removal, pace},
    ids::{ApiTokenId, CredentialId, OrganisationId, UserId},
    role::Role,
    time::Timestamp,
    user::UserStatus,
};

use super::{
    FromRow, Result, Row, Txn, api_credentials::Credential, args, organisations::Organisation,
};
use crate::crypto::token::Digest;

/// A credential, its organisation unless that is suspended, and its creator as they are now.
#[derive(Clone, Debug)]
pub struct Program {
    pub credential: Credential,
    pub digest: Vec<u8>,
    pub organisation: Option<Organisation>,
    pub removal: Removal,
    pub creator: Option<Creator>,
}

/// Whose rights a credential has at most.
#[derive(Clone, Debug)]
pub struct Creator {
    pub id: UserId,
    pub status: UserStatus,
    pub role: Option<Role>,
}

/// A token and the program that holds it.
#[derive(Clone, Debug)]
pub struct Held {
    pub id: ApiTokenId,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub refresh_until: Timestamp,
    pub program: Program,
}

impl FromRow for Creator {
    const TABLE: &'static str = "users";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            status: row.parse("status")?,
            role: row.parse_optional("role")?,
        })
    }
}

impl FromRow for Program {
    const TABLE: &'static str = "api_credentials";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            credential: row.part("c_")?,
            digest: row.get("c_digest")?,
            organisation: row.part_optional("o_")?,
            removal: if row.get("api_removal")? {
                Removal::On
            } else {
                Removal::Off
            },
            creator: row.part_optional("u_")?,
        })
    }
}

impl FromRow for Held {
    const TABLE: &'static str = "api_tokens";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            created_at: row.get("created_at")?,
            expires_at: row.get("expires_at")?,
            refresh_until: row.get("refresh_until")?,
            program: row.read()?,
        })
    }
}

/// The columns of a program, and the tables they come from.
macro_rules! program {
    ($held:literal, $from:literal, $which:literal) => {
        concat!(
            "
        SELECT ",
            $held,
            "c.id AS c_id, c.organisation_id AS c_organisation_id, c.client_id AS c_client_id, c.name AS c_name,
            c.scope AS c_scope, c.created_by AS c_created_by, c.created_at AS c_created_at, c.expires_at AS c_expires_at,
            c.last_used_at AS c_last_used_at, c.revoked_at AS c_revoked_at, c.digest AS c_digest,
            o.id AS o_id, o.slug AS o_slug, o.name AS o_name, o.help_line AS o_help_line, o.admin_contact AS o_admin_contact,
            o.step_up AS o_step_up, o.enrol_window_hours AS o_enrol_window_hours, o.reset_pass AS o_reset_pass, o.equal_rank AS o_equal_rank,
            o.accent AS o_accent, o.logo AS o_logo,
            coalesce(o.api_removal, FALSE) AS api_removal,
            u.id AS u_id, u.status AS u_status, u.role AS u_role
        FROM ",
            $from,
            "
        LEFT JOIN organisations o ON o.id = c.organisation_id AND o.status = 'active'
        LEFT JOIN users u ON u.id = c.created_by AND (u.organisation_id = c.organisation_id OR u.role = 'operator' AND EXISTS (
            SELECT 1 FROM operator_customers g JOIN organisations h ON h.id = u.organisation_id AND h.status = 'active'
            WHERE g.operator_id = u.id AND g.organisation_id = c.organisation_id))
        WHERE ",
            $which
        )
    };
}

/// The program that calls itself so.
pub async fn program(txn: &mut Txn, client_id: &str) -> Result<Option<Program>> {
    const SQL: &str = program!("", "api_credentials c", "c.client_id = $1");
    txn.fetch_optional(SQL, args![client_id]).await
}

/// What an access token stands for.
pub async fn by_digest(txn: &mut Txn, digest: &Digest) -> Result<Option<Held>> {
    const SQL: &str = program!(
        "t.id AS id, t.created_at AS created_at, t.expires_at AS expires_at, t.refresh_until AS refresh_until,
            ",
        "api_tokens t JOIN api_credentials c ON c.id = t.credential_id",
        "t.digest = $1"
    );
    txn.fetch_optional(SQL, args![digest.as_bytes()]).await
}

/// The same by both tokens of a pair, as a refresh sends them.
pub async fn by_pair(txn: &mut Txn, access: &Digest, refresh: &Digest) -> Result<Option<Held>> {
    const SQL: &str = program!(
        "t.id AS id, t.created_at AS created_at, t.expires_at AS expires_at, t.refresh_until AS refresh_until,
            ",
        "api_tokens t JOIN api_credentials c ON c.id = t.credential_id",
        "t.digest = $1 AND t.refresh_digest = $2"
    );
    txn.fetch_optional(SQL, args![access.as_bytes(), refresh.as_bytes()])
        .await
}

#[derive(Debug)]
pub struct NewToken<'a> {
    pub organisation: OrganisationId,
    pub credential: CredentialId,
    pub access: &'a Digest,
    pub refresh: &'a Digest,
    pub expires_at: Timestamp,
    pub refresh_until: Timestamp,
}

/// One token more; the oldest of the credential goes where there are too many.
pub async fn insert(txn: &mut Txn, new: NewToken<'_>, now: Timestamp) -> Result<ApiTokenId> {
    const TRIM: &str = "
        DELETE FROM api_tokens
        WHERE credential_id = $1
            AND id NOT IN (SELECT id FROM api_tokens WHERE credential_id = $1 ORDER BY id DESC LIMIT $2)";
    const SQL: &str = "
        INSERT INTO api_tokens (organisation_id, credential_id, digest, refresh_digest, created_at, expires_at, refresh_until)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        RETURNING id";
    txn.execute(TRIM, args![new.credential, MOST_TOKENS - 1])
        .await?;
    txn.fetch_one(
        SQL,
        args![
            new.organisation,
            new.credential,
            new.access.as_bytes(),
            new.refresh.as_bytes(),
            now,
            new.expires_at,
            new.refresh_until
        ],
    )
    .await
}

/// Whether a token may make one call more at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    Kept,
    /// It is too far ahead of the clock.
    TooFast,
    /// Somebody ended it meanwhile.
    Gone,
}

/// Takes up the time of one call.
pub async fn pace(txn: &mut Txn, id: ApiTokenId, now: Timestamp) -> Result<Pace> {
    const THERE: &str = "SELECT count(*) FROM api_tokens WHERE id = $1";
    const SQL: &str = "
        UPDATE api_tokens
        SET paced_until = CASE WHEN paced_until > $2 THEN paced_until ELSE $2 END + $3
        WHERE id = $1 AND paced_until <= $4";
    let args = args![id, now, pace::STEP, now + pace::AHEAD];
    if txn.execute_one(SQL, args).await? {
        return Ok(Pace::Kept);
    }
    let is_there = txn.fetch_one::<i64>(THERE, args![id]).await? > 0;
    Ok(if is_there { Pace::TooFast } else { Pace::Gone })
}

/// Ends one token of this credential: true for exactly one caller.
pub async fn delete(txn: &mut Txn, credential: CredentialId, access: &Digest) -> Result<bool> {
    const SQL: &str = "DELETE FROM api_tokens WHERE credential_id = $1 AND digest = $2";
    txn.execute_one(SQL, args![credential, access.as_bytes()])
        .await
}
