//! A program removes a factor. One transaction with everything that hangs on it, as when an admin or its owner does.

use identity::{
    api::{
        Call, Removal,
        device::{is_listed, was_last},
    },
    audit::Event,
    enrolment::{Grant, GrantCause},
    factor::Factor,
    ids::{FactorId, UserId},
    mail::Occasion,
    reset::{Fate, fate},
    role::{Act, may},
    session::EndCause,
    time::{Span, Timestamp},
    user::MustEnrol,
};

use super::{Caller, Refused, Stop, admit};
use crate::{
    desk::{Knock, author::Author, ended, letters, record::record},
    store::{
        Txn, codes, factors, pending, resets,
        users::{self, User},
    },
};

/// Both by id; none for what is no id. A user or a factor that is not there, somebody else's, or another organisation's: the same
/// queries and the same answer (case K-04). The order of locks is user, factor, session, audit.
pub async fn remove(
    knock: &Knock,
    caller: &Caller,
    (user, factor): (Option<UserId>, Option<FactorId>),
) -> Result<(), Stop> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let caller = caller.again(&mut txn, Call::RemoveFactor, now).await?;
    if caller.removal == Removal::Off {
        drop(txn);
        return Err(admit::denied(knock, &caller, (Call::RemoveFactor, None)).await);
    }
    // No row has the id 0.
    let (user, factor) = (user.unwrap_or(UserId(0)), factor.unwrap_or(FactorId(0)));
    let found = users::find_locked(&mut txn, caller.organisation.id, user).await?;
    let owner = found.as_ref().map_or(UserId(0), |user| user.id);
    let all = resets::factors_locked(&mut txn, owner).await?;
    let meant = all
        .iter()
        .find(|one| one.id == factor && is_listed(one))
        .cloned();
    let (Some(user), Some(factor)) = (found, meant) else {
        return Err(Stop::Refused(Refused::NoSuchFactor));
    };
    if !may(caller.role, Act::ResetFactors, user.role()) {
        drop(txn);
        return Err(admit::denied(knock, &caller, (Call::RemoveFactor, Some(&user))).await);
    }
    take_away(&mut txn, knock, &caller, (&user, &factor, &all), now).await?;
    txn.commit().await?;
    Ok(())
}

async fn take_away(
    txn: &mut Txn,
    knock: &Knock,
    caller: &Caller,
    (user, factor, all): (&User, &Factor, &[Factor]),
    now: Timestamp,
) -> Result<(), Stop> {
    let (organisation, author) = (&caller.organisation, Author::Program(caller));
    let fate = fate(factor.kind);
    match fate {
        Fate::Deleted => drop(factors::bury(txn, factor.id, now).await?),
        Fate::Deactivated => resets::deactivate(txn, factor.id, now).await?,
    }
    let last = was_last(factor, all);
    if last {
        must_enrol(txn, (user, organisation.enrol_window_hours), now).await?;
    }
    let ended = ended::all(txn, author, user, EndCause::FactorChange.code()).await?;
    let hours = u32::try_from(organisation.enrol_window_hours).unwrap_or_default();
    let occasion = Occasion::RemovedByProgram {
        name: factor.name.to_string(),
        program: author.name(),
        hours: last.then_some(hours),
    };
    letters::tell(txn, knock, (organisation, user), &occasion, now).await?;
    let removed = author
        .did(Event::FactorApiRemoved)
        .about(user)
        .factor(factor.id)
        .with("kind", factor.kind.code())
        .with("name", factor.name.as_str())
        .with("fate", fate.code())
        .with("last", last);
    let events = std::iter::once(removed).chain(ended);
    record(txn, knock, organisation.id, events, now).await?;
    Ok(())
}

/// Nothing is left to prove with: the next sign-in demands enrolment. Backup codes go as well, since they stand in for a factor.
async fn must_enrol(
    txn: &mut Txn,
    (user, window): (&User, i64),
    now: Timestamp,
) -> Result<(), Stop> {
    codes::revoke(txn, user.id, now).await?;
    pending::bury_all(txn, user.id, now).await?;
    let grant = Grant {
        cause: GrantCause::ApiRemoval,
        until: now + Span::hours(window),
    };
    users::set_grant(txn, user.id, Some(grant), MustEnrol::Yes).await?;
    Ok(())
}
