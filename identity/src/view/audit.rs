//! The audit log as admins read it.

use crate::{
    audit::{ActorKind, Event},
    coded::coded,
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
    /// Words of a name or an address of who did it; or the whole name of what is no user here: an operator, a program.
    pub actor: String,
    pub event: Option<Event>,
    /// The first day as `YYYY-MM-DD`, in UTC.
    pub from: String,
    /// The last day, in the same way.
    pub to: String,
    pub request: String,
    /// Rows before this sequence number: pages go by key.
    pub before: Option<i64>,
}

impl AuditQuery {
    /// Reads it from the parameters of an address. What is no event and no number asks for nothing.
    pub fn of(get: impl Fn(&str) -> String) -> Self {
        Self {
            user: get("user").parse().ok(),
            search: get("search"),
            actor: get("actor"),
            event: get("event").parse().ok(),
            from: get("from"),
            to: get("to"),
            request: get("request"),
            before: get("before").parse().ok(),
        }
    }

    /// The same as parameters; which page of it is left out.
    pub fn pairs(&self) -> [(&'static str, String); 7] {
        [
            (
                "user",
                self.user.map(|user| user.to_string()).unwrap_or_default(),
            ),
            ("search", self.search.clone()),
            ("actor", self.actor.clone()),
            ("event", self.event.map_or("", Event::code).to_owned()),
            ("from", self.from.clone()),
            ("to", self.to.clone()),
            ("request", self.request.clone()),
        ]
    }

    /// Whether it asks for less than everything.
    pub fn is_filtered(&self) -> bool {
        self.pairs().iter().any(|(_, value)| !value.is_empty())
    }
}

coded! {
    /// How a log is written into a file.
    ExportFormat {
        /// RFC 4180, for a spreadsheet.
        Csv = "csv",
        /// One JSON object a line, for a program.
        JsonLines = "jsonl",
    }
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
