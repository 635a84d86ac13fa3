//! A program signs somebody out everywhere.

use identity::{api::Call, ids::UserId, role::Act, session::EndCause};

use super::{Caller, Refused, Stop, admit, owner};
use crate::{
    desk::{Knock, author::Author, ended, record::record},
    store::users,
};

pub async fn log_out(knock: &Knock, caller: &Caller, id: Option<UserId>) -> Result<(), Stop> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let caller = caller.again(&mut txn, Call::EndSessions, now).await?;
    let organisation = caller.organisation.id;
    let id = id.unwrap_or(UserId(0));
    let Some(user) = users::find_locked(&mut txn, organisation, id).await? else {
        return Err(Stop::Refused(Refused::NoSuchUser));
    };
    if !owner::reached(&mut txn, &caller, Act::RevokeSessions, &user).await? {
        drop(txn);
        return Err(admit::denied(knock, &caller, (Call::EndSessions, Some(&user))).await);
    }
    let ended = ended::all(
        &mut txn,
        Author::Program(&caller),
        &user,
        EndCause::Api.code(),
    )
    .await?;
    record(&mut txn, knock, organisation, ended, now).await?;
    txn.commit().await?;
    Ok(())
}
