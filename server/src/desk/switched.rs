//! An account switched off and on again, whoever does it.

use identity::{audit::Event, session::EndCause, user::UserStatus};

use super::{Fault, author::Author, ended, record::Happened};
use crate::store::{Txn, access_passes, invitations, users::User, users_write};

/// Nobody can sign in with it any more, and whoever is signed in is signed out, at once (case Q-06). Under the locks of the user and of
/// all org admins; the caller has seen that it is not the last of them. No events where it was off before.
pub async fn off(txn: &mut Txn, author: Author<'_>, user: &User) -> Result<Vec<Happened>, Fault> {
    if user.standing.status == UserStatus::Disabled {
        return Ok(Vec::new());
    }
    users_write::set_status(txn, user.id, UserStatus::Disabled).await?;
    invitations::revoke(txn, user.id).await?;
    access_passes::revoke(txn, user.id).await?;
    let mut events = vec![author.did(Event::UserDisabled).about(user)];
    events.extend(ended::all(txn, author, user, EndCause::Disabled.code()).await?);
    Ok(events)
}

/// Opens nothing but the way to the password: a window that has passed meanwhile stays passed.
pub async fn on(txn: &mut Txn, author: Author<'_>, user: &User) -> Result<Vec<Happened>, Fault> {
    if user.standing.status != UserStatus::Disabled {
        return Ok(Vec::new());
    }
    // Whoever never set a password is still only invited.
    let status = if user.password.is_some() {
        UserStatus::Active
    } else {
        UserStatus::Invited
    };
    users_write::set_status(txn, user.id, status).await?;
    Ok(vec![author.did(Event::UserEnabled).about(user)])
}
