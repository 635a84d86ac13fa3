//! The audit log as admins read it.

use std::{fmt, num::ParseIntError, str::FromStr};

use crate::{
    audit::{ActorKind, Event},
    coded::coded,
    ids::{FactorId, OrganisationId, UserId},
    time::Timestamp,
    view::account::Me,
};

/// The last event of a page, which the next one goes on from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// In one log: its number.
    Event(i64),
    /// In several: when it was, and which one of those at the same instant.
    Moment {
        at: Timestamp,
        organisation: OrganisationId,
        sequence: i64,
    },
}

impl fmt::Display for Before {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(sequence) => write!(f, "{sequence}"),
            Self::Moment {
                at,
                organisation,
                sequence,
            } => write!(f, "{}.{}.{sequence}", at.0, organisation.0),
        }
    }
}

impl FromStr for Before {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, ParseIntError> {
        let Some((at, rest)) = text.split_once('.') else {
            return Ok(Self::Event(text.parse()?));
        };
        let (organisation, sequence) = rest.split_once('.').unwrap_or((rest, ""));
        Ok(Self::Moment {
            at: Timestamp(at.parse()?),
            organisation: OrganisationId(organisation.parse()?),
            sequence: sequence.parse()?,
        })
    }
}

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
    /// Only what comes after this one, newest first: pages go by key.
    pub before: Option<Before>,
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
    pub next: Option<Before>,
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
    /// Whose log it is of, where several are read at once.
    pub customer: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_page_ended_stands_in_an_address() {
        let moment = Before::Moment {
            at: Timestamp(1_795_000_000_123),
            organisation: OrganisationId(7),
            sequence: 42,
        };
        for before in [Before::Event(9), Before::Event(i64::MIN), moment] {
            assert_eq!(before.to_string().parse(), Ok(before));
        }
        assert_eq!(moment.to_string(), "1795000000123.7.42");
        for nothing in [
            "",
            "x",
            "1.",
            "1.2",
            "1.2.",
            "1.2.3.4",
            "1..3",
            "9223372036854775808",
        ] {
            assert!(nothing.parse::<Before>().is_err(), "{nothing}");
        }
    }
}
