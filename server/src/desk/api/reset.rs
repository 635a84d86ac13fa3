//! A program resets everything that a user proves with: *Force MFA reset*, with its reason.

use identity::{
    api::{Call, Removal},
    ids::UserId,
    justification::Why,
    reset::ResetPlan,
    time::{Span, Timestamp},
    user::UserStatus,
};

use super::{Caller, Refused, Stop, admit, owner};
use crate::desk::{
    Knock,
    author::Author,
    guard::Hold,
    record::record,
    reset::{self, Order},
};

/// What went, and until when the user may enrol with a password alone.
#[derive(Clone, Debug)]
pub struct Done {
    pub plan: ResetPlan,
    pub until: Timestamp,
}

pub async fn reset(
    knock: &Knock,
    caller: &Caller,
    user: Option<UserId>,
    why: Why,
) -> Result<Done, Stop> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let caller = caller.again(&mut txn, Call::ResetFactors, now).await?;
    if caller.removal == Removal::Off {
        drop(txn);
        return Err(admit::denied(knock, &caller, (Call::ResetFactors, None)).await);
    }
    let user = match owner::locked(&mut txn, &caller, user).await? {
        owner::Owner::Theirs(user) => user,
        owner::Owner::OutOfReach(user) => {
            drop(txn);
            return Err(owner::out_of_reach(knock, &caller, (Call::ResetFactors, &user)).await);
        }
    };
    if user.standing.status == UserStatus::Invited {
        return Err(Refused::Conflict("This user has not signed in yet").into());
    }
    let organisation = &*caller.organisation;
    let plan = reset::look(&mut txn, &user, Hold::Lock, now).await?;
    let order = Order {
        organisation,
        user: &user,
        author: Author::Program(&caller),
        plan: plan.clone(),
        why,
    };
    let events = reset::reset(&mut txn, knock, order, now).await?;
    record(&mut txn, knock, organisation.id, events, now).await?;
    txn.commit().await?;
    let until = now + Span::hours(organisation.enrol_window_hours);
    Ok(Done { plan, until })
}
