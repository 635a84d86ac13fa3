//! Ticks in a list: those of one page are added to those of the pages before, until the summary is asked for.

use identity::{
    bulk_reset::{MOST, together},
    console::PickForm,
    notice::Notice,
    place::{Place, ReturnPath},
    refusal::Refusal,
    role::Act,
    turn::Turn,
    view::bulk_reset::Picked,
};

use super::super::{
    acting,
    denied::{self, Thing},
};
use crate::{
    desk::{Fault, Knock, guard::AdminOf},
    store::{Txn, bulk_resets},
};

/// What the admin has picked so far, for the lists.
pub async fn picked(txn: &mut Txn, admin: &AdminOf) -> Result<Picked, Fault> {
    let draft = bulk_resets::draft_of(txn, admin.signed_in.user.id).await?;
    let users = match draft {
        Some(draft) => bulk_resets::users(txn, draft).await?,
        None => Vec::new(),
    };
    Ok(Picked { draft, users })
}

pub async fn submit(knock: &Knock, form: &PickForm) -> Result<Turn, Fault> {
    let now = knock.now();
    let (mut txn, admin) = acting::act_in_turn(knock, Act::ResetFactors).await?;
    let at = &admin.signed_in;
    let before = picked(&mut txn, &admin).await?.users;
    let users = together(before, &form.shown, &form.ticked);
    let refused = |why| {
        let back = form.here.clone().map_or(Place::Users, Place::Return);
        // What was ticked on this page is still ticked.
        let ticked: Vec<String> = form.ticked.iter().map(ToString::to_string).collect();
        Ok(Turn::refused(back, why).keeping(&[("ticked", &ticked.join(","))]))
    };
    if users.len() > MOST {
        return refused(Refusal::TooManyPicked);
    }
    let then = form.then.clone().map(Place::Return);
    let place = match then {
        None if users.is_empty() => return refused(Refusal::NobodyPicked),
        Some(then) if users.is_empty() => {
            bulk_resets::drop_draft(&mut txn, at.user.id).await?;
            then
        }
        then => {
            let homes: Vec<_> = admin.reach.granted().map(|one| one.id).collect();
            if let Some(id) = bulk_resets::beyond(&mut txn, &form.ticked, &homes).await? {
                // Nobody's list shows one of somebody else's: nothing of it is taken (case A-13).
                return Err(denied::not_there(txn, knock, &admin, Thing::User(id)).await);
            }
            let whose = (at.organisation.id, at.user.id);
            let draft = bulk_resets::replace_draft(&mut txn, whose, (&users, &homes), now).await?;
            then.unwrap_or(Place::BulkReset(draft))
        }
    };
    txn.commit().await?;
    Ok(Turn::to(place))
}

/// Unticks everybody.
pub async fn forget(knock: &Knock, then: Option<ReturnPath>) -> Result<Turn, Fault> {
    let (mut txn, admin) = acting::act_in_turn(knock, Act::ResetFactors).await?;
    bulk_resets::drop_draft(&mut txn, admin.signed_in.user.id).await?;
    txn.commit().await?;
    Ok(Turn::to(then.map_or(Place::Users, Place::Return)).saying(Notice::PicksDropped))
}
