//! The user whose factors a program is about to touch.

use identity::{
    api::Call,
    ids::UserId,
    role::{Act, reaches},
};

use super::{Caller, Refused, Stop, admit};
use crate::{
    desk::Knock,
    store::{
        Txn,
        users::{self, User},
    },
};

/// Somebody of the organisation, locked.
#[derive(Debug)]
pub enum Owner {
    Theirs(User),
    /// Of a role that the credential's creator does not reach; or the creator, since nobody acts on themselves.
    OutOfReach(User),
}

/// By the rule for resets: whoever may not take a factor away may not give one either.
pub async fn locked(txn: &mut Txn, caller: &Caller, id: Option<UserId>) -> Result<Owner, Stop> {
    // No row has the id 0.
    let id = id.unwrap_or(UserId(0));
    let found = users::find_locked(txn, caller.organisation.id, id).await?;
    let user = found.ok_or(Stop::Refused(Refused::NoSuchUser))?;
    Ok(if reached(caller, Act::ResetFactors, &user) {
        Owner::Theirs(user)
    } else {
        Owner::OutOfReach(user)
    })
}

/// Whether the one who lent the rights could do this in the console. Nobody acts on themselves there, and so no program acts on
/// whoever lent it theirs.
pub fn reached(caller: &Caller, act: Act, user: &User) -> bool {
    let equal = caller.organisation.equal_rank;
    user.id != caller.creator && reaches(equal, caller.role, act, user.role())
}

/// Written down in a transaction of its own: end the other one first.
pub async fn out_of_reach(knock: &Knock, caller: &Caller, (call, user): (Call, &User)) -> Stop {
    admit::denied(knock, caller, (call, Some(user))).await
}
