//! A link of the chain: the bytes that an event's MAC is computed over.

use identity::{audit::Event, ids::OrganisationId};

use super::audit::Entry;
use crate::crypto::mac::MacKey;

/// Where an event stands: the number of its organisation, and its own in that chain.
pub type Place = (OrganisationId, i64);

/// What a chain is computed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The texts themselves, as before there was the other.
    Texts,
    /// A seal of each text that says who somebody is, so that it can be taken out and the chain still holds.
    Seals,
}

impl Form {
    /// As it is written in the column `form`.
    pub const fn from_number(number: i64) -> Option<Self> {
        match number {
            1 => Some(Self::Texts),
            2 => Some(Self::Seals),
            _ => None,
        }
    }
}

/// The seals of what says who somebody is. Only who holds the key could tell by one whether a guess is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seals {
    pub actor: Vec<u8>,
    pub subject: Vec<u8>,
}

impl Seals {
    pub fn of(key: &MacKey, place: Place, entry: &Entry) -> Self {
        Self {
            actor: actor(key, place, [&entry.actor_name, &entry.ip, &entry.agent]),
            subject: subject(key, place, [&entry.subject_name, &entry.naming]),
        }
    }
}

/// Of an actor's name, network address and browser.
pub fn actor(key: &MacKey, place: Place, texts: [&str; 3]) -> Vec<u8> {
    seal(key, b"latchkey audit actor", place, &texts)
}

/// Of a subject's name, and of the details that say who it is.
pub fn subject(key: &MacKey, place: Place, texts: [&str; 2]) -> Vec<u8> {
    seal(key, b"latchkey audit subject", place, &texts)
}

/// The place is under the seal, so that two events with the same texts do not show it.
fn seal(key: &MacKey, what: &[u8], (organisation, sequence): Place, texts: &[&str]) -> Vec<u8> {
    let mut fields = Fields::begin(what);
    fields.put(&organisation.0.to_be_bytes());
    fields.put(&sequence.to_be_bytes());
    for text in texts {
        fields.put(text.as_bytes());
    }
    key.mac(&fields.0).to_vec()
}

/// The link of an event as it is written today.
pub fn over_seals(previous: &[u8], place: Place, entry: &Entry, seals: &Seals) -> Vec<u8> {
    let mut fields = begin(b"latchkey audit v2", previous, place, entry.event);
    fields.put(entry.actor_kind.code().as_bytes());
    fields.put_id(entry.actor.map(i64::from));
    fields.put(&seals.actor);
    fields.put_id(entry.subject.map(i64::from));
    fields.put(&seals.subject);
    fields.put_id(entry.factor.map(i64::from));
    for text in [&entry.reason, &entry.request, &entry.detail] {
        fields.put(text.as_bytes());
    }
    fields.put(&entry.at.0.to_be_bytes());
    fields.0
}

/// The link of an event that was written before names could be taken out.
pub fn over_texts(previous: &[u8], place: Place, entry: &Entry) -> Vec<u8> {
    let mut fields = begin(b"latchkey audit v1", previous, place, entry.event);
    fields.put(entry.actor_kind.code().as_bytes());
    fields.put_id(entry.actor.map(i64::from));
    fields.put(entry.actor_name.as_bytes());
    fields.put_id(entry.subject.map(i64::from));
    fields.put(entry.subject_name.as_bytes());
    fields.put_id(entry.factor.map(i64::from));
    for text in [
        &entry.reason,
        &entry.request,
        &entry.ip,
        &entry.agent,
        &entry.detail,
    ] {
        fields.put(text.as_bytes());
    }
    fields.put(&entry.at.0.to_be_bytes());
    fields.0
}

fn begin(version: &[u8], previous: &[u8], (organisation, sequence): Place, event: Event) -> Fields {
    let mut fields = Fields::begin(version);
    fields.put(previous);
    fields.put(&organisation.0.to_be_bytes());
    fields.put(&sequence.to_be_bytes());
    fields.put(event.code().as_bytes());
    fields
}

/// Every field with its length before it, so that no two different events give the same bytes.
struct Fields(Vec<u8>);

impl Fields {
    fn begin(what: &[u8]) -> Self {
        Self(what.to_vec())
    }

    fn put(&mut self, field: &[u8]) {
        self.0
            .extend_from_slice(&(field.len() as u64).to_be_bytes());
        self.0.extend_from_slice(field);
    }

    fn put_id(&mut self, id: Option<i64>) {
        self.put(&id.map_or_else(Vec::new, |id| id.to_be_bytes().to_vec()));
    }
}
