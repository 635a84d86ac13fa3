//! `/admin/factors/<id>/remove`: one factor of a user goes by an admin's hand, and nothing else.

use identity::{
    api::device::{is_listed, was_last},
    console::OneFactorForm,
    factor::Factor,
    ids::{FactorId, UserId},
    notice::Notice,
    operation::Identity,
    place::Place,
    refusal::Refusal,
    reset::fate,
    role::Act,
    step_up::StepUp,
    turn::Turn,
    view::{
        prove::Due,
        take_factor::{LastOne, TakeFactorView},
    },
};

use super::{
    acting::{self, Acting},
    denied::{self, Thing},
};
use crate::{
    desk::{
        Fault, Knock,
        author::Author,
        record::record,
        step_up,
        take_away::{Order, take_away},
    },
    store::{codes, factors, resets, users::User},
};

pub async fn page(knock: &Knock, id: FactorId) -> Result<TakeFactorView, Fault> {
    let now = knock.now();
    let owner = owner(knock, id).await?;
    let (
        mut txn,
        Acting {
            admin,
            organisation,
            user,
        },
    ) = acting::look_on(knock, owner, Act::ResetFactors).await?;
    let at = &admin.signed_in;
    let all = factors::of_user(&mut txn, user.id).await?;
    let factor = pick(&all, id, &user)?.clone();
    let last = if was_last(&factor, &all) {
        let codes = codes::live(&mut txn, user.id).await?;
        Some(LastOne {
            codes_left: codes.map_or(0, |set| set.left),
            window_hours: u32::try_from(organisation.enrol_window_hours).unwrap_or_default(),
        })
    } else {
        None
    };
    let due = step_up::due(&mut txn, at, StepUp::TakeFactor(id), now).await?;
    drop(txn);
    at.touch(knock).await?;
    Ok(TakeFactorView {
        me: admin.me(knock),
        user: user.id,
        name: user.name,
        email: user.email,
        fate: fate(factor.kind),
        factor,
        last,
        gate: due.map_or(Due::Ready(()), Due::Proof),
    })
}

pub async fn submit(knock: &Knock, form: &OneFactorForm) -> Result<Turn, Fault> {
    let now = knock.now();
    let (id, typed) = (form.factor, form.justification.typed());
    let owner = owner(knock, id).await?;
    let (
        mut txn,
        Acting {
            admin,
            organisation,
            user,
        },
    ) = acting::on(knock, owner, Act::ResetFactors).await?;
    let at = &admin.signed_in;
    let all = resets::factors_locked(&mut txn, user.id).await?;
    let factor = pick(&all, id, &user)?;
    let why = match form.justification.parse(Identity::MustBeVerified) {
        Ok(why) => why,
        Err(refused) => return Ok(Turn::refused(Place::TakeFactor(id), refused).keeping(&typed)),
    };
    step_up::take(&mut txn, at, StepUp::TakeFactor(id), now)
        .await
        .map_err(|fault| fault.keeping(&typed))?;
    let order = Order {
        organisation: &organisation,
        user: &user,
        factor,
        all: &all,
        author: Author::Admin(&at.user),
    };
    let (removed, ended) = take_away(&mut txn, knock, &order, now).await?;
    let events = std::iter::once(removed.justified(&why)).chain(ended);
    record(&mut txn, knock, organisation.id, events, now).await?;
    txn.commit().await?;
    let notice = Notice::FactorTaken {
        factor: factor.name.to_string(),
        name: user.name,
    };
    Ok(Turn::to(Place::User(user.id)).saying(notice))
}

/// Whose it is, if it belongs to somebody whom the request can be about.
pub async fn owner(knock: &Knock, id: FactorId) -> Result<UserId, Fault> {
    let (mut txn, admin) = acting::look(knock).await?;
    match factors::owner(&mut txn, id).await? {
        Some((organisation, owner)) if admin.reach.find(organisation).is_some() => Ok(owner),
        Some(_) | None => Err(denied::not_there(txn, knock, &admin, Thing::Factor(id)).await),
    }
}

/// What is gone already, or was never finished, is told on the user's page.
fn pick<'a>(all: &'a [Factor], id: FactorId, user: &User) -> Result<&'a Factor, Fault> {
    let meant = all.iter().find(|one| one.id == id && is_listed(one));
    meant.ok_or_else(|| Turn::refused(Place::User(user.id), Refusal::ChangedMeanwhile).into())
}
