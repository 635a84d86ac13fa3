//! Mails about an account, put into the outbox in the transaction of what they tell of.

use identity::{
    language::Language,
    mail::{Circumstances, Occasion},
    time::Timestamp,
};

use super::{Fault, Knock};
use crate::{
    mail::outbox::{self, Letter, Sealing},
    store::{Txn, organisations::Organisation, users::User},
};

/// Writes to one user.
pub async fn tell(
    txn: &mut Txn,
    knock: &Knock,
    (organisation, reader): (&Organisation, &User),
    occasion: &Occasion,
    now: Timestamp,
) -> Result<(), Fault> {
    tell_one(
        txn,
        knock,
        (organisation, reader),
        (occasion, &reader.email),
        now,
    )
    .await
}

/// Writes to one address of a user.
pub async fn tell_one(
    txn: &mut Txn,
    knock: &Knock,
    (organisation, reader): (&Organisation, &User),
    (occasion, to): (&Occasion, &str),
    now: Timestamp,
) -> Result<(), Fault> {
    let reader = (reader.name.as_str(), reader.language);
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
    let reader = ("", knock.visitor.language);
    let letter = written(knock, organisation, reader, occasion, now);
    outbox::enqueue_nothing(txn, &knock.desk, letter, now).await?;
    Ok(())
}

fn written(
    knock: &Knock,
    organisation: &Organisation,
    (name, language): (&str, Language),
    occasion: &Occasion,
    now: Timestamp,
) -> Letter {
    let circumstances = Circumstances {
        language,
        name: name.to_owned(),
        organisation: organisation.name.clone(),
        contact: organisation.contact.clone(),
        public_url: knock.desk.config.public_url.to_string(),
        at: now,
        ip: knock.ip(),
        agent: knock.visitor.agent.clone(),
    };
    let text = app::mail::compose(occasion, &circumstances);
    Letter {
        organisation: Some(organisation.id),
        to: String::new(),
        subject: text.subject,
        text: text.text,
        html: text.html,
        sealing: if occasion.is_secret() {
            Sealing::Sealed
        } else {
            Sealing::Plain
        },
    }
}
