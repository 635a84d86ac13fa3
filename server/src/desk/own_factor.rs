//! One confirmed factor of the person who is signed in. Somebody else's is not there, and neither is a pending one.

use identity::{
    factor::{Factor, FactorState},
    ids::FactorId,
    place::Place,
    step_up::StepUp,
    turn::{Away, Turn},
    view::{account::RenameView, prove::Due},
};

use super::{
    Fault, Knock, enrol,
    guard::{self, Hold, SignedIn},
    step_up,
};
use crate::store::{Txn, factors};

pub async fn find(txn: &mut Txn, at: &SignedIn, id: FactorId) -> Result<Factor, Fault> {
    let row = factors::find(txn, at.user.id, id).await?;
    let factor = row
        .map(|row| row.factor)
        .filter(|factor| factor.state != FactorState::Pending);
    factor.ok_or_else(|| Away::NotFound.into())
}

/// The page that stands before a change of one factor, or the proof that is due before it. Where there is nothing to change, back
/// to the account.
pub async fn page(
    knock: &Knock,
    id: FactorId,
    action: StepUp,
    can_be: fn(&Factor) -> bool,
) -> Result<Due<RenameView>, Fault> {
    let mut txn = knock.desk.db.read().await?;
    let at = guard::signed_in(&mut txn, knock, Hold::Read).await?;
    let factor = find(&mut txn, &at, id).await?;
    if !can_be(&factor) {
        return Err(Turn::to(Place::Account).into());
    }
    let kinds = enrol::offered(knock, &at.policy.rules, &at.user);
    let due = step_up::due(&mut txn, &at, action, knock.now()).await?;
    drop(txn);
    at.touch(knock).await?;
    Ok(due.map_or_else(
        || {
            Due::Ready(RenameView {
                me: at.me(),
                factor,
                kinds,
            })
        },
        Due::Proof,
    ))
}
