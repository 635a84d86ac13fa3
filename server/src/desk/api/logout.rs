//! A program signs somebody out everywhere.

use identity::{
    api::Call,
    ids::UserId,
    role::{Act, may},
};

use super::{Caller, Refused, Stop, admit};
use crate::{
    desk::{Knock, author::Author, ended, record::record},
    store::users,
};

/// What the log says ended the sessions. No browser is told more than that it is signed out.
const CAUSE: &str = "api";

pub async fn log_out(knock: &Knock, caller: &Caller, id: Option<UserId>) -> Result<(), Stop> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let caller = caller.again(&mut txn, Call::EndSessions, now).await?;
    let organisation = caller.organisation.id;
    let id = id.unwrap_or(UserId(0));
    let Some(user) = users::find_locked(&mut txn, organisation, id).await? else {
        return Err(Stop::Refused(Refused::NoSuchUser));
    };
    if !may(caller.role, Act::RevokeSessions, user.role()) {
        drop(txn);
        return Err(admit::denied(knock, &caller, (Call::EndSessions, Some(&user))).await);
    }
    let ended = ended::all(&mut txn, Author::Program(&caller), &user, CAUSE).await?;
    record(&mut txn, knock, organisation, ended, now).await?;
    txn.commit().await?;
    Ok(())
}
