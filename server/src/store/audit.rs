//! The audit log: append-only, one HMAC chain for each organisation.

use identity::{
    audit::{ActorKind, Event},
    ids::{FactorId, OrganisationId, UserId},
    time::Timestamp,
};

use super::{Arg, Result, Txn, args};
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

/// One statement for so many rows. Most steps leave one event or two, and their texts stay prepared.
macro_rules! insert {
    ($($row:literal)+) => {
        concat!(
            "INSERT INTO audit_events (organisation_id, sequence, event, actor_kind, actor_id, actor_name, subject_id, subject_name, \
             factor_id, reason, request_id, ip, agent, detail, at, mac) VALUES ",
            $($row),+
        )
    };
}

const ONE: &str =
    insert!("($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)");
const TWO: &str = insert!(
    "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
    ", ($17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)"
);

/// Whoever changes something of the organisation as a whole takes turns at the head of its chain, which all of them need in the end.
pub async fn take_turns(txn: &mut Txn, organisation: OrganisationId) -> Result<()> {
    const HEAD: &str = "SELECT sequence FROM audit_heads WHERE organisation_id = $1";
    txn.fetch_locked_optional::<i64>(HEAD, args![organisation])
        .await?;
    Ok(())
}

/// Appends events to an organisation's chain, and gives the sequence of the last one. The head row is locked until the transaction
/// ends, so call it last.
pub async fn append(
    txn: &mut Txn,
    key: &MacKey,
    organisation: OrganisationId,
    entries: &[Entry],
) -> Result<i64> {
    const BEGIN: &str = "INSERT INTO audit_heads (organisation_id, sequence, mac) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING";
    const HEAD: &str = "SELECT sequence, mac FROM audit_heads WHERE organisation_id = $1";
    const SEAL: &str = "UPDATE audit_heads SET sequence = $2, mac = $3 WHERE organisation_id = $1";
    if entries.is_empty() {
        return Ok(0);
    }
    let head = txn.fetch_locked_optional(HEAD, args![organisation]).await?;
    let (mut sequence, mut mac): (i64, Vec<u8>) = if let Some(head) = head {
        head
    } else {
        txn.execute(BEGIN, args![organisation, Vec::new()]).await?;
        txn.fetch_locked_one(HEAD, args![organisation]).await?
    };
    for entries in entries.chunks(2) {
        let mut args = Vec::with_capacity(32);
        for entry in entries {
            sequence += 1;
            mac = key.mac(&link(&mac, organisation, sequence, entry)).to_vec();
            args.extend(columns(organisation, sequence, entry, &mac));
        }
        let sql = if entries.len() == 2 { TWO } else { ONE };
        txn.execute(sql, args).await?;
    }
    txn.execute(SEAL, args![organisation, sequence, mac])
        .await?;
    Ok(sequence)
}

fn columns(organisation: OrganisationId, sequence: i64, entry: &Entry, mac: &[u8]) -> Vec<Arg> {
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
        mac,
    ]
}
