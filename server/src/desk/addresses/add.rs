//! One more address: it is written to, and counts once its owner confirms. Whether somebody else has it already is told to
//! that address alone, never to whoever typed it.

use identity::{
    audit::Event,
    email::{CONFIRM_LIVES, EmailAddress},
    mail::Occasion,
    notice::Notice,
    place::Place,
    refusal::Refusal,
    step_up::StepUp,
    throttle::LINKS_PER_HOUR,
    time::{Span, Timestamp},
    turn::Turn,
    view::profile::Room,
};

use super::{refused, room};
use crate::{
    crypto::token::Token,
    desk::{
        Fault, Knock,
        guard::{self, Hold, SignedIn},
        letters, links,
        record::{Happened, record},
        step_up, throttle,
    },
    store::{
        Txn, addresses,
        mail_links::{self, NewLink, Purpose},
        users,
    },
};

pub async fn submit(knock: &Knock, typed: &str) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::signed_in(&mut txn, knock, Hold::Lock).await?;
    let email = match EmailAddress::parse(typed) {
        Ok(email) => email,
        Err(why) => return Ok(refused(why, typed)),
    };
    let key = email.key();
    let known = addresses::verified(&mut txn, Some(at.user.id)).await?;
    if known.iter().any(|address| address.key == key) {
        return Ok(refused(Refusal::AddressYours, typed));
    }
    let others = addresses::others(&mut txn, at.user.id).await?;
    if room(&others, |other| other.verified_at) == Room::No {
        // Without room the page has no field to say it at.
        return Ok(Turn::refused(Place::Addresses, Refusal::TooManyAddresses));
    }
    step_up::take(&mut txn, &at, StepUp::ChangeAddresses, now)
        .await
        .map_err(|fault| fault.keeping(&[("email", typed)]))?;
    let account = format!("addresses|{}", at.user.id);
    let hour = (account.as_str(), Span::hours(1), LINKS_PER_HOUR);
    if !throttle::may_ask(&mut txn, &knock.desk, hour, now).await? {
        txn.commit().await?;
        return Ok(refused(Refusal::AskedTooOften, typed));
    }
    for claimed in others.iter().filter(|other| other.verified_at.is_none()) {
        addresses::delete(&mut txn, claimed.id).await?;
    }
    let claim = addresses::New {
        organisation: at.organisation.id,
        user: at.user.id,
        email: email.as_str(),
        key: &key,
        verified_at: None,
    };
    addresses::insert(&mut txn, claim, now).await?;
    ask(&mut txn, knock, &at, &email, now).await?;
    let claimed = Happened::by(Event::UserEdited, &at.user)
        .with("what", "address_claimed")
        .with("address", email.as_str());
    record(&mut txn, knock, at.organisation.id, [claimed], now).await?;
    txn.commit().await?;
    Ok(Turn::to(Place::Addresses).saying(Notice::AddressAsked(email.to_string())))
}

/// Writes to the address: a link, or, where it is somebody else's, that nothing comes of it.
async fn ask(
    txn: &mut Txn,
    knock: &Knock,
    at: &SignedIn,
    email: &EmailAddress,
    now: Timestamp,
) -> Result<(), Fault> {
    let (token, until) = (Token::random(&knock.desk.world), now + CONFIRM_LIVES);
    mail_links::revoke(txn, Some(at.user.id), Purpose::ConfirmAddress).await?;
    let new = NewLink {
        organisation: at.organisation.id,
        user: Some(at.user.id),
        digest: &token.digest(),
        purpose: Purpose::ConfirmAddress,
        recipient: email.as_str(),
        denies: None,
        expires_at: until,
    };
    mail_links::insert(txn, new, now).await?;
    let owner = addresses::owner(txn, at.organisation.id, &email.key()).await?;
    let owner = match owner {
        Some(id) => users::find(txn, at.organisation.id, id).await?,
        None => None,
    };
    let (reader, occasion) = if let Some(owner) = &owner {
        (owner, Occasion::AddressTaken)
    } else {
        let page = app::paths::CONFIRM_ADDRESS;
        let link = links::to(&knock.desk, page, &token.into_secret());
        (&at.user, Occasion::ConfirmAddress { link, until })
    };
    let to = (&occasion, email.as_str());
    letters::tell_one(txn, knock, (&at.organisation, reader), to, now).await
}
