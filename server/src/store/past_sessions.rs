//! Sessions that are over: nothing but why and whose, for the browser that comes back with the old token.

use identity::{
    ids::{OrganisationId, SessionId, UserId},
    session::EndCause,
};

use super::{FromRow, Result, Row, Txn, args};
use crate::crypto::token::Digest;

/// Which sign-in page to show, and what to say there.
#[derive(Clone, Copy, Debug)]
pub struct PastSession {
    pub organisation_id: OrganisationId,
    /// None of one that ended before that was written down.
    pub user_id: Option<UserId>,
    pub cause: EndCause,
}

impl FromRow for PastSession {
    const TABLE: &'static str = "past_sessions";

    fn from_row(row: &Row) -> Result<Self> {
        let cause: String = row.get("cause")?;
        Ok(Self {
            organisation_id: row.get("organisation_id")?,
            user_id: row.get("user_id")?,
            // Written by a newer version, maybe: the sentence is then the general one.
            cause: cause.parse().unwrap_or(EndCause::Other),
        })
    }
}

/// Which sessions of a user end.
#[derive(Clone, Copy, Debug)]
pub enum Which {
    All,
    AllBut(SessionId),
    One(SessionId),
}

/// Remembers sessions that the caller deletes in the same transaction.
pub async fn remember(txn: &mut Txn, user: UserId, which: Which, cause: &str) -> Result<()> {
    const ALL: &str = "
        INSERT INTO past_sessions (digest, organisation_id, user_id, cause, expires_at)
        SELECT digest, organisation_id, user_id, $2, expires_at FROM sessions WHERE user_id = $1
        ON CONFLICT DO NOTHING";
    const ALL_BUT: &str = "
        INSERT INTO past_sessions (digest, organisation_id, user_id, cause, expires_at)
        SELECT digest, organisation_id, user_id, $2, expires_at FROM sessions WHERE user_id = $1 AND id <> $3
        ON CONFLICT DO NOTHING";
    const ONE: &str = "
        INSERT INTO past_sessions (digest, organisation_id, user_id, cause, expires_at)
        SELECT digest, organisation_id, user_id, $2, expires_at FROM sessions WHERE user_id = $1 AND id = $3
        ON CONFLICT DO NOTHING";
    match which {
        Which::All => txn.execute(ALL, args![user, cause]).await?,
        Which::AllBut(kept) => txn.execute(ALL_BUT, args![user, cause, kept]).await?,
        Which::One(id) => txn.execute(ONE, args![user, cause, id]).await?,
    };
    Ok(())
}

pub async fn by_digest(txn: &mut Txn, digest: &Digest) -> Result<Option<PastSession>> {
    const SQL: &str = "SELECT organisation_id, user_id, cause FROM past_sessions WHERE digest = $1";
    txn.fetch_optional(SQL, args![digest.as_bytes()]).await
}
