//! The factors of a user, as programs list them.

use identity::{
    api::device::is_listed,
    factor::{ENROLLABLE, Factor, KindSet},
    ids::UserId,
};

use super::{Caller, Refused, Stop};
use crate::{
    desk::Knock,
    store::{
        Txn, api_ceremonies, factors, policies,
        users::{self, User},
    },
};

async fn user(txn: &mut Txn, caller: &Caller, id: Option<UserId>) -> Result<User, Stop> {
    let id = id.unwrap_or(UserId(0));
    let found = users::find(txn, caller.organisation.id, id).await?;
    found.ok_or(Stop::Refused(Refused::NoSuchUser))
}

/// The kinds that this user may set up.
pub async fn available(
    knock: &Knock,
    caller: &Caller,
    id: Option<UserId>,
) -> Result<KindSet, Stop> {
    let mut txn = knock.desk.db.read().await?;
    let user = user(&mut txn, caller, id).await?;
    let policy = policies::of_user(&mut txn, caller.organisation.id, user.id).await?;
    Ok(policy.rules.kinds_for(user.role()).and(ENROLLABLE))
}

/// Whether a list has what a program set up and nobody confirmed yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    Listed,
    LeftOut,
}

/// What this user has, the one used last first.
pub async fn enrolled(
    knock: &Knock,
    caller: &Caller,
    (id, waiting): (Option<UserId>, Waiting),
) -> Result<Vec<Factor>, Stop> {
    let mut txn = knock.desk.db.read().await?;
    let user = user(&mut txn, caller, id).await?;
    let mut all = factors::of_user(&mut txn, user.id).await?;
    all.retain(is_listed);
    if waiting == Waiting::Listed {
        all.extend(api_ceremonies::waiting(&mut txn, user.id, knock.now()).await?);
    }
    Ok(all)
}
