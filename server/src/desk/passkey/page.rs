//! `/enrol/passkey`: what will happen, before the browser is asked.

use identity::{
    factor::FactorKind,
    ids::FactorId,
    place::Place,
    step_up::StepUp,
    turn::{Away, Turn},
    view::{passkey::PasskeyView, prove::Due},
};

use super::party;
use crate::desk::{
    Fault, Knock,
    enrolling::{self, Enrolling, permit::replaced},
    guard::{self, Hold},
    step_up,
};

pub async fn page(knock: &Knock, replaces: Option<FactorId>) -> Result<Due<PasskeyView>, Fault> {
    let mut txn = knock.desk.db.read().await?;
    let at = enrolling::who(&mut txn, knock, Hold::Read).await?;
    at.may_set_up(FactorKind::Passkey)?;
    if !party::is_possible(&knock.desk.config) {
        return Err(Fault::NoPasskeysHere);
    }
    let account = at.account();
    let organisation = guard::organisation_view(account.organisation);
    let at = match &at {
        // A sign-in that owes an enrolment has nothing to replace.
        Enrolling::Owing(_) if replaces.is_some() => {
            return Err(Turn::to(Place::EnrolPasskey).into());
        }
        Enrolling::Owing(_) => {
            return Ok(Due::Ready(PasskeyView {
                organisation,
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
    Ok(Due::Ready(PasskeyView {
        organisation,
        replaces: old.map(|old| old.factor),
        me: Some(at.me()),
    }))
}
