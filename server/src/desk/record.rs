//! Audit events on their way into the log: who, what, to whom, in which request.

use identity::{
    audit::{ActorKind, Event, naming},
    ids::{FactorId, OrganisationId, UserId, WebhookId},
    justification::Why,
    time::Timestamp,
};

use super::{Fault, Knock};
use crate::{
    store::{Txn, api_credentials::Credential, audit, users::User},
    webhooks::told::{self, Told},
};

/// What the log calls whoever may run commands on this machine.
pub const COMMAND_LINE: &str = "command line";

/// An event that is being described.
#[derive(Clone, Debug)]
pub struct Happened {
    event: Event,
    actor: Option<(UserId, String)>,
    /// Who it was if no user, and what the log calls them.
    other: (ActorKind, String),
    subject: Option<(UserId, String)>,
    factor: Option<FactorId>,
    reason: String,
    detail: serde_json::Map<String, serde_json::Value>,
    /// A webhook that is told of it whatever it has subscribed to.
    told: Option<WebhookId>,
}

impl Happened {
    /// Done by a user to their own account.
    pub fn by(event: Event, user: &User) -> Self {
        Self::by_system(event).acted_by(user).about(user)
    }

    /// Done by Latchkey itself, or by somebody unknown.
    pub fn by_system(event: Event) -> Self {
        Self {
            event,
            actor: None,
            other: (ActorKind::System, String::new()),
            subject: None,
            factor: None,
            reason: String::new(),
            detail: serde_json::Map::new(),
            told: None,
        }
    }

    /// Done by whoever may run commands on this machine: break-glass.
    pub fn by_command_line(event: Event) -> Self {
        Self {
            other: (ActorKind::System, COMMAND_LINE.to_owned()),
            ..Self::by_system(event)
        }
    }

    /// Done by a program with this credential.
    pub fn by_program(event: Event, credential: &Credential) -> Self {
        let event = Self {
            other: (ActorKind::Credential, credential.name.clone()),
            ..Self::by_system(event)
        };
        event.with("credential", credential.id.0)
    }

    #[must_use]
    pub fn acted_by(mut self, actor: &User) -> Self {
        self.actor = Some((actor.id, actor.name.clone()));
        self
    }

    #[must_use]
    pub fn about(mut self, subject: &User) -> Self {
        self.subject = Some((subject.id, subject.name.clone()));
        self
    }

    #[must_use]
    pub fn factor(mut self, factor: FactorId) -> Self {
        self.factor = Some(factor);
        self
    }

    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = reason.into();
        self
    }

    /// By what the admin said.
    #[must_use]
    pub fn justified(self, why: &Why) -> Self {
        let event = self.because(&why.text).with("reason_kind", why.kind.code());
        match why.verification {
            Some(way) => event.with("verification", way.code()),
            None => event,
        }
    }

    /// A detail: never a secret, never a code.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<serde_json::Value>) -> Self {
        self.detail.insert(key.to_owned(), value.into());
        self
    }

    /// Told to this webhook, and to all that have subscribed to it.
    #[must_use]
    pub const fn telling(mut self, webhook: WebhookId) -> Self {
        self.told = Some(webhook);
        self
    }

    fn entry(self, knock: &Knock, now: Timestamp) -> audit::Entry {
        let (actor, actor_name) = self.actor.unzip();
        let (kind, name) = self.other;
        let (subject, subject_name) = self.subject.unzip();
        let (naming, detail): (serde_json::Map<_, _>, serde_json::Map<_, _>) = self
            .detail
            .into_iter()
            .partition(|(key, _)| subject.is_some() && naming::says_who(key));
        audit::Entry {
            event: self.event,
            actor_kind: if actor.is_some() {
                ActorKind::User
            } else {
                kind
            },
            actor,
            actor_name: actor_name.unwrap_or(name),
            subject,
            subject_name: subject_name.unwrap_or_default(),
            factor: self.factor,
            reason: self.reason,
            request: knock.visitor.request.clone(),
            ip: knock.ip(),
            agent: knock.visitor.agent.clone(),
            detail: serde_json::Value::Object(detail).to_string(),
            naming: if naming.is_empty() {
                String::new()
            } else {
                serde_json::Value::Object(naming).to_string()
            },
            at: now,
        }
    }
}

/// Writes events into the organisation's chain, in the transaction of what they tell of, and into the outbox of its webhooks.
/// Call it last: the head of the chain stays locked until the commit.
pub async fn record(
    txn: &mut Txn,
    knock: &Knock,
    organisation: OrganisationId,
    events: impl IntoIterator<Item = Happened>,
    now: Timestamp,
) -> Result<(), Fault> {
    let (whom, entries): (Vec<_>, Vec<_>) = events
        .into_iter()
        .map(|event| (event.told, event.entry(knock, now)))
        .unzip();
    let mac = knock.desk.keys.audit_mac();
    let last = audit::append(txn, mac, organisation, &entries).await?;
    let first = last + 1 - i64::try_from(entries.len()).unwrap_or_default();
    let told = (first..).zip(whom).zip(&entries);
    let told: Vec<_> = told
        .map(|((sequence, webhook), entry)| Told {
            sequence,
            event: entry.event,
            webhook,
        })
        .collect();
    told::enqueue(txn, organisation, &told, now).await?;
    Ok(())
}
