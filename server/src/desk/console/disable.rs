//! Disabling an account, and enabling it again.

use identity::{
    ids::UserId, notice::Notice, place::Place, refusal::Refusal, role::Act, turn::Turn,
};

use super::acting::{self, Acting, Others};
use crate::desk::{
    Fault, Knock, author::Author, record::record, role_change::is_last_admin, switched,
};

/// Nobody can sign in with it any more, and whoever is signed in is signed out, at once (case Q-06).
pub async fn disable(knock: &Knock, id: UserId) -> Result<Turn, Fault> {
    let now = knock.now();
    let (txn, acting) = acting::lock(knock, id, Others::Admins).await?;
    let (mut txn, acting) = acting.permitted(txn, knock, Act::Disable).await?;
    if is_last_admin(&mut txn, &acting.user).await? {
        return Err(acting
            .refused(txn, knock, ("last admin", Refusal::LastAdmin))
            .await);
    }
    let Acting { admin, user, .. } = acting;
    let author = Author::Admin(&admin.signed_in.user);
    let events = switched::off(&mut txn, author, &user).await?;
    if !events.is_empty() {
        record(&mut txn, knock, user.organisation_id, events, now).await?;
        txn.commit().await?;
    }
    Ok(Turn::to(Place::User(id)).saying(Notice::UserDisabled(user.name)))
}

pub async fn enable(knock: &Knock, id: UserId) -> Result<Turn, Fault> {
    let now = knock.now();
    let (mut txn, Acting { admin, user, .. }) = acting::on(knock, id, Act::Disable).await?;
    let author = Author::Admin(&admin.signed_in.user);
    let events = switched::on(&mut txn, author, &user).await?;
    if !events.is_empty() {
        record(&mut txn, knock, user.organisation_id, events, now).await?;
        txn.commit().await?;
    }
    Ok(Turn::to(Place::User(id)).saying(Notice::UserEnabled(user.name)))
}
