//! `/account/addresses`: where mail reaches a person, and by which address they sign in. All of it asks for a fresh proof.

use identity::{
    email::{MOST_ADDRESSES, lookup_key},
    ids::AddressId,
    place::Place,
    refusal::{Field, Refusal},
    step_up::StepUp,
    time::Timestamp,
    turn::Turn,
    view::{
        profile::{AddressView, AddressesView, Room},
        prove::Due,
    },
};

use super::{
    Fault, Knock,
    guard::{self, Hold, SignedIn},
    step_up,
};
use crate::store::{
    Txn,
    addresses::{self, Other},
    mail_links::Link,
    organisations::Organisation,
    users::{self, User},
};

pub mod add;
pub mod confirm;
pub mod first;
pub mod remove;

pub async fn page(knock: &Knock) -> Result<Due<AddressesView>, Fault> {
    let mut txn = knock.desk.db.read().await?;
    let at = guard::signed_in(&mut txn, knock, Hold::Read).await?;
    let due = step_up::due(&mut txn, &at, StepUp::ChangeAddresses, knock.now()).await?;
    let others = listed(&mut txn, &at.user).await?;
    drop(txn);
    at.touch(knock).await?;
    Ok(match due {
        Some(due) => Due::Proof(due),
        None => Due::Ready(AddressesView {
            me: at.me(),
            room: room(&others, |other| other.verified_at),
            others,
        }),
    })
}

pub async fn listed(txn: &mut Txn, user: &User) -> Result<Vec<AddressView>, Fault> {
    let others = addresses::others(txn, user.id).await?;
    let view = |other: Other| AddressView {
        id: other.id,
        email: other.email,
        verified_at: other.verified_at,
    };
    Ok(others.into_iter().map(view).collect())
}

/// The first one counts, too; one that waits to be confirmed gives way.
fn room<T>(others: &[T], verified_at: impl Fn(&T) -> Option<Timestamp>) -> Room {
    let verified = others.iter().filter(|other| verified_at(other).is_some());
    if verified.count() + 1 < MOST_ADDRESSES {
        Room::Yes
    } else {
        Room::No
    }
}

/// An address of one's own; somebody else's, and one that is not there, are one page.
async fn own(txn: &mut Txn, at: &SignedIn, id: AddressId) -> Result<Other, Fault> {
    let others = addresses::others(txn, at.user.id).await?;
    let found = others.into_iter().find(|other| other.id == id);
    found.ok_or_else(|| Turn::refused(Place::Addresses, Refusal::NotFound).into())
}

fn refused(why: Refusal, typed: &str) -> Turn {
    Turn::refused(Place::Addresses, why.at(Field::Email)).keeping(&[("email", typed)])
}

/// The way back: the address that came goes, and the one that got the mail takes its place again.
pub async fn take_back(
    txn: &mut Txn,
    (organisation, user): (&Organisation, &User),
    link: &Link,
) -> Result<(), Fault> {
    let Some(came) = link.address.as_deref().map(lookup_key) else {
        return Ok(());
    };
    let own = lookup_key(&link.recipient);
    let mut gone = vec![came.clone()];
    if lookup_key(&user.email) == came && came != own {
        let back = (link.recipient.as_str(), own.as_str());
        if !users::set_email(txn, (organisation.id, user.id), back).await? {
            // Somebody else here signs in with it by now: the admins, who are told, have to sort that out.
            return Ok(());
        }
        gone.push(own);
    }
    for other in addresses::others(txn, user.id).await? {
        if gone.contains(&other.key) {
            addresses::delete(txn, other.id).await?;
        }
    }
    Ok(())
}

/// An address that was removed comes back, if there is room and nobody else has it by now.
pub async fn restore(
    txn: &mut Txn,
    (organisation, user): (&Organisation, &User),
    address: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    let key = lookup_key(address);
    let others = addresses::others(txn, user.id).await?;
    let taken = addresses::owner(txn, organisation.id, &key).await?;
    if taken.is_some() || room(&others, |other| other.verified_at) == Room::No {
        return Ok(());
    }
    let back = addresses::New {
        organisation: organisation.id,
        user: user.id,
        email: address,
        key: &key,
        verified_at: Some(now),
    };
    addresses::insert(txn, back, now).await?;
    Ok(())
}
