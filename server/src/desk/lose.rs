//! `/account/factors/<id>/lost`: a device is gone, so what was on it signs nobody in any more, from now on.

use identity::{
    audit::Event,
    factor::Factor,
    front_desk::Insist,
    ids::FactorId,
    loss::{Remains, can_be_lost, remains},
    mail::Occasion,
    notice::Notice,
    place::Place,
    refusal::Refusal,
    session::EndCause,
    step_up::StepUp,
    turn::Turn,
    view::{account::LossView, prove::Due},
};

use super::{
    Fault, Knock,
    guard::{self, Hold, SignedIn},
    known_device, letters, other_sessions, own_factor,
    record::{Happened, record},
    step_up,
};
use crate::store::{Txn, codes, factors, sign_ins};

pub async fn page(knock: &Knock, id: FactorId) -> Result<Due<LossView>, Fault> {
    let mut txn = knock.desk.db.read().await?;
    let at = guard::signed_in(&mut txn, knock, Hold::Read).await?;
    let factor = own_factor::find(&mut txn, &at, id).await?;
    if !can_be_lost(&factor) {
        return Err(Turn::to(Place::Account).into());
    }
    if let Some(due) = step_up::due(&mut txn, &at, StepUp::LoseFactor(id), knock.now()).await? {
        return Ok(Due::Proof(due));
    }
    let remains = left(&mut txn, &at, &factor).await?;
    drop(txn);
    at.touch(knock).await?;
    Ok(Due::Ready(LossView {
        me: at.me(),
        factor,
        remains,
    }))
}

/// What signs in still, given all the others as they are now.
async fn left(txn: &mut Txn, at: &SignedIn, factor: &Factor) -> Result<Remains, Fault> {
    let all = factors::of_user(txn, at.user.id).await?;
    let codes = codes::live(txn, at.user.id).await?;
    let codes = codes.map_or(0, |set| set.left);
    let rules = &at.policy.rules;
    Ok(remains(factor, &all, codes, rules, at.user.role()))
}

/// Suspends it under the user's lock. Whoever holds the device holds its sessions, too: all others end, and no browser is known.
pub async fn submit(knock: &Knock, id: FactorId, insist: Insist) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::signed_in(&mut txn, knock, Hold::Lock).await?;
    let factor = own_factor::find(&mut txn, &at, id).await?;
    if !can_be_lost(&factor) {
        return Ok(Turn::refused(Place::Account, Refusal::ChangedMeanwhile));
    }
    let remains = left(&mut txn, &at, &factor).await?;
    if remains == Remains::Nothing && insist == Insist::No {
        // The page says what it costs, and offers the replacement first.
        return Ok(Turn::refused(
            Place::LoseFactor(id),
            Refusal::ChangedMeanwhile,
        ));
    }
    step_up::take(&mut txn, &at, StepUp::LoseFactor(id), now).await?;
    factors::suspend(&mut txn, id, now).await?;
    sign_ins::delete_of_user(&mut txn, at.user.id).await?;
    let cause = EndCause::FactorLost.code();
    let (cookie, ended) = other_sessions::end(&mut txn, knock, &at, cause).await?;
    let forgotten = Happened::by(Event::DeviceForgotten, &at.user);
    let forgotten = known_device::forget_all(&mut txn, forgotten, &at.user, cause).await?;
    let name = factor.name.to_string();
    let occasion = Occasion::FactorLost { name: name.clone() };
    let whose = (&at.organisation, &at.user);
    letters::tell(&mut txn, knock, whose, &occasion, now).await?;
    let lost = Happened::by(Event::FactorSuspended, &at.user)
        .factor(id)
        .because("lost")
        .with("kind", factor.kind.code())
        .with("name", name.as_str());
    let events = std::iter::once(lost).chain(ended).chain(forgotten);
    record(&mut txn, knock, at.organisation.id, events, now).await?;
    txn.commit().await?;
    Ok(Turn::to(Place::Account)
        .with(cookie)
        .saying(Notice::FactorLost(name)))
}
