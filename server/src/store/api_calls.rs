//! How often an organisation called in the hour that runs: one row, so that all nodes count together.

use identity::{api::CALLS_WINDOW, ids::OrganisationId, time::Timestamp};

use super::{FromRow, Result, Row, Txn, args};

/// What was counted, and since when.
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    pub calls: u32,
    pub ends_at: Timestamp,
}

impl FromRow for Counted {
    const TABLE: &'static str = "api_calls";

    fn from_row(row: &Row) -> Result<Self> {
        let calls: i64 = row.get("calls")?;
        Ok(Self {
            calls: calls.try_into().unwrap_or(u32::MAX),
            ends_at: row.get::<Timestamp>("window_started_at")? + CALLS_WINDOW,
        })
    }
}

/// One call more; the hour begins with its first call.
pub async fn count(txn: &mut Txn, organisation: OrganisationId, now: Timestamp) -> Result<Counted> {
    const SQL: &str = "
        INSERT INTO api_calls (organisation_id, window_started_at, calls)
        VALUES ($1, $2, 1)
        ON CONFLICT (organisation_id) DO UPDATE
        SET calls = CASE WHEN api_calls.window_started_at <= $3 THEN 1 ELSE api_calls.calls + 1 END,
            window_started_at = CASE WHEN api_calls.window_started_at <= $3 THEN $2 ELSE api_calls.window_started_at END
        RETURNING calls, window_started_at";
    txn.fetch_one(SQL, args![organisation, now, now - CALLS_WINDOW])
        .await
}

/// What is counted, without counting.
pub async fn look(txn: &mut Txn, organisation: OrganisationId, now: Timestamp) -> Result<Counted> {
    const SQL: &str = "
        SELECT calls, window_started_at
        FROM api_calls
        WHERE organisation_id = $1 AND window_started_at > $2";
    let counted = txn
        .fetch_optional(SQL, args![organisation, now - CALLS_WINDOW])
        .await?;
    Ok(counted.unwrap_or(Counted {
        calls: 0,
        ends_at: now + CALLS_WINDOW,
    }))
}
