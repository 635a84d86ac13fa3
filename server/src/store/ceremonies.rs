//! `WebAuthn` ceremonies under way: each for one purpose and one sign-in, session or browser; taken once.

use identity::{
    ids::{FactorId, OrganisationId, SessionId, SignInId, UserId},
    passkey::{CEREMONY_LIVES, Purpose},
    time::Timestamp,
};

use super::{FromRow, Result, Row, Txn, args};
use crate::crypto::token::Digest;

/// The most ceremonies of one user at a time: a tab each, and some to spare.
const MOST: i64 = 10;

/// What a ceremony is bound to. Its answer must come with exactly the same.
#[derive(Clone, Debug)]
pub struct Bound<'a> {
    pub purpose: Purpose,
    pub organisation: OrganisationId,
    pub user: Option<UserId>,
    pub holder: Holder,
    /// What is proved; empty for other purposes.
    pub action: &'a str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    SignIn(SignInId),
    Session(SessionId),
    /// By its anonymous cookie.
    Browser(Digest),
}

impl Holder {
    fn parts(self) -> (Option<SignInId>, Option<SessionId>, Option<Vec<u8>>) {
        match self {
            Self::SignIn(id) => (Some(id), None, None),
            Self::Session(id) => (None, Some(id), None),
            Self::Browser(digest) => (None, None, Some(digest.as_bytes().to_vec())),
        }
    }
}

/// A ceremony that was taken: nobody can answer it again.
#[derive(Clone, Debug)]
pub struct Taken {
    pub state: String,
    pub replaces: Option<FactorId>,
}

impl FromRow for Taken {
    const TABLE: &'static str = "webauthn_ceremonies";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            state: row.get("state")?,
            replaces: row.get("replaces")?,
        })
    }
}

/// `state` is what the library needs to check the answer.
pub async fn insert(
    txn: &mut Txn,
    bound: &Bound<'_>,
    (challenge, state): (&[u8], &str),
    replaces: Option<FactorId>,
    now: Timestamp,
) -> Result<()> {
    const SQL: &str = "
        INSERT INTO webauthn_ceremonies (challenge, purpose, organisation_id, user_id, sign_in_id, session_id, browser, action,
            replaces, state, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    const TRIM: &str = "
        DELETE FROM webauthn_ceremonies
        WHERE user_id = $1
            AND id NOT IN (SELECT id FROM webauthn_ceremonies WHERE user_id = $1 ORDER BY id DESC LIMIT $2)";
    let (sign_in, session, browser) = bound.holder.parts();
    let args = args![
        challenge,
        bound.purpose.code(),
        bound.organisation,
        bound.user,
        sign_in,
        session,
        browser,
        bound.action,
        replaces,
        state,
        now,
        now + CEREMONY_LIVES
    ];
    txn.execute(SQL, args).await?;
    if let Some(user) = bound.user {
        txn.execute(TRIM, args![user, MOST]).await?;
    }
    Ok(())
}

/// Takes a ceremony by its challenge, before anything about the answer is believed: some for exactly one caller.
pub async fn take(
    txn: &mut Txn,
    bound: &Bound<'_>,
    challenge: &[u8],
    now: Timestamp,
) -> Result<Option<Taken>> {
    const SQL: &str = "
        DELETE FROM webauthn_ceremonies
        WHERE challenge = $1 AND purpose = $2 AND organisation_id = $3 AND action = $7 AND expires_at > $8
            AND (sign_in_id = $4 OR session_id = $5 OR browser = $6)
        RETURNING state, replaces";
    let (sign_in, session, browser) = bound.holder.parts();
    let args = args![
        challenge,
        bound.purpose.code(),
        bound.organisation,
        sign_in,
        session,
        browser,
        bound.action,
        now
    ];
    txn.fetch_optional(SQL, args).await
}
