//! The mailed link that sets a new password: half an hour, once, the newest one only.

use identity::{
    mail::Occasion,
    secret::Secret,
    time::{Span, Timestamp},
};

use super::{Fault, Knock, letters, links};
use crate::{
    crypto::token::Token,
    store::{
        Txn,
        mail_links::{self, NewLink, Purpose},
        organisations::Organisation,
        users::{self, User},
    },
};

pub const LIVES: Span = Span::minutes(30);

/// Makes a link and mails it; what was sent before is dead. For nobody, the same work and no mail. The caller holds the
/// user's lock.
pub async fn send(
    txn: &mut Txn,
    knock: &Knock,
    (organisation, reader): (&Organisation, Option<&User>),
    recipient: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    let (link, until) = make(txn, knock, (organisation, reader), recipient, now).await?;
    let occasion = Occasion::PasswordLink { link, until };
    match reader {
        Some(user) => {
            let to = (&occasion, recipient);
            letters::tell_one(txn, knock, (organisation, user), to, now).await
        }
        None => letters::tell_nobody(txn, knock, organisation, &occasion, now).await,
    }
}

/// The same after a denial: the old password is dead at once.
pub async fn demand(
    txn: &mut Txn,
    knock: &Knock,
    (organisation, user): (&Organisation, &User),
    recipient: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    users::disable_password(txn, user.id, now).await?;
    let (link, until) = make(txn, knock, (organisation, Some(user)), recipient, now).await?;
    let occasion = Occasion::PasswordDemanded { link, until };
    letters::tell_one(
        txn,
        knock,
        (organisation, user),
        (&occasion, recipient),
        now,
    )
    .await
}

async fn make(
    txn: &mut Txn,
    knock: &Knock,
    (organisation, reader): (&Organisation, Option<&User>),
    recipient: &str,
    now: Timestamp,
) -> Result<(Secret, Timestamp), Fault> {
    let (token, until) = (Token::random(&knock.desk.world), now + LIVES);
    let user = reader.map(|user| user.id);
    mail_links::revoke(txn, user, Purpose::ResetPassword).await?;
    let new = NewLink {
        organisation: organisation.id,
        user,
        digest: &token.digest(),
        purpose: Purpose::ResetPassword,
        recipient,
        denies: None,
        expires_at: until,
    };
    mail_links::insert(txn, new, now).await?;
    let link = links::to(
        &knock.desk,
        app::paths::RESET_PASSWORD,
        &token.into_secret(),
    );
    Ok((link, until))
}
