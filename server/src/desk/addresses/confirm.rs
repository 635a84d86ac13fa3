//! `/confirm-address`: whoever has the mailbox says that the address is theirs. The link is the proof; nobody need be signed in.

use identity::{
    audit::Event, email::lookup_key, mail::Occasion, notice::Notice, place::Place,
    refusal::Refusal, secret::Secret, time::Timestamp, turn::Turn,
    view::profile::ConfirmAddressView,
};

use crate::{
    desk::{
        Fault, Knock,
        guard::{self, Hold},
        letters,
        opened::{self, Opened},
        record::{Happened, record},
    },
    store::{
        Txn,
        addresses::{self, Other},
        mail_links::{self, Purpose},
    },
};

const PURPOSE: Purpose = Purpose::ConfirmAddress;

/// A live link, and the claim that it proves.
struct Open {
    opened: Opened,
    claim: Other,
}

async fn find(
    txn: &mut Txn,
    link: Option<&Secret>,
    hold: Hold,
    now: Timestamp,
) -> Result<Option<Open>, Fault> {
    let Some(opened) = opened::find(txn, link, PURPOSE, hold, now).await? else {
        return Ok(None);
    };
    let key = lookup_key(&opened.link.recipient);
    let claims = addresses::others(txn, opened.user.id).await?;
    let claim = claims
        .into_iter()
        .find(|other| other.verified_at.is_none() && other.key == key);
    // Somebody else may have come first.
    let free = addresses::owner(txn, opened.organisation.id, &key)
        .await?
        .is_none();
    Ok(claim.filter(|_| free).map(|claim| Open { opened, claim }))
}

/// Looking spends nothing.
pub async fn page(knock: &Knock, link: Option<Secret>) -> Result<ConfirmAddressView, Fault> {
    let mut txn = knock.desk.db.read().await?;
    let open = find(&mut txn, link.as_ref(), Hold::Read, knock.now()).await?;
    Ok(
        open.map_or(ConfirmAddressView::Gone, |open| ConfirmAddressView::Open {
            organisation: guard::organisation_view(&open.opened.organisation),
            name: open.opened.user.name,
            address: open.claim.email,
            until: open.opened.link.expires_at,
        }),
    )
}

pub async fn submit(knock: &Knock, link: Secret) -> Result<Turn, Fault> {
    let gone = || Ok(Turn::refused(Place::ConfirmAddress, Refusal::LinkGone).holding(&link));
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let Some(open) = find(&mut txn, Some(&link), Hold::Lock, now).await? else {
        return gone();
    };
    let (organisation, user) = (&open.opened.organisation, &open.opened.user);
    if !mail_links::spend(&mut txn, &open.opened.digest, (user.id, PURPOSE), now).await?
        || !addresses::verify(&mut txn, open.claim.id, now).await?
    {
        return gone();
    }
    let address = open.claim.email.clone();
    let occasion = Occasion::AddressAdded {
        address: address.clone(),
    };
    letters::tell(&mut txn, knock, (organisation, user), &occasion, now).await?;
    let added = Happened::by(Event::UserEdited, user)
        .with("what", "address_added")
        .with("address", address.as_str());
    record(&mut txn, knock, organisation.id, [added], now).await?;
    txn.commit().await?;
    let next = if knock.visitor.session.is_some() {
        Place::Profile
    } else {
        Place::SignIn(organisation.slug.clone())
    };
    Ok(Turn::to(next).saying(Notice::AddressConfirmed(address)))
}
