//! Whether somebody who is signed in may set up one more factor, or one in place of another.

use identity::{
    factor::{FactorState, MOST_FACTORS},
    ids::{FactorId, UserId},
    place::Place,
    refusal::Refusal,
    step_up::StepUp,
    time::Timestamp,
    turn::{Away, Turn},
};

use crate::{
    desk::{Fault, guard::SignedIn, step_up},
    store::{
        Txn,
        factors::{self, FactorRow},
    },
};

/// Within a session: a fresh proof, used up here (the pending factor or the ceremony is what the confirmation needs), and room for one.
pub async fn permit(
    txn: &mut Txn,
    at: &SignedIn,
    replaces: Option<FactorId>,
    now: Timestamp,
) -> Result<(), Fault> {
    let all = factors::of_user(txn, at.user.id).await?;
    match replaces {
        Some(old) if !all.iter().any(|factor| factor.id == old) => {
            return Err(Away::NotFound.into());
        }
        None if all.len() >= MOST_FACTORS => {
            return Err(Turn::refused(Place::Enrol, Refusal::TooManyFactors).into());
        }
        _ => {}
    }
    step_up::take(
        txn,
        at,
        replaces.map_or(StepUp::AddFactor, StepUp::ReplaceFactor),
        now,
    )
    .await
}

/// The factor that goes when the new one is confirmed, if it is still there.
pub async fn replaced(
    txn: &mut Txn,
    user: UserId,
    old: Option<FactorId>,
) -> Result<Option<FactorRow>, Fault> {
    let Some(old) = old else {
        return Ok(None);
    };
    let old = factors::find(txn, user, old).await?;
    Ok(old.filter(|old| old.factor.state != FactorState::Pending))
}
