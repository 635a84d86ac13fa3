//! `/account/sessions`: where somebody is signed in, and the end of what should not be.
//!
//! No fresh proof is asked for: whoever finds a stranger in the list ends it at once, with the lost phone in nobody's hand.

use identity::{
    audit::Event,
    ids::SessionId,
    notice::Notice,
    place::{Place, ReturnPath},
    refusal::Refusal,
    session::EndCause,
    turn::{Away, Turn},
    view::sessions::SessionsView,
};

use super::{
    Fault, Knock,
    guard::{self, Hold},
    leave,
    record::{Happened, record},
};
use crate::{
    crypto::token::Digest,
    store::{known_devices, session_list, sessions},
};

pub async fn page(knock: &Knock) -> Result<SessionsView, Fault> {
    let mut txn = knock.desk.db.read().await?;
    let at = guard::signed_in(&mut txn, knock, Hold::Read).await?;
    let (organisation, user) = (at.organisation.id, at.user.id);
    let mut others = session_list::of_user(&mut txn, organisation, user, knock.now()).await?;
    let devices = known_devices::of_user(&mut txn, organisation, user, knock.now()).await?;
    let held = knock.visitor.device.as_ref().and_then(Digest::of_token);
    let this_device = match &held {
        Some(held) => known_devices::find(&mut txn, user, held, knock.now()).await?,
        None => None,
    };
    drop(txn);
    let here = others.iter().position(|line| line.id == at.session.id);
    let mut here = others.remove(here.ok_or(Away::NotFound)?);
    at.touch(knock).await?;
    here.last_seen_at = at.course.seen_at;
    Ok(SessionsView {
        me: at.me(),
        here,
        others,
        devices,
        this_device,
    })
}

/// Ends one. This one is a sign-out; one that is not theirs is not there.
pub async fn end(knock: &Knock, id: SessionId) -> Result<Turn, Fault> {
    let cause = EndCause::OwnHand;
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::signed_in(&mut txn, knock, Hold::Lock).await?;
    if id == at.session.id {
        drop(txn);
        return leave::sign_out(knock).await;
    }
    if !sessions::end(&mut txn, at.user.id, id, cause.code()).await? {
        return Ok(Turn::refused(Place::Sessions, Refusal::NotFound));
    }
    let ended = Happened::by(Event::SessionRevoked, &at.user).with("cause", cause.code());
    let ended = ended.with("sessions", 1).with("session", id.0);
    record(&mut txn, knock, at.organisation.id, [ended], knock.now()).await?;
    txn.commit().await?;
    Ok(Turn::to(Place::Sessions).saying(Notice::SessionsEnded(1)))
}

/// Ends all but this one.
pub async fn end_others(knock: &Knock) -> Result<Turn, Fault> {
    let cause = EndCause::OwnHand;
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::signed_in(&mut txn, knock, Hold::Lock).await?;
    let number = sessions::end_others(&mut txn, at.user.id, at.session.id, cause.code()).await?;
    if number > 0 {
        let ended = Happened::by(Event::SessionRevoked, &at.user).with("cause", cause.code());
        let ended = ended.with("sessions", number);
        record(&mut txn, knock, at.organisation.id, [ended], knock.now()).await?;
        txn.commit().await?;
    }
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    Ok(Turn::to(Place::Sessions).saying(Notice::SessionsEnded(number)))
}

/// *Stay signed in*: somebody is there, which is all that this says.
pub async fn stay(knock: &Knock, then: &str) -> Result<Turn, Fault> {
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::owing_or_not(&mut txn, knock, Hold::Read).await?;
    sessions::touch(&mut txn, at.session.id, knock.now()).await?;
    txn.commit().await?;
    Ok(Turn::to(
        ReturnPath::parse(then).map_or(Place::Account, Place::Return),
    ))
}
