//! The end of everything that a user has open: sign-ins, sessions, and with them their step-ups.

use identity::{
    audit::Event,
    turn::{CookieChange, Turn},
};

use super::{Fault, Knock, author::Author, known_device, other_sessions, record::Happened};
use crate::{
    crypto::token::Digest,
    store::{Txn, sessions, sign_ins, users::User},
};

/// Ends all of it under the user's lock; the event, if a session was among it.
pub async fn all(
    txn: &mut Txn,
    author: Author<'_>,
    user: &User,
    cause: &str,
) -> Result<Option<Happened>, Fault> {
    sign_ins::delete_of_user(txn, user.id).await?;
    let sessions = sessions::end_all(txn, user.id, cause).await?;
    let event = author.did(Event::SessionRevoked).about(user).because(cause);
    Ok((sessions > 0).then(|| event.with("cause", cause).with("sessions", sessions)))
}

/// The same by the hand of somebody who proved a mailbox, in a browser that may hold one of them: its cookies go as well, and no
/// browser is known any more.
pub async fn here_too(
    txn: &mut Txn,
    knock: &Knock,
    (user, cause): (&User, &str),
    mut turn: Turn,
) -> Result<(Turn, Vec<Happened>), Fault> {
    let held = |token: &Option<_>| token.as_ref().and_then(Digest::of_token);
    if let Some(digest) = held(&knock.visitor.session)
        && let Some(session) = sessions::by_digest(txn, &digest).await?
        && session.user_id == user.id
    {
        turn = turn.with(CookieChange::EndSession);
    }
    if let Some(digest) = held(&knock.visitor.sign_in)
        && let Some(sign_in) = sign_ins::expired_by_digest(txn, &digest).await?
        && sign_in.user_id == user.id
    {
        turn = turn.with(CookieChange::EndSignIn);
    }
    sign_ins::delete_of_user(txn, user.id).await?;
    let ended = other_sessions::end_all(txn, user, cause).await?;
    let event = Happened::by(Event::DeviceForgotten, user);
    let forgotten = known_device::forget_all(txn, event, user, cause).await?;
    Ok((turn, ended.into_iter().chain(forgotten).collect()))
}
