//! One factor of a user whom the admin may act on: the way into what is done to it.

use identity::{
    factor::Factor,
    ids::{FactorId, UserId},
    place::Place,
    refusal::Refusal,
    role::Act,
    turn::Turn,
};

use super::{
    acting::{self, Acting},
    denied::{self, Thing},
};
use crate::{
    desk::{Fault, Knock},
    store::{Txn, factors, resets},
};

/// The factor that is meant, with its owner and whatever else they have; all locked, but for a page.
#[derive(Clone, Debug)]
pub struct OneFactor {
    pub acting: Acting,
    pub factor: Factor,
    pub all: Vec<Factor>,
}

/// What may be done, and to which factors.
pub type Meant = (Act, fn(&Factor) -> bool);

/// For a page: nothing is locked.
pub async fn look(
    knock: &Knock,
    id: FactorId,
    (act, fits): Meant,
) -> Result<(Txn, OneFactor), Fault> {
    let owner = owner(knock, id).await?;
    let (mut txn, acting) = acting::look_on(knock, owner, act).await?;
    let all = factors::of_user(&mut txn, owner).await?;
    Ok((txn, pick(acting, all, (id, fits))?))
}

/// For the action itself.
pub async fn lock(
    knock: &Knock,
    id: FactorId,
    (act, fits): Meant,
) -> Result<(Txn, OneFactor), Fault> {
    let owner = owner(knock, id).await?;
    let (mut txn, acting) = acting::on(knock, owner, act).await?;
    let all = resets::factors_locked(&mut txn, owner).await?;
    Ok((txn, pick(acting, all, (id, fits))?))
}

/// Whose it is, if it belongs to somebody whom the request can be about.
async fn owner(knock: &Knock, id: FactorId) -> Result<UserId, Fault> {
    let (mut txn, admin) = acting::look(knock).await?;
    match factors::owner(&mut txn, id).await? {
        Some((organisation, owner)) if admin.reach.find(organisation).is_some() => Ok(owner),
        Some(_) | None => Err(denied::not_there(txn, knock, &admin, Thing::Factor(id)).await),
    }
}

/// What is not as it was when the page was shown is told where the user's factors stand.
fn pick(
    acting: Acting,
    all: Vec<Factor>,
    (id, fits): (FactorId, fn(&Factor) -> bool),
) -> Result<OneFactor, Fault> {
    let found = all.iter().find(|one| one.id == id && fits(one)).cloned();
    let Some(factor) = found else {
        let methods = Place::UserMethods(acting.user.id);
        return Err(Turn::refused(methods, Refusal::ChangedMeanwhile).into());
    };
    Ok(OneFactor {
        acting,
        factor,
        all,
    })
}
