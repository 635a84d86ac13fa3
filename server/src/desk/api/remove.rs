//! A program removes a factor. One transaction with everything that hangs on it, as when an admin or its owner does.

use identity::{
    api::{Call, Removal, device::is_listed},
    factor::FactorState,
    ids::{FactorId, UserId},
    role::Act,
};

use super::{Caller, Refused, Stop, admit, owner};
use crate::{
    desk::{
        Knock,
        author::Author,
        record::record,
        take_away::{Order, take_away},
    },
    store::{api_ceremonies, factors, resets, users},
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
    let waiting = api_ceremonies::waiting(&mut txn, owner, now).await?;
    let listed = all.iter().filter(|one| is_listed(one)).chain(&waiting);
    let meant = listed.into_iter().find(|one| one.id == factor).cloned();
    let (Some(user), Some(factor)) = (found, meant) else {
        return Err(Stop::Refused(Refused::NoSuchFactor));
    };
    if !owner::reached(&mut txn, &caller, Act::ResetFactors, &user).await? {
        drop(txn);
        return Err(admit::denied(knock, &caller, (Call::RemoveFactor, Some(&user))).await);
    }
    if factor.state == FactorState::Pending {
        // It proved nothing yet, so that nothing ends with it.
        factors::bury(&mut txn, factor.id, now).await?;
        txn.commit().await?;
        return Ok(());
    }
    let order = Order {
        organisation: &caller.organisation,
        user: &user,
        factor: &factor,
        all: &all,
        author: Author::Program(&caller),
    };
    let (removed, ended) = take_away(&mut txn, knock, &order, now).await?;
    let events = std::iter::once(removed).chain(ended);
    record(&mut txn, knock, caller.organisation.id, events, now).await?;
    txn.commit().await?;
    Ok(())
}
