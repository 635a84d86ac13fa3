//! The end of everything that a user has open: sign-ins, sessions, and with them their step-ups.

use identity::audit::Event;

use super::{Fault, author::Author, record::Happened};
use crate::store::{Txn, sessions, sign_ins, users::User};

/// Ends all of it under the user's lock; the event, if a session was among it.
pub async fn all(
    txn: &mut Txn,
    author: Author<'_>,
    user: &User,
    cause: &str,
) -> Result<Option<Happened>, Fault> {
    sign_ins::delete_of_user(txn, user.id).await?;
    let sessions = sessions::delete_of_user(txn, user.id).await?;
    let event = author.did(Event::SessionRevoked).about(user).because(cause);
    Ok((sessions > 0).then(|| event.with("cause", cause).with("sessions", sessions)))
}
