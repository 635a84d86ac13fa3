//! Another address to sign in with: the two change places. The old one is told, with a way back.

use identity::{
    audit::Event, ids::AddressId, mail::Occasion, notice::Notice, place::Place, refusal::Refusal,
    step_up::StepUp, turn::Turn,
};

use super::own;
use crate::{
    desk::{
        Fault, Knock,
        guard::{self, Hold},
        letters,
        record::{Happened, record},
        step_up,
    },
    store::{
        addresses,
        mail_links::{self, Purpose},
        users,
    },
};

pub async fn submit(knock: &Knock, id: AddressId) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::signed_in(&mut txn, knock, Hold::Lock).await?;
    let new = own(&mut txn, &at, id).await?;
    if new.verified_at.is_none() {
        return Ok(Turn::refused(Place::Addresses, Refusal::NotFound));
    }
    step_up::take(&mut txn, &at, StepUp::ChangeAddresses, now).await?;
    let user = (at.organisation.id, at.user.id);
    if !users::set_email(&mut txn, user, (&new.email, &new.key)).await? {
        return Ok(Turn::refused(Place::Addresses, Refusal::EmailTaken));
    }
    addresses::delete(&mut txn, id).await?;
    let old = at.user.email.clone();
    let kept = addresses::New {
        organisation: at.organisation.id,
        user: at.user.id,
        email: &old,
        key: &identity::email::lookup_key(&old),
        verified_at: Some(now),
    };
    addresses::insert(&mut txn, kept, now).await?;
    mail_links::revoke(&mut txn, Some(at.user.id), Purpose::ResetPassword).await?;
    let occasion = Occasion::FirstAddressChanged {
        old: old.clone(),
        new: new.email.clone(),
    };
    let whose = (&at.organisation, &at.user);
    letters::tell(&mut txn, knock, whose, &occasion, now).await?;
    let changed = Happened::by(Event::UserEdited, &at.user)
        .with("what", "first_address")
        .with("old", old)
        .with("address", new.email.as_str());
    record(&mut txn, knock, at.organisation.id, [changed], now).await?;
    txn.commit().await?;
    Ok(Turn::to(Place::Addresses).saying(Notice::FirstAddressChanged(new.email)))
}
