//! Codes that were sent, each for one phone and for whoever asked: the newest alone counts, and once.

use identity::{
    ids::{FactorId, SessionId, SignInId},
    phone::code::Sent,
    time::Timestamp,
};

use super::{FromRow, Result, Row, Txn, args, phones::Digest};

/// Who asked for a code.
#[derive(Clone, Copy, Debug)]
pub enum Asker<'a> {
    SignIn(SignInId),
    Session(SessionId),
    /// A program, by what it began.
    Ceremony(&'a str),
}

impl Asker<'_> {
    fn parts(&self) -> (Option<SignInId>, Option<SessionId>, Option<String>) {
        match self {
            Self::SignIn(id) => (Some(*id), None, None),
            Self::Session(id) => (None, Some(*id), None),
            Self::Ceremony(id) => (None, None, Some((*id).to_owned())),
        }
    }
}

/// What a code counts for, and for nothing else (case M-12).
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub factor: FactorId,
    pub by: Asker<'a>,
    /// What is done with it.
    pub action: &'a str,
}

/// A code, but for the code.
#[derive(Clone, Debug)]
pub struct SentCode {
    pub id: i64,
    pub digest: Digest,
    pub sent: Sent,
}

impl FromRow for SentCode {
    const TABLE: &'static str = "phone_codes";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            digest: row.get("digest")?,
            sent: Sent {
                expires_at: row.get("expires_at")?,
                tries: row.get::<i64>("tries")?.try_into().unwrap_or(u32::MAX),
                used_at: row.get("used_at")?,
            },
        })
    }
}

/// A new one in place of all that were sent to the same phone for the same thing; their messages go with them.
pub async fn put(
    txn: &mut Txn,
    asked: Asked<'_>,
    digest: &Digest,
    (now, expires_at): (Timestamp, Timestamp),
) -> Result<i64> {
    const CLEAR: &str = "
        DELETE FROM phone_codes
        WHERE factor_id = $1 AND (sign_in_id = $2 OR session_id = $3 OR ceremony_id = $4) AND action = $5";
    const SQL: &str = "
        INSERT INTO phone_codes (factor_id, sign_in_id, session_id, ceremony_id, action, digest, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        RETURNING id";
    let (sign_in, session, ceremony) = asked.by.parts();
    let whose = args![
        asked.factor,
        sign_in,
        session,
        ceremony.clone(),
        asked.action
    ];
    txn.execute(CLEAR, whose).await?;
    let args = args![
        asked.factor,
        sign_in,
        session,
        ceremony,
        asked.action,
        digest,
        now,
        expires_at
    ];
    txn.fetch_one(SQL, args).await
}

/// The newest that was sent for this. The caller holds the lock of the factor.
pub async fn find(txn: &mut Txn, asked: Asked<'_>) -> Result<Option<SentCode>> {
    const SQL: &str = "
        SELECT id, digest, tries, expires_at, used_at
        FROM phone_codes
        WHERE factor_id = $1 AND (sign_in_id = $2 OR session_id = $3 OR ceremony_id = $4) AND action = $5
        ORDER BY id DESC
        LIMIT 1";
    let (sign_in, session, ceremony) = asked.by.parts();
    let args = args![asked.factor, sign_in, session, ceremony, asked.action];
    txn.fetch_optional(SQL, args).await
}

/// Spends a code: true for exactly one caller.
pub async fn spend(txn: &mut Txn, id: i64, now: Timestamp) -> Result<bool> {
    const SQL: &str = "UPDATE phone_codes SET used_at = $2 WHERE id = $1 AND used_at IS NULL";
    txn.execute_one(SQL, args![id, now]).await
}

/// A wrong one was typed.
pub async fn count_try(txn: &mut Txn, id: i64) -> Result<()> {
    const SQL: &str = "UPDATE phone_codes SET tries = tries + 1 WHERE id = $1";
    txn.execute(SQL, args![id]).await?;
    Ok(())
}
