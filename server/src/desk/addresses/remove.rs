//! An address goes: all that are left hear of it, and the one that went.

use identity::{
    audit::Event, ids::AddressId, mail::Occasion, notice::Notice, place::Place, step_up::StepUp,
    turn::Turn,
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
    },
};

pub async fn submit(knock: &Knock, id: AddressId) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::signed_in(&mut txn, knock, Hold::Lock).await?;
    let address = own(&mut txn, &at, id).await?;
    step_up::take(&mut txn, &at, StepUp::ChangeAddresses, now).await?;
    addresses::delete(&mut txn, id).await?;
    let (whose, email) = ((&at.organisation, &at.user), address.email);
    if address.verified_at.is_some() {
        let occasion = Occasion::AddressRemoved {
            address: email.clone(),
        };
        letters::tell(&mut txn, knock, whose, &occasion, now).await?;
        letters::tell_one(&mut txn, knock, whose, (&occasion, &email), now).await?;
        // A link that was on its way there opens nothing any more.
        mail_links::revoke(&mut txn, Some(at.user.id), Purpose::ResetPassword).await?;
    } else {
        mail_links::revoke(&mut txn, Some(at.user.id), Purpose::ConfirmAddress).await?;
    }
    let removed = Happened::by(Event::UserEdited, &at.user)
        .with("what", "address_removed")
        .with("address", email.as_str());
    record(&mut txn, knock, at.organisation.id, [removed], now).await?;
    txn.commit().await?;
    Ok(Turn::to(Place::Addresses).saying(Notice::AddressRemoved(email)))
}
