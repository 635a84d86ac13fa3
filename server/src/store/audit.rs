//! The audit log: append-only, one HMAC chain for each organisation.

use identity::{
    audit::{ActorKind, Event},
    ids::{FactorId, OrganisationId, UserId},
    time::Timestamp,
};

use super::{Result, Txn, args};
use crate::crypto::mac::MacKey;

/// The chain of what belongs to no organisation.
pub const INSTALLATION: OrganisationId = OrganisationId(0);

/// One event as it is written. Everything is under the MAC.
#[derive(Clone, Debug)]
pub struct Entry {
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
    pub agent: String,
    /// A JSON object.
    pub detail: String,
    pub at: Timestamp,
}

/// The bytes that a link of the chain is computed over: every field with its length before it, so that no two
/// different rows give the same bytes.
pub fn link(
    previous: &[u8],
    organisation: OrganisationId,
    sequence: i64,
    entry: &Entry,
) -> Vec<u8> {
    let mut bytes = b"latchkey audit v1".to_vec();
    let mut put = |field: &[u8]| {
        bytes.extend_from_slice(&(field.len() as u64).to_be_bytes());
        bytes.extend_from_slice(field);
    };
    let number = |id: Option<i64>| id.map_or_else(Vec::new, |id| id.to_be_bytes().to_vec());
    put(previous);
    put(&organisation.0.to_be_bytes());
    put(&sequence.to_be_bytes());
    put(entry.event.code().as_bytes());
    put(entry.actor_kind.code().as_bytes());
    put(&number(entry.actor.map(i64::from)));
    put(entry.actor_name.as_bytes());
    put(&number(entry.subject.map(i64::from)));
    put(entry.subject_name.as_bytes());
    put(&number(entry.factor.map(i64::from)));
    for text in [
        &entry.reason,
        &entry.request,
        &entry.ip,
        &entry.agent,
        &entry.detail,
    ] {
        put(text.as_bytes());
    }
    put(&entry.at.0.to_be_bytes());
    bytes
}

/// Appends events to an organisation's chain. The head row is locked until the transaction ends, so call it last.
pub async fn append(
    txn: &mut Txn,
    key: &MacKey,
    organisation: OrganisationId,
    entries: &[Entry],
) -> Result<()> {
    const BEGIN: &str = "INSERT INTO audit_heads (organisation_id, sequence, mac) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING";
    const HEAD: &str = "UPDATE audit_heads SET sequence = sequence + $2 WHERE organisation_id = $1 RETURNING sequence, mac";
    const SEAL: &str = "UPDATE audit_heads SET mac = $2 WHERE organisation_id = $1";
    const INSERT: &str = "
        INSERT INTO audit_events (organisation_id, sequence, event, actor_kind, actor_id, actor_name, subject_id, subject_name,
            factor_id, reason, request_id, ip, agent, detail, at, mac)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    if entries.is_empty() {
        return Ok(());
    }
    let count = i64::try_from(entries.len()).unwrap_or(i64::MAX);
    let head: Option<(i64, Vec<u8>)> = txn.fetch_optional(HEAD, args![organisation, count]).await?;
    let (last, mut mac) = if let Some(head) = head {
        head
    } else {
        txn.execute(BEGIN, args![organisation, Vec::new()]).await?;
        txn.fetch_one(HEAD, args![organisation, count]).await?
    };
    for (sequence, entry) in (last - count + 1..).zip(entries) {
        mac = key.mac(&link(&mac, organisation, sequence, entry)).to_vec();
        txn.execute(
            INSERT,
            args![
                organisation,
                sequence,
                entry.event.code(),
                entry.actor_kind.code(),
                entry.actor,
                &entry.actor_name,
                entry.subject,
                &entry.subject_name,
                entry.factor,
                &entry.reason,
                &entry.request,
                &entry.ip,
                &entry.agent,
                &entry.detail,
                entry.at,
                mac.clone(),
            ],
        )
        .await?;
    }
    txn.execute(SEAL, args![organisation, mac]).await?;
    Ok(())
}
