//! Disabling an account, and enabling it again.

use identity::{
    audit::Event, ids::UserId, notice::Notice, place::Place, refusal::Refusal, role::Act,
    turn::Turn, user::UserStatus,
};

use super::acting::{self, Acting, Others};
use crate::{
    desk::{Fault, Knock, author::Author, ended, record::record, role_change::is_last_admin},
    store::{invitations, users_write},
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
    let Acting { admin, user } = acting;
    if user.standing.status != UserStatus::Disabled {
        let author = Author::Admin(&admin.signed_in.user);
        users_write::set_status(&mut txn, id, UserStatus::Disabled).await?;
        invitations::revoke(&mut txn, id).await?;
        let mut events = vec![author.did(Event::UserDisabled).about(&user)];
        events.extend(ended::all(&mut txn, author, &user, "disabled").await?);
        record(&mut txn, knock, user.organisation_id, events, now).await?;
        txn.commit().await?;
    }
    Ok(Turn::to(Place::User(id)).saying(Notice::UserDisabled(user.name)))
}

/// Opens nothing but the way to the password: a window that has passed meanwhile stays passed.
pub async fn enable(knock: &Knock, id: UserId) -> Result<Turn, Fault> {
    let now = knock.now();
    let (mut txn, Acting { admin, user }) = acting::on(knock, id, Act::Disable).await?;
    if user.standing.status == UserStatus::Disabled {
        // Whoever never set a password is still only invited.
        let status = if user.password.is_some() {
            UserStatus::Active
        } else {
            UserStatus::Invited
        };
        users_write::set_status(&mut txn, id, status).await?;
        let event = Author::Admin(&admin.signed_in.user)
            .did(Event::UserEnabled)
            .about(&user);
        record(&mut txn, knock, user.organisation_id, [event], now).await?;
        txn.commit().await?;
    }
    Ok(Turn::to(Place::User(id)).saying(Notice::UserEnabled(user.name)))
}
