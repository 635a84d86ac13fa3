//! The audit log: append-only, one HMAC chain for each organisation.

use identity::{
    audit::{ActorKind, Event},
    ids::{FactorId, OrganisationId, UserId},
    time::Timestamp,
};

use super::{
    Arg, Result, Txn, args,
    audit_link::{self, Seals},
};
use crate::crypto::mac::MacKey;

/// The chain of what belongs to no organisation.
pub const INSTALLATION: OrganisationId = OrganisationId(0);

/// One event as it is written. Everything is under the MAC: as it is, or what says who somebody is by a seal of it.
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
    /// Of the detail, what says who the subject is: a JSON object, or nothing.
    pub naming: String,
    pub at: Timestamp,
}

/// One statement for so many rows. Most steps leave one event or two, and their texts stay prepared.
macro_rules! insert {
    ($($row:literal)+) => {
        concat!(
            "INSERT INTO audit_events (organisation_id, sequence, event, actor_kind, actor_id, actor_name, subject_id, subject_name, \
             factor_id, reason, request_id, ip, agent, detail, naming, at, mac, form) VALUES ",
            $($row),+
        )
    };
}

const ONE: &str =
    insert!("($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 2)");
const TWO: &str = insert!(
    "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 2)"
    ", ($18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, 2)"
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
        let mut args = Vec::with_capacity(34);
        for entry in entries {
            sequence += 1;
            let place = (organisation, sequence);
            let seals = Seals::of(key, place, entry);
            let link = audit_link::over_seals(&mac, place, entry, &seals);
            mac = key.mac(&link).to_vec();
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
        &entry.naming,
        entry.at,
        mac,
    ]
}
