//! Sessions: complete, always.

use identity::{
    ids::{FactorId, OrganisationId, SessionId, UserId},
    proof::{Proof, ProofKind},
    session::{Course, EndCause, Lifetime, MOST_SESSIONS, Owing},
    time::Timestamp,
};

use super::{FromRow, Result, Row, Txn, args, past_sessions};
use crate::crypto::token::Digest;

#[derive(Clone, Debug)]
pub struct Session {
    pub id: SessionId,
    pub organisation_id: OrganisationId,
    pub user_id: UserId,
    pub course: Course,
    /// The newest proof in this session; fresh for five minutes.
    pub proof: Proof,
    pub proved_factor: Option<FactorId>,
    pub owing: Owing,
}

impl FromRow for Session {
    const TABLE: &'static str = "sessions";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            organisation_id: row.get("organisation_id")?,
            user_id: row.get("user_id")?,
            course: Course {
                began_at: row.get("created_at")?,
                seen_at: row.get("last_seen_at")?,
                idle: row.get("idle_ms")?,
                expires_at: row.get("expires_at")?,
            },
            proof: Proof {
                kind: row.parse::<ProofKind>("proved_by")?,
                at: row.get("proved_at")?,
            },
            proved_factor: row.get("proved_factor_id")?,
            owing: if row.get("owes_codes")? {
                Owing::NewCodes
            } else {
                Owing::Nothing
            },
        })
    }
}

/// What a new session starts with.
#[derive(Debug)]
pub struct NewSession<'a> {
    pub digest: &'a Digest,
    pub organisation: OrganisationId,
    pub user: UserId,
    pub lifetime: Lifetime,
    pub proof: Proof,
    pub factor: Option<FactorId>,
    pub owing: Owing,
    pub ip: &'a str,
    pub agent: &'a str,
}

pub async fn insert(txn: &mut Txn, new: NewSession<'_>, now: Timestamp) -> Result<SessionId> {
    const SQL: &str = "
        INSERT INTO sessions (digest, organisation_id, user_id, created_at, last_seen_at, idle_ms, expires_at,
            proved_at, proved_by, signed_in_by, proved_factor_id, owes_codes, ip, agent)
        VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, $8, $9, $10, $11, $12)
        RETURNING id";
    txn.fetch_one(
        SQL,
        args![
            new.digest.as_bytes(),
            new.organisation,
            new.user,
            now,
            new.lifetime.idle,
            now + new.lifetime.absolute,
            new.proof.at,
            new.proof.kind.code(),
            new.factor,
            new.owing == Owing::NewCodes,
            new.ip,
            new.agent
        ],
    )
    .await
}

/// The session that this token stands for. Whether it is over, its [`Course`] says.
pub async fn by_digest(txn: &mut Txn, digest: &Digest) -> Result<Option<Session>> {
    const SQL: &str = "
        SELECT id, organisation_id, user_id, created_at, last_seen_at, idle_ms, expires_at, proved_at, proved_by, proved_factor_id,
            owes_codes
        FROM sessions
        WHERE digest = $1";
    txn.fetch_optional(SQL, args![digest.as_bytes()]).await
}

/// Notes activity, at most forward.
pub async fn touch(txn: &mut Txn, id: SessionId, now: Timestamp) -> Result<()> {
    const SQL: &str = "UPDATE sessions SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2";
    txn.execute(SQL, args![id, now]).await?;
    Ok(())
}

/// A fresh proof: the session gets a new token with it (ASVS 7.2.4).
pub async fn renew(
    txn: &mut Txn,
    id: SessionId,
    digest: &Digest,
    proof: Proof,
    factor: Option<FactorId>,
) -> Result<bool> {
    const SQL: &str = "UPDATE sessions SET digest = $2, proved_at = $3, proved_by = $4, proved_factor_id = $5 WHERE id = $1";
    txn.execute_one(
        SQL,
        args![id, digest.as_bytes(), proof.at, proof.kind.code(), factor],
    )
    .await
}

/// From now on this session owes new codes.
pub async fn owe_codes(txn: &mut Txn, id: SessionId) -> Result<()> {
    const SQL: &str = "UPDATE sessions SET owes_codes = TRUE WHERE id = $1";
    txn.execute(SQL, args![id]).await?;
    Ok(())
}

/// New codes were made: no session of this user owes any.
pub async fn codes_made(txn: &mut Txn, user: UserId) -> Result<()> {
    const SQL: &str = "UPDATE sessions SET owes_codes = FALSE WHERE user_id = $1 AND owes_codes";
    txn.execute(SQL, args![user]).await?;
    Ok(())
}

/// A new token for the same session.
pub async fn rotate(txn: &mut Txn, id: SessionId, digest: &Digest) -> Result<bool> {
    const SQL: &str = "UPDATE sessions SET digest = $2 WHERE id = $1";
    txn.execute_one(SQL, args![id, digest.as_bytes()]).await
}

/// A sign-out: nobody needs to be told why.
pub async fn delete(txn: &mut Txn, id: SessionId) -> Result<bool> {
    const SQL: &str = "DELETE FROM sessions WHERE id = $1";
    txn.execute_one(SQL, args![id]).await
}

/// Ends one session of a user, from another one or because of what was done in it.
pub async fn end(txn: &mut Txn, user: UserId, id: SessionId, cause: &str) -> Result<bool> {
    const SQL: &str = "DELETE FROM sessions WHERE id = $1 AND user_id = $2";
    past_sessions::remember(txn, user, past_sessions::Which::One(id), cause).await?;
    txn.execute_one(SQL, args![id, user]).await
}

pub async fn end_all(txn: &mut Txn, user: UserId, cause: &str) -> Result<u64> {
    const SQL: &str = "DELETE FROM sessions WHERE user_id = $1";
    past_sessions::remember(txn, user, past_sessions::Which::All, cause).await?;
    txn.execute(SQL, args![user]).await
}

/// Ends all sessions of a user but this one.
pub async fn end_others(txn: &mut Txn, user: UserId, kept: SessionId, cause: &str) -> Result<u64> {
    const SQL: &str = "DELETE FROM sessions WHERE user_id = $1 AND id <> $2";
    past_sessions::remember(txn, user, past_sessions::Which::AllBut(kept), cause).await?;
    txn.execute(SQL, args![user, kept]).await
}

/// Keeps the newest sessions of a user, so that there is room for one more (ASVS 7.1.2).
pub async fn make_room(txn: &mut Txn, user: UserId) -> Result<u64> {
    const SQL: &str = "
        SELECT id
        FROM sessions
        WHERE user_id = $1 AND id NOT IN (SELECT id FROM sessions WHERE user_id = $1 ORDER BY id DESC LIMIT $2)";
    let oldest: Vec<SessionId> = txn.fetch_all(SQL, args![user, MOST_SESSIONS - 1]).await?;
    let mut ended = 0;
    for id in oldest {
        ended += u64::from(end(txn, user, id, EndCause::TooMany.code()).await?);
    }
    Ok(ended)
}

/// How many live sessions a user has.
pub async fn count(txn: &mut Txn, user: UserId, now: Timestamp) -> Result<i64> {
    const SQL: &str = "
        SELECT count(*)
        FROM sessions
        WHERE user_id = $1 AND expires_at > $2 AND last_seen_at + idle_ms > $2";
    txn.fetch_one(SQL, args![user, now]).await
}
