//! Taking whoever was deleted out of the log: a pseudonym stays, their number.

use identity::{ids::UserId, time::Span};

use super::{Desk, Fault, audit_verify, bulk_work::More};
use crate::store::{
    Txn, audit_erase,
    audit_link::{Place, Seals},
};

/// Texts that are taken out in one transaction.
const AT_ONCE: u32 = 500;
/// People who are looked at in one transaction: most have few events.
const PEOPLE: u32 = 100;
/// A request that knew somebody may still write of them: it is over long before.
const AFTER: Span = Span::minutes(5);

/// Takes some of it out; whether there is more. Two nodes that do the same do it once.
///
/// # Errors
///
/// Whatever is wrong with the database: what was taken out until then stays so.
pub async fn advance(desk: &Desk) -> Result<More, Fault> {
    let mut txn = desk.db.begin().await?;
    let before = desk.world.now() - AFTER;
    let due = audit_erase::due(&mut txn, before, PEOPLE).await?;
    if due.is_empty() {
        return Ok(More::No);
    }
    let mut left = AT_ONCE;
    for user in due {
        let Found { places, taken } = take_out(&mut txn, desk, user, left).await?;
        let more = places >= left && taken > 0;
        if !more {
            audit_erase::done(&mut txn, user).await?;
        }
        left = left.saturating_sub(places);
        if left == 0 {
            break;
        }
    }
    txn.commit().await?;
    Ok(More::Yes)
}

/// Where somebody is still named, and how many of those texts were taken out.
struct Found {
    places: u32,
    taken: u32,
}

/// What is not as it was written is left alone: it is evidence, and to seal it would make it good.
async fn take_out(txn: &mut Txn, desk: &Desk, user: UserId, most: u32) -> Result<Found, Fault> {
    let mut acted = audit_erase::acted(txn, user, most).await?;
    acted.extend(audit_erase::unknown_acted(txn, user, most).await?);
    let mut found = Found {
        places: 0,
        taken: 0,
    };
    for place in acted {
        found.places += 1;
        if let Some(seals) = seals(txn, desk, place).await? {
            audit_erase::take_out_actor(txn, place, seals.actor).await?;
            found.taken += 1;
        }
    }
    for place in audit_erase::concerned(txn, user, most).await? {
        found.places += 1;
        if let Some(seals) = seals(txn, desk, place).await? {
            audit_erase::take_out_subject(txn, place, seals.subject).await?;
            found.taken += 1;
        }
    }
    Ok(found)
}

async fn seals(txn: &mut Txn, desk: &Desk, place: Place) -> Result<Option<Seals>, Fault> {
    let seals = audit_verify::seals(txn, desk, place).await?;
    if seals.is_none() {
        let (organisation, sequence) = (place.0.0, place.1);
        tracing::error!(
            organisation,
            sequence,
            "an event is not as it was written: nobody is taken out of it"
        );
    }
    Ok(seals)
}
