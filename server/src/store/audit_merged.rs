//! The audit logs of several organisations as one, newest first.

use std::cmp::Reverse;

use identity::{ids::OrganisationId, time::Timestamp, view::audit::AuditRow};

use super::{
    Result, Txn,
    audit_read::{self, Wanted},
};

/// Of whose log an event is.
pub type Whose = (OrganisationId, AuditRow);

/// The newest events that match in any of these logs: by when it was, and of two at one instant by the numbers of organisation and event.
pub async fn page(txn: &mut Txn, logs: Vec<Wanted>, size: u32) -> Result<Vec<Whose>> {
    let mut newest: Vec<Whose> = Vec::new();
    for mut log in logs {
        let full = newest.len() >= size as usize;
        // Nothing older than what fills the page already can stand on it, so most logs are read no further than their newest event.
        let oldest: Option<Timestamp> = newest.last().filter(|_| full).map(|(_, row)| row.at);
        log.from = log.from.max(oldest);
        let organisation = log.organisation;
        let rows = audit_read::newest(txn, log, size).await?;
        newest.extend(rows.into_iter().map(|row| (organisation, row)));
        newest.sort_by_key(|(organisation, row)| Reverse((row.at, *organisation, row.sequence)));
        newest.truncate(size as usize);
    }
    Ok(newest)
}
