//! A password that somebody chooses: the rules, with what stands around the account; its hash; its seal.

use identity::{
    password::{Context, NewPassword, least_length},
    policy::Rules,
    refusal::Refusal,
    secret::Secret,
};

use super::{Fault, Knock, check::Account, password_check::password_aad};
use crate::{
    crypto::password_hash::Phc,
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

/// One hash, while no transaction is open.
pub async fn hash(knock: &Knock, password: &NewPassword) -> Result<Phc, Fault> {
    Ok(knock.desk.hasher.hash(password.as_secret().clone()).await?)
}

/// Sets it, sealed under the user's id. Links to set another one are dead from then on (case S-12).
pub async fn set(txn: &mut Txn, knock: &Knock, user: &User, phc: &Phc) -> Result<(), Fault> {
    let phc = phc.to_secret();
    let sealed = knock.desk.keys.seal_password().seal(
        phc.reveal().as_bytes(),
        &password_aad(user),
        &knock.desk.world,
    )?;
    users::set_password(txn, user.id, &sealed, knock.now()).await?;
    mail_links::revoke(txn, Some(user.id), Purpose::ResetPassword).await?;
    Ok(())
}
