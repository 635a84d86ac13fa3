//! The user whose factors a program is about to touch.

use identity::{
    api::Call,
    ids::UserId,
    role::{Act, reaches, stays_within_grants},
};

use super::{Caller, Refused, Stop, admit};
use crate::{
    desk::{Fault, Knock, role_change::takes_beyond},
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
    Ok(if reached(txn, caller, Act::ResetFactors, &user).await? {
        Owner::Theirs(user)
    } else {
        Owner::OutOfReach(user)
    })
}

/// Whether the one who lent the rights could do this in the console. Nobody acts on themselves there, and so no program acts on
/// whoever lent it theirs; and an operator's reaches no colleague's customers (docs/decisions/0038).
pub async fn reached(txn: &mut Txn, caller: &Caller, act: Act, user: &User) -> Result<bool, Fault> {
    let equal = caller.organisation.equal_rank;
    let may = user.id != caller.creator && reaches(equal, caller.role, act, user.role());
    let beyond = may && stays_within_grants(act) && takes_beyond(txn, user, caller.creator).await?;
    Ok(may && !beyond)
}

/// Written down in a transaction of its own: end the other one first.
pub async fn out_of_reach(knock: &Knock, caller: &Caller, (call, user): (Call, &User)) -> Stop {
    admit::denied(knock, caller, (call, Some(user))).await
}
