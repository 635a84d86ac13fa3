//! `/enrol/phone`: which number, and what should be known before it is given.

use identity::{
    factor::FactorKind,
    ids::FactorId,
    place::Place,
    policy::next_step::kinds,
    step_up::StepUp,
    turn::{Away, Turn},
    view::{phone::PhoneView, prove::Due},
};

use crate::desk::{
    Fault, Knock, enrol,
    enrolling::{self, Enrolling, permit::replaced},
    guard::{self, Hold},
    step_up,
};

pub async fn page(knock: &Knock, replaces: Option<FactorId>) -> Result<Due<PhoneView>, Fault> {
    let mut txn = knock.desk.db.read().await?;
    let at = enrolling::who(&mut txn, knock, Hold::Read).await?;
    at.may_set_up(FactorKind::Phone)?;
    let organisation = guard::organisation_view(at.account().organisation);
    let allowed = match &at {
        Enrolling::Owing(at) => kinds(&at.policy.rules, &at.user.standing),
        Enrolling::Adding(at) => kinds(&at.policy.rules, &at.user.standing),
    };
    let stronger = enrol::here(knock, allowed).without(FactorKind::Phone);
    let at = match &at {
        // A sign-in that owes an enrolment has nothing to replace.
        Enrolling::Owing(_) if replaces.is_some() => {
            return Err(Turn::to(Place::EnrolPhone).into());
        }
        Enrolling::Owing(_) => {
            return Ok(Due::Ready(PhoneView {
                organisation,
                stronger,
                replaces: None,
                me: None,
            }));
        }
        Enrolling::Adding(at) => at,
    };
    let old = replaced(&mut txn, at.user.id, replaces).await?;
    if replaces.is_some() && old.is_none() {
        return Err(Away::NotFound.into());
    }
    let action = replaces.map_or(StepUp::AddFactor, StepUp::ReplaceFactor);
    if let Some(proof) = step_up::due(&mut txn, at, action, knock.now()).await? {
        return Ok(Due::Proof(proof));
    }
    drop(txn);
    at.touch(knock).await?;
    Ok(Due::Ready(PhoneView {
        organisation,
        stronger,
        replaces: old.map(|old| old.factor),
        me: Some(at.me()),
    }))
}
