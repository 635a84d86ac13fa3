//! The live sessions of one user, as their owner sees them: never a token, never its digest.

use identity::{
    browser::{Browser, Whence},
    ids::{OrganisationId, UserId},
    proof::ProofKind,
    time::Timestamp,
    view::sessions::SessionLine,
};

use super::{FromRow, Result, Row, Txn, args};

impl FromRow for SessionLine {
    const TABLE: &'static str = "sessions";

    fn from_row(row: &Row) -> Result<Self> {
        let began: Option<ProofKind> = row.parse_optional("signed_in_by")?;
        let agent: String = row.get("agent")?;
        Ok(Self {
            id: row.get("id")?,
            from: Whence {
                ip: row.get("ip")?,
                browser: Browser::of(&agent),
            },
            // A session from before this was written down shows its newest proof.
            proved_by: began.map_or_else(|| row.parse("proved_by"), Ok)?,
            signed_in_at: row.get("created_at")?,
            last_seen_at: row.get("last_seen_at")?,
        })
    }
}

/// The one seen last first.
pub async fn of_user(
    txn: &mut Txn,
    organisation: OrganisationId,
    user: UserId,
    now: Timestamp,
) -> Result<Vec<SessionLine>> {
    const SQL: &str = "
        SELECT id, created_at, last_seen_at, signed_in_by, proved_by, ip, agent
        FROM sessions
        WHERE user_id = $1 AND organisation_id = $2 AND expires_at > $3 AND last_seen_at + idle_ms > $3
        ORDER BY last_seen_at DESC, id DESC";
    txn.fetch_all(SQL, args![user, organisation, now]).await
}
