//! Browsers that are known: made so at the end of a complete sign-in, forgotten by hand, by a reset, by a new password by mail.

use identity::{
    audit::Event,
    ids::KnownDeviceId,
    known_device::makes_known,
    mail::Occasion,
    notice::Notice,
    place::Place,
    proof::Proof,
    refusal::Refusal,
    time::Timestamp,
    turn::{CookieChange, Turn},
};

use super::{
    Fault, Knock,
    guard::{self, Hold, InSignIn},
    letters,
    record::{Happened, record},
};
use crate::{
    crypto::token::{Digest, Token},
    store::{
        Txn,
        known_devices::{self, Holder},
        users::User,
    },
};

/// At the end of a sign-in, under the user's lock: the cookie to set, and what is to be recorded. Of a browser that was not
/// known the user is told by mail, unless this is their first sign-in ever.
pub async fn remember(
    txn: &mut Txn,
    knock: &Knock,
    at: &InSignIn,
    proof: Proof,
    now: Timestamp,
) -> Result<(Option<CookieChange>, Option<Happened>), Fault> {
    if !makes_known(proof.kind) {
        return Ok((None, None));
    }
    let token = Token::random(&knock.desk.world);
    let ip = knock.ip();
    let holder = Holder {
        organisation: at.organisation.id,
        user: at.user.id,
        ip: &ip,
        agent: &knock.visitor.agent,
    };
    let held = knock.visitor.device.as_ref().and_then(Digest::of_token);
    let mut known = false;
    if let Some(held) = &held {
        known_devices::hand_over(txn, held, &token.digest()).await?;
        known = known_devices::renew(txn, &token.digest(), holder, now).await?;
    }
    let mut event = None;
    if !known {
        known_devices::insert(txn, &token.digest(), holder, now).await?;
        event = Some(Happened::by(Event::DeviceKnown, &at.user));
        if at.user.last_sign_in_at.is_some() {
            let account = (&at.organisation, &at.user);
            letters::tell(txn, knock, account, &Occasion::NewDevice, now).await?;
        }
    }
    Ok((Some(CookieChange::Device(token.into_secret())), event))
}

/// *Forget this browser*, by its owner.
pub async fn forget(knock: &Knock, id: KnownDeviceId) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::signed_in(&mut txn, knock, Hold::Lock).await?;
    let held = knock.visitor.device.as_ref().and_then(Digest::of_token);
    let here = match &held {
        Some(held) => known_devices::find(&mut txn, at.user.id, held, now).await?,
        None => None,
    };
    if !known_devices::forget(&mut txn, at.user.id, id).await? {
        return Ok(Turn::refused(Place::Sessions, Refusal::NotFound));
    }
    let forgotten = Happened::by(Event::DeviceForgotten, &at.user).with("cause", "own_hand");
    record(&mut txn, knock, at.organisation.id, [forgotten], now).await?;
    txn.commit().await?;
    let turn = Turn::to(Place::Sessions).saying(Notice::DeviceForgotten);
    Ok(if here == Some(id) {
        turn.with(CookieChange::EndDevice)
    } else {
        turn
    })
}

/// All of a user, under the user's lock: the event, if there were any. `event` says who did it.
pub async fn forget_all(
    txn: &mut Txn,
    event: Happened,
    user: &User,
    cause: &str,
) -> Result<Option<Happened>, Fault> {
    let forgotten = known_devices::forget_all(txn, user.id).await?;
    let event = event.about(user).with("cause", cause);
    Ok((forgotten > 0).then(|| event.with("devices", forgotten)))
}
