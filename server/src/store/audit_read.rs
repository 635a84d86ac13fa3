//! The audit log as it is read: by admins, page by page, and by the verifier, link by link.

use std::{cmp::Ordering, collections::BTreeMap};

use identity::{
    audit::{Event, naming},
    ids::{OrganisationId, UserId},
    time::Timestamp,
    view::audit::{AuditRow, Before},
};

use super::{FromRow, Result, Row, Txn, args, filter::Filter};

/// Whoever was deleted has no name here from that moment on, also where it has not been taken out yet: what is shown is the number alone.
const COLUMNS: &str = "
        SELECT sequence, event, actor_kind, actor_id, subject_id, factor_id, reason, request_id, ip, detail, naming, at,
            CASE WHEN actor_id IS NULL OR EXISTS (SELECT 1 FROM users u WHERE u.id = actor_id) THEN actor_name ELSE '' END AS actor_name,
            CASE WHEN subject_id IS NULL OR EXISTS (SELECT 1 FROM users u WHERE u.id = subject_id) THEN subject_name ELSE '' END
                AS subject_name
        FROM audit_events";
impl FromRow for AuditRow {
    const TABLE: &'static str = "audit_events";

    fn from_row(row: &Row) -> Result<Self> {
        let mut detail = pairs(&row.get::<String>("detail")?);
        let subject: Option<UserId> = row.get("subject_id")?;
        let subject_name: String = row.get("subject_name")?;
        if subject.is_some() && subject_name.is_empty() {
            detail.retain(|(key, _)| !naming::says_who(key));
        } else {
            detail.extend(pairs(&row.get::<String>("naming")?));
            detail.sort();
        }
        Ok(Self {
            sequence: row.get("sequence")?,
            event: row.parse("event")?,
            actor_kind: row.parse("actor_kind")?,
            actor: row.get("actor_id")?,
            actor_name: row.get("actor_name")?,
            subject,
            subject_name,
            factor: row.get("factor_id")?,
            reason: row.get("reason")?,
            request: row.get("request_id")?,
            ip: row.get("ip")?,
            detail,
            at: row.get("at")?,
            customer: None,
        })
    }
}

/// The detail as keys and values, what is nested with dots in its key. What is no JSON stands as it is: it is evidence.
pub fn pairs(detail: &str) -> Vec<(String, String)> {
    let mut pairs = BTreeMap::new();
    match serde_json::from_str(detail) {
        Err(_) if detail.is_empty() => {}
        Ok(value) => flatten("", &value, &mut pairs),
        Err(_) => drop(pairs.insert("detail".to_owned(), detail.to_owned())),
    }
    pairs.into_iter().collect()
}

fn flatten(key: &str, value: &serde_json::Value, pairs: &mut BTreeMap<String, String>) {
    use serde_json::Value;
    let text = match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let key = if key.is_empty() {
                    name.clone()
                } else {
                    format!("{key}.{name}")
                };
                flatten(&key, value, pairs);
            }
            return;
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            for (place, value) in (1..).zip(items) {
                flatten(&format!("{key}.{place:02}"), value, pairs);
            }
            return;
        }
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        value => plain(value),
    };
    pairs.insert(key.to_owned(), text);
}

fn plain(value: &serde_json::Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), ToOwned::to_owned)
}

/// What is asked for, within one organisation.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub organisation: OrganisationId,
    /// Actor or subject is this one.
    pub user: Option<UserId>,
    /// Actor or subject is one of these.
    pub anybody_of: Option<Vec<UserId>>,
    pub actor: Option<Actor>,
    pub event: Option<Event>,
    /// From this instant on.
    pub from: Option<Timestamp>,
    /// To before this one.
    pub until: Option<Timestamp>,
    pub request: Option<String>,
    pub before: Option<Before>,
}

/// Who did it: one of these users, or whoever the log calls so.
#[derive(Clone, Debug)]
pub struct Actor {
    pub users: Vec<UserId>,
    pub name: String,
}

impl Wanted {
    /// Everything of an organisation.
    pub const fn all(organisation: OrganisationId) -> Self {
        Self {
            organisation,
            user: None,
            anybody_of: None,
            actor: None,
            event: None,
            from: None,
            until: None,
            request: None,
            before: None,
        }
    }

    fn filter(self) -> Filter {
        let mut filter = Filter::on("organisation_id = {}", self.organisation);
        if let Some(user) = self.user {
            // Along the two indexes: with an OR in its place, SQLite reads the whole log for somebody of few events.
            let (of, user) = (filter.bind(self.organisation), filter.bind(user));
            filter.and_text(&format!(
                "sequence IN (SELECT s.sequence FROM audit_events s WHERE s.organisation_id = {of} AND s.subject_id = {user}
                    UNION ALL SELECT a.sequence FROM audit_events a WHERE a.organisation_id = {of} AND a.actor_id = {user})"
            ));
        }
        if let Some(users) = self.anybody_of {
            filter.and_in("(subject_id IN ({}) OR actor_id IN ({}))", users);
        }
        if let Some(Actor { users, name }) = self.actor {
            let name = filter.bind(name);
            let users: Vec<String> = users.into_iter().map(|user| filter.bind(user)).collect();
            let either = if users.is_empty() {
                format!("actor_name = {name}")
            } else {
                format!(
                    "(actor_name = {name} OR actor_id IN ({}))",
                    users.join(", ")
                )
            };
            filter.and_text(&either);
        }
        if let Some(event) = self.event {
            filter.and("event = {}", event.code());
        }
        if let Some(from) = self.from {
            filter.and("at >= {}", from);
        }
        if let Some(until) = self.until {
            filter.and("at < {}", until);
        }
        if let Some(request) = self.request {
            filter.and("request_id = {}", request);
        }
        match self.before {
            None => {}
            Some(Before::Event(sequence)) => filter.and("sequence < {}", sequence),
            Some(Before::Moment {
                at,
                organisation,
                sequence,
            }) => match self.organisation.cmp(&organisation) {
                Ordering::Less => filter.and("at <= {}", at),
                Ordering::Greater => filter.and("at < {}", at),
                Ordering::Equal => {
                    let (at, sequence) = (filter.bind(at), filter.bind(sequence));
                    // The first part says nothing new, and is where PostgreSQL begins in the index by time.
                    filter.and_text(&format!(
                        "at <= {at} AND (at < {at} OR sequence < {sequence})"
                    ));
                }
            },
        }
        filter
    }
}

/// The newest events that match, newest first.
pub async fn page(txn: &mut Txn, wanted: Wanted, size: u32) -> Result<Vec<AuditRow>> {
    let mut filter = wanted.filter();
    let size = filter.bind(size);
    let (conditions, args) = filter.into_parts();
    txn.fetch_all_composed(
        format!("{COLUMNS} {conditions} ORDER BY sequence DESC LIMIT {size}"),
        args,
    )
    .await
}

/// The same by when it was, to be merged with others: clocks of several nodes need not agree with the numbers.
pub async fn newest(txn: &mut Txn, wanted: Wanted, size: u32) -> Result<Vec<AuditRow>> {
    let mut filter = wanted.filter();
    let size = filter.bind(size);
    let (conditions, args) = filter.into_parts();
    let sql = format!("{COLUMNS} {conditions} ORDER BY at DESC, sequence DESC LIMIT {size}");
    txn.fetch_all_composed(sql, args).await
}

/// The oldest events that match after this one, oldest first.
pub async fn after(
    txn: &mut Txn,
    wanted: Wanted,
    sequence: i64,
    size: u32,
) -> Result<Vec<AuditRow>> {
    let mut filter = wanted.filter();
    filter.and("sequence > {}", sequence);
    let size = filter.bind(size);
    let (conditions, args) = filter.into_parts();
    let sql = format!("{COLUMNS} {conditions} ORDER BY sequence LIMIT {size}");
    txn.fetch_all_composed(sql, args).await
}

/// The number of the newest event, or 0.
pub async fn last(txn: &mut Txn, organisation: OrganisationId) -> Result<i64> {
    const SQL: &str =
        "SELECT coalesce(max(sequence), 0) FROM audit_events WHERE organisation_id = $1";
    txn.fetch_one(SQL, args![organisation]).await
}

/// One event by its number.
pub async fn one(
    txn: &mut Txn,
    organisation: OrganisationId,
    sequence: i64,
) -> Result<Option<AuditRow>> {
    let mut filter = Filter::on("organisation_id = {}", organisation);
    filter.and("sequence = {}", sequence);
    let (conditions, args) = filter.into_parts();
    let mut found = txn
        .fetch_all_composed(format!("{COLUMNS} {conditions}"), args)
        .await?;
    Ok(found.pop())
}

/// The newest events about a user, newest first.
pub async fn story(
    txn: &mut Txn,
    organisation: OrganisationId,
    user: UserId,
    size: u32,
) -> Result<Vec<AuditRow>> {
    let mut filter = Filter::on("organisation_id = {}", organisation);
    filter.and("subject_id = {}", user);
    let size = filter.bind(size);
    let (conditions, args) = filter.into_parts();
    let sql = format!("{COLUMNS} {conditions} ORDER BY sequence DESC LIMIT {size}");
    txn.fetch_all_composed(sql, args).await
}

#[cfg(test)]
mod tests {
    use super::pairs;

    #[test]
    fn a_detail_is_read_key_by_key() {
        let told = pairs(r#"{"b":{"x":1,"y":["p","q"]},"a":"text","c":[{"id":7},{"id":8}]}"#);
        let told: Vec<_> = told
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("a", "text"),
                ("b.x", "1"),
                ("b.y", "p, q"),
                ("c.01.id", "7"),
                ("c.02.id", "8")
            ]
        );
        assert_eq!(
            pairs("edited by hand"),
            [("detail".to_owned(), "edited by hand".to_owned())]
        );
    }
}
