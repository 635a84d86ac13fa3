//! Leaving: sign out of a session, or give up a sign-in.

use identity::{
    audit::Event,
    notice::Notice,
    place::Place,
    turn::{CookieChange, Turn},
};

use super::{
    Fault, Knock,
    guard::{self, Hold},
    record::{Happened, record},
};
use crate::store::{sessions, sign_ins};

/// Ends the session. Whoever has none is signed out already, and told the same.
pub async fn sign_out(knock: &Knock) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let place = match guard::owing_or_not(&mut txn, knock, Hold::Lock).await {
        Ok(at) => {
            sessions::delete(&mut txn, at.session.id).await?;
            record(
                &mut txn,
                knock,
                at.organisation.id,
                [Happened::by(Event::SignedOut, &at.user)],
                now,
            )
            .await?;
            Place::SignIn(at.organisation.slug)
        }
        Err(Fault::Away(_)) => Place::SignInAnywhere,
        Err(fault) => return Err(fault),
    };
    txn.commit().await?;
    Ok(Turn::to(place)
        .saying(Notice::SignedOut)
        .with(CookieChange::EndSession)
        .with(CookieChange::EndSignIn))
}

/// Gives up the sign-in. What is owed stays owed: it stands on the user, not in the attempt.
pub async fn cancel(knock: &Knock) -> Result<Turn, Fault> {
    let mut txn = knock.desk.db.begin().await?;
    let place = match guard::in_sign_in(&mut txn, knock, Hold::Lock).await {
        Ok(at) => {
            sign_ins::delete(&mut txn, at.sign_in.id).await?;
            Place::SignIn(at.organisation.slug)
        }
        Err(Fault::Away(_)) => Place::SignInAnywhere,
        Err(fault) => return Err(fault),
    };
    txn.commit().await?;
    Ok(Turn::to(place)
        .saying(Notice::SignInCancelled)
        .with(CookieChange::EndSignIn))
}
