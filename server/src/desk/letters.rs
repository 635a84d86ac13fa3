//! Mails about an account, put into the outbox in the transaction of what they tell of.

use identity::{
    language::Language,
    mail::{Circumstances, Occasion, Reach},
    not_me::{self, Deed},
    secret::Secret,
    time::Timestamp,
};

use super::{Fault, Knock, links};
use crate::{
    crypto::token::Token,
    mail::outbox::{self, Letter, Sealing},
    store::{
        Txn, addresses,
        mail_links::{self, NewLink, Purpose},
        organisations::Organisation,
        users::User,
    },
};

/// Writes to one user: of what happened to the account, to every address that was verified.
pub async fn tell(
    txn: &mut Txn,
    knock: &Knock,
    (organisation, reader): (&Organisation, &User),
    occasion: &Occasion,
    now: Timestamp,
) -> Result<(), Fault> {
    let everywhere = match occasion.reach() {
        Reach::Everywhere => addresses::verified(txn, Some(reader.id)).await?,
        Reach::OneAddress => Vec::new(),
    };
    if everywhere.is_empty() {
        let to = (occasion, reader.email.as_str());
        return tell_one(txn, knock, (organisation, reader), to, now).await;
    }
    for address in everywhere {
        let to = (occasion, address.email.as_str());
        tell_one(txn, knock, (organisation, reader), to, now).await?;
    }
    Ok(())
}

/// Writes to one address of a user; with a link of its own to deny what it tells of.
pub async fn tell_one(
    txn: &mut Txn,
    knock: &Knock,
    (organisation, reader): (&Organisation, &User),
    (occasion, to): (&Occasion, &str),
    now: Timestamp,
) -> Result<(), Fault> {
    let not_me = deny_link(txn, knock, (organisation, reader), (occasion, to), now).await?;
    let reader = (reader.name.as_str(), reader.language, not_me);
    let mut letter = written(knock, organisation, reader, occasion, now);
    to.clone_into(&mut letter.to);
    outbox::enqueue(txn, &knock.desk, letter, now).await?;
    Ok(())
}

/// The same work, and no letter: what is done where nobody is to be told, so that it takes as long (ASVS 6.3.8).
pub async fn tell_nobody(
    txn: &mut Txn,
    knock: &Knock,
    organisation: &Organisation,
    occasion: &Occasion,
    now: Timestamp,
) -> Result<(), Fault> {
    let reader = ("", knock.visitor.language, None);
    let letter = written(knock, organisation, reader, occasion, now);
    outbox::enqueue_nothing(txn, &knock.desk, letter, now).await?;
    Ok(())
}

async fn deny_link(
    txn: &mut Txn,
    knock: &Knock,
    (organisation, reader): (&Organisation, &User),
    (occasion, to): (&Occasion, &str),
    now: Timestamp,
) -> Result<Option<Secret>, Fault> {
    // An address that has just come does not deny its own coming.
    let comes = |deed| matches!(deed, Deed::AddressAdded | Deed::FirstAddressChanged);
    let denies = occasion
        .deniable()
        .filter(|denies| !(comes(denies.deed) && denies.address == Some(to)));
    let Some(denies) = denies else {
        return Ok(None);
    };
    let token = Token::random(&knock.desk.world);
    let new = NewLink {
        organisation: organisation.id,
        user: Some(reader.id),
        digest: &token.digest(),
        purpose: Purpose::NotMe,
        recipient: to,
        denies: Some(denies),
        expires_at: now + not_me::LIVES,
    };
    mail_links::insert(txn, new, now).await?;
    let link = links::to(&knock.desk, app::paths::NOT_ME, &token.into_secret());
    Ok(Some(link))
}

fn written(
    knock: &Knock,
    organisation: &Organisation,
    (name, language, not_me): (&str, Language, Option<Secret>),
    occasion: &Occasion,
    now: Timestamp,
) -> Letter {
    let sealing = if occasion.is_secret() || not_me.is_some() {
        Sealing::Sealed
    } else {
        Sealing::Plain
    };
    let circumstances = Circumstances {
        language,
        name: name.to_owned(),
        organisation: organisation.name.clone(),
        contact: organisation.contact.clone(),
        public_url: knock.desk.config.public_url.to_string(),
        at: now,
        ip: knock.ip(),
        agent: knock.visitor.agent.clone(),
        not_me,
    };
    let text = app::mail::compose(occasion, &circumstances);
    Letter {
        organisation: Some(organisation.id),
        to: String::new(),
        subject: text.subject,
        text: text.text,
        html: text.html,
        sealing,
    }
}
