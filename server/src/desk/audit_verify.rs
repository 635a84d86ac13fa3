//! Whether the audit log is still what was written: every chain walked link by link, to its first bad one.

use identity::ids::OrganisationId;

use super::{Desk, Fault};
use crate::store::{
    Txn,
    audit::INSTALLATION,
    audit_chain::{self, Chain, Link},
    audit_link::{self, Form, Place, Seals},
};

/// Links that are read at once.
const AT_ONCE: u32 = 1000;

/// One chain, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainReport {
    pub organisation: OrganisationId,
    /// The short name; none for the installation's own chain, and for an organisation that is gone.
    pub slug: Option<String>,
    /// Links that were walked and are good.
    pub events: i64,
    pub verdict: Verdict,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Whole,
    /// The first event in the chain that is not what was written, by its sequence number.
    Broken {
        sequence: i64,
        flaw: Flaw,
    },
}

/// What is wrong there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// There is no event with this number.
    Missing,
    /// It, or one before it, was edited, put in its place or signed with another key.
    Altered,
    /// The chain goes on after its head, or the head is gone or was changed.
    HeadMismatch,
}

impl ChainReport {
    pub fn is_whole(&self) -> bool {
        self.verdict == Verdict::Whole
    }

    pub fn is_installation(&self) -> bool {
        self.organisation == INSTALLATION
    }
}

/// Walks all chains, or the one of an organisation; an empty answer when there is no such organisation.
pub async fn verify(desk: &Desk, slug: Option<&str>) -> Result<Vec<ChainReport>, Fault> {
    // One moment for all of it: what is written meanwhile is not half seen.
    let mut txn = desk.db.read().await?;
    let mut reports = Vec::new();
    for chain in audit_chain::chains(&mut txn).await? {
        if slug.is_none() || slug == chain.slug.as_deref() {
            reports.push(walk(&mut txn, desk, chain).await?);
        }
    }
    Ok(reports)
}

async fn walk(txn: &mut Txn, desk: &Desk, chain: Chain) -> Result<ChainReport, Fault> {
    let Chain {
        organisation,
        slug,
        head,
    } = chain;
    let (mut at, mut mac) = (0, Vec::new());
    let broken = loop {
        let links = audit_chain::links(txn, organisation, at, AT_ONCE).await?;
        if links.is_empty() {
            break end(at, &mac, head.as_ref());
        }
        let mut flaw = None;
        for one in links {
            flaw = look(desk, organisation, (at, &mac), &one);
            if flaw.is_some() {
                break;
            }
            (at, mac) = (one.sequence, one.mac);
        }
        if flaw.is_some() {
            break flaw;
        }
    };
    let verdict = broken.map_or(Verdict::Whole, |(sequence, flaw)| Verdict::Broken {
        sequence,
        flaw,
    });
    Ok(ChainReport {
        organisation,
        slug,
        events: at,
        verdict,
    })
}

/// The seals of an event's texts, if it still is as it was written.
pub async fn seals(txn: &mut Txn, desk: &Desk, place: Place) -> Result<Option<Seals>, Fault> {
    let (organisation, sequence) = place;
    let before = audit_chain::mac(txn, (organisation, sequence - 1)).await?;
    let links = audit_chain::links(txn, organisation, sequence - 1, 1).await?;
    let one = links.first().filter(|one| one.sequence == sequence);
    let Some((one, entry)) = one.and_then(|one| Some((one, one.entry.as_ref()?))) else {
        return Ok(None);
    };
    let key = desk.keys.audit_mac();
    let good = signed_over(desk, &before.unwrap_or_default(), place, one)
        .is_some_and(|link| key.verify(&link, &one.mac));
    Ok(good.then(|| Seals::of(key, place, entry)))
}

/// What is wrong with a link, if anything: it follows on the one before, in number and in what it was signed over.
fn look(
    desk: &Desk,
    organisation: OrganisationId,
    (at, mac): (i64, &[u8]),
    one: &Link,
) -> Option<(i64, Flaw)> {
    let next = at + 1;
    if one.sequence != next {
        return Some((next, Flaw::Missing));
    }
    let good = signed_over(desk, mac, (organisation, next), one)
        .is_some_and(|link| desk.keys.audit_mac().verify(&link, &one.mac));
    (!good).then_some((next, Flaw::Altered))
}

/// What the link should be signed over; none where no link of ours can be so. A text that was taken out is empty, and nobody but
/// a person who is gone is taken out.
fn signed_over(desk: &Desk, previous: &[u8], place: Place, one: &Link) -> Option<Vec<u8>> {
    let entry = one.entry.as_ref()?;
    match one.form? {
        Form::Texts => {
            let untouched =
                one.actor_seal.is_none() && one.subject_seal.is_none() && entry.naming.is_empty();
            untouched.then(|| audit_link::over_texts(previous, place, entry))
        }
        Form::Seals if one.taken_out_wrongly => None,
        // A seal is of somebody.
        Form::Seals if one.subject_seal.is_some() && entry.subject.is_none() => None,
        Form::Seals if one.actor_seal.is_some() && entry.actor.or(entry.subject).is_none() => None,
        Form::Seals => {
            let written = Seals::of(desk.keys.audit_mac(), place, entry);
            let actor = [&entry.actor_name, &entry.ip, &entry.agent];
            let seals = Seals {
                actor: seal(one.actor_seal.as_ref(), &actor, written.actor)?,
                subject: seal(
                    one.subject_seal.as_ref(),
                    &[&entry.subject_name, &entry.naming],
                    written.subject,
                )?,
            };
            Some(audit_link::over_seals(previous, place, entry, &seals))
        }
    }
}

/// The seal of these texts, or the one that was left when they were taken out.
fn seal(left: Option<&Vec<u8>>, texts: &[&String], written: Vec<u8>) -> Option<Vec<u8>> {
    match left {
        None => Some(written),
        Some(left) => texts
            .iter()
            .all(|text| text.is_empty())
            .then(|| left.clone()),
    }
}

/// The head says where the chain ends, so that cutting off its end is noticed.
fn end(at: i64, mac: &[u8], head: Option<&(i64, Vec<u8>)>) -> Option<(i64, Flaw)> {
    match head {
        None if at == 0 => None,
        Some((sequence, last)) if *sequence == at && last == mac => None,
        Some((sequence, _)) if *sequence > at => Some((at + 1, Flaw::Missing)),
        _ => Some((at, Flaw::HeadMismatch)),
    }
}
