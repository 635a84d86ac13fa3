//! The audit log as one person reads it who is no admin: only what is about them.

use identity::{
    audit::{ActorKind, Event},
    ids::{OrganisationId, UserId},
    time::Timestamp,
};

use super::{FromRow, Result, Row, Txn, filter::Filter};

/// An event about somebody, before it is decided what of it they read.
#[derive(Clone, Debug)]
pub struct OwnRow {
    pub sequence: i64,
    pub event: Event,
    pub actor_kind: ActorKind,
    pub actor: Option<UserId>,
    pub actor_name: String,
    pub ip: String,
    pub agent: String,
    /// Null where it is no JSON.
    pub detail: serde_json::Value,
    pub at: Timestamp,
}

impl FromRow for OwnRow {
    const TABLE: &'static str = "audit_events";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            sequence: row.get("sequence")?,
            event: row.parse("event")?,
            actor_kind: row.parse("actor_kind")?,
            actor: row.get("actor_id")?,
            actor_name: row.get("actor_name")?,
            ip: row.get("ip")?,
            agent: row.get("agent")?,
            detail: told(&row.get::<String>("detail")?, &row.get::<String>("naming")?),
            at: row.get("at")?,
        })
    }
}

/// The details as one: whoever reads them is their subject.
fn told(detail: &str, naming: &str) -> serde_json::Value {
    let mut told: serde_json::Value = serde_json::from_str(detail).unwrap_or_default();
    if let (Some(told), Ok(serde_json::Value::Object(naming))) =
        (told.as_object_mut(), serde_json::from_str(naming))
    {
        told.extend(naming);
    }
    told
}

/// The newest events about a user that the user is told of, newest first.
pub async fn page(
    txn: &mut Txn,
    (organisation, user): (OrganisationId, UserId),
    before: Option<i64>,
    size: u32,
) -> Result<Vec<OwnRow>> {
    const COLUMNS: &str = "
        SELECT sequence, event, actor_kind, actor_id, ip, agent, detail, naming, at,
            CASE WHEN actor_id IS NULL OR EXISTS (SELECT 1 FROM users u WHERE u.id = actor_id) THEN actor_name ELSE '' END AS actor_name
        FROM audit_events";
    let told = Event::ALL.iter().filter(|event| event.is_told_to_subject());
    let mut filter = Filter::on("organisation_id = {}", organisation);
    filter.and("subject_id = {}", user);
    filter.and_in("event IN ({})", told.map(|event| event.code()));
    if let Some(before) = before {
        filter.and("sequence < {}", before);
    }
    let size = filter.bind(size);
    let (conditions, args) = filter.into_parts();
    txn.fetch_all_composed(
        format!("{COLUMNS} {conditions} ORDER BY sequence DESC LIMIT {size}"),
        args,
    )
    .await
}
