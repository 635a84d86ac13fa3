//! A password that somebody chooses: the rules, with what stands around the account; its hash; its seal.

use identity::{
    password::{Context, NewPassword, least_length},
    policy::Rules,
    refusal::Refusal,
    secret::Secret,
};

use super::{Fault, Knock, check::Account, password_check::password_aad};
use crate::{
    crypto::{limiter::Lane, password_hash::Phc},
    store::{
        Txn,
        mail_links::{self, Purpose},
        users,
        users::User,
    },
};

/// Checks a new password against the rules for an account that exists.
pub fn parse(
    knock: &Knock,
    account: Account<'_>,
    rules: &Rules,
    typed: &Secret,
) -> Result<NewPassword, Refusal> {
    let context = Context {
        least: least_length(rules.requirement),
        organisation: &account.organisation.name,
        slug: &account.organisation.slug,
        person: &account.user.name,
        email: &account.user.email,
        host: knock.desk.config.public_url.host(),
    };
    NewPassword::parse(typed, &context)
}

/// One hash, while no transaction is open. Whoever may choose a password has shown a session, a proof or a link.
pub async fn hash(knock: &Knock, password: &NewPassword) -> Result<Phc, Fault> {
    let slot = knock.desk.hasher.slot(Lane::Proved).await?;
    Ok(slot.hash(password.as_secret().clone()).await?)
}

/// Sets it, sealed under the user's id. Links to set another one are dead from then on (case S-12).
pub async fn set(txn: &mut Txn, knock: &Knock, user: &User, phc: &Phc) -> Result<(), Fault> {
    users::set_password(txn, user.id, &seal(knock, user, phc)?, knock.now()).await?;
    mail_links::revoke(txn, Some(user.id), Purpose::ResetPassword).await?;
    Ok(())
}

/// The same password with the work factor of today, under the lock of the user whose hash was just checked. Nothing that
/// the user or an admin would call a change.
pub async fn set_anew(txn: &mut Txn, knock: &Knock, user: &User, phc: &Phc) -> Result<(), Fault> {
    users::set_hash(txn, user.id, &seal(knock, user, phc)?).await?;
    Ok(())
}

fn seal(knock: &Knock, user: &User, phc: &Phc) -> Result<String, Fault> {
    let phc = phc.to_secret();
    Ok(knock.desk.keys.seal_password().seal(
        phc.reveal().as_bytes(),
        &password_aad(user),
        &knock.desk.world,
    )?)
}
