//! The audit log as admins read it.

use crate::{
    audit::{ActorKind, Event},
    ids::{FactorId, UserId},
    time::Timestamp,
    view::account::Me,
};

/// What `/admin/audit` was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditQuery {
    pub user: Option<UserId>,
    /// Words of a name or an address of actor or subject.
    pub search: String,
    pub event: Option<Event>,
    /// A day as `YYYY-MM-DD`, in UTC.
    pub day: String,
    pub request: String,
    /// Rows before this sequence number: pages go by key.
    pub before: Option<i64>,
}

/// `/admin/audit`.
#[derive(Clone, Debug)]
pub struct AuditView {
    pub me: Me,
    pub query: AuditQuery,
    pub rows: Vec<AuditRow>,
    pub next: Option<i64>,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    pub sequence: i64,
    pub event: Event,
    pub actor_kind: ActorKind,
    pub actor: Option<UserId>,
    pub actor_name: String,
    pub subject: Option<UserId>,
    pub subject_name: String,
    pub factor: Option<FactorId>,
    pub reason: String,
    pub request: String,
    pub ip: String,
    /// Key and value pairs of the detail, in order.
    pub detail: Vec<(String, String)>,
    pub at: Timestamp,
}
