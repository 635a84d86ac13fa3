//! The mailed link that sets a new password: half an hour, once, the newest one only.

use identity::{
    mail::Occasion,
    time::{Span, Timestamp},
};

use super::{Fault, Knock, letters, links};
use crate::{
    crypto::token::Token,
    store::{
        Txn,
        mail_links::{self, NewLink, Purpose},
        organisations::Organisation,
        users::User,
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
    let (token, until) = (Token::random(&knock.desk.world), now + LIVES);
    let user = reader.map(|user| user.id);
    mail_links::revoke(txn, user, Purpose::ResetPassword).await?;
    let new = NewLink {
        organisation: organisation.id,
        user,
        digest: &token.digest(),
        purpose: Purpose::ResetPassword,
        recipient,
        expires_at: until,
    };
    mail_links::insert(txn, new, now).await?;
    let link = links::to(
        &knock.desk,
        app::paths::RESET_PASSWORD,
        &token.into_secret(),
    );
    let occasion = Occasion::PasswordLink { link, until };
    match reader {
        Some(user) => {
            letters::tell_one(
                txn,
                knock,
                (organisation, user),
                (&occasion, recipient),
                now,
            )
            .await
        }
        None => letters::tell_nobody(txn, knock, organisation, &occasion, now).await,
    }
}
