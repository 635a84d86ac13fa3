//! Mails about an account, put into the outbox in the transaction of what they tell of.

use identity::{
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
    let circumstances = Circumstances {
        language: reader.language,
        name: reader.name.clone(),
        organisation: organisation.name.clone(),
        contact: organisation.contact.clone(),
        public_url: knock.desk.config.public_url.to_string(),
        at: now,
        ip: knock.ip(),
        agent: knock.visitor.agent.clone(),
    };
    let text = app::mail::compose(occasion, &circumstances);
    let letter = Letter {
        organisation: Some(organisation.id),
        to: reader.email.clone(),
        subject: text.subject,
        text: text.text,
        html: text.html,
        sealing: if occasion.is_secret() {
            Sealing::Sealed
        } else {
            Sealing::Plain
        },
    };
    outbox::enqueue(txn, &knock.desk, letter, now).await?;
    Ok(())
}
