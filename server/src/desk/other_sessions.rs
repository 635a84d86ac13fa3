//! After a change of factor or password: the other sessions end, and this one gets a new token (ASVS 7.2.4, 7.4.3).

use identity::{audit::Event, turn::CookieChange};

use super::{Fault, Knock, guard::SignedIn, record::Happened};
use crate::{
    crypto::token::Token,
    store::{Txn, sessions, users::User},
};

/// Ends all sessions but this one, which goes on under a new token.
pub async fn end(
    txn: &mut Txn,
    knock: &Knock,
    at: &SignedIn,
    cause: &str,
) -> Result<(CookieChange, Option<Happened>), Fault> {
    let ended = sessions::end_others(txn, at.user.id, at.session.id, cause).await?;
    let token = Token::random(&knock.desk.world);
    sessions::rotate(txn, at.session.id, &token.digest()).await?;
    Ok((
        CookieChange::Session(token.into_secret()),
        revoked(&at.user, ended, cause),
    ))
}

/// Ends every session of a user.
pub async fn end_all(txn: &mut Txn, user: &User, cause: &str) -> Result<Option<Happened>, Fault> {
    let ended = sessions::end_all(txn, user.id, cause).await?;
    Ok(revoked(user, ended, cause))
}

fn revoked(user: &User, ended: u64, cause: &str) -> Option<Happened> {
    (ended > 0).then(|| {
        Happened::by(Event::SessionRevoked, user)
            .with("cause", cause)
            .with("sessions", ended)
    })
}
