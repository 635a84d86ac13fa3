//! Checking a password: one hash, whoever it is for.

use identity::secret::Secret;

use super::{Desk, Fault};
use crate::store::users::User;

/// What the hash said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checked {
    Right,
    Wrong,
}

/// What a password hash is sealed under, so that one user's row opens nothing in another's (ASVS 11.3.3).
pub fn password_aad(user: &User) -> String {
    format!("users|{}|{}|password|v1", user.organisation_id, user.id)
}

/// Runs one hash: the user's own if there is one that may be checked, else the dummy. Outside any transaction.
pub async fn check(
    desk: &Desk,
    password: Secret,
    user: Option<&User>,
    phc: Option<&str>,
) -> Result<Checked, Fault> {
    let right = match user.zip(phc) {
        Some((user, sealed)) => {
            let phc = desk
                .keys
                .seal_password()
                .open(sealed, &password_aad(user))?;
            desk.hasher.verify(password, phc).await?
        }
        None => desk.hasher.verify_dummy(password).await.map(|()| false)?,
    };
    Ok(if right {
        Checked::Right
    } else {
        Checked::Wrong
    })
}
