//! Checking a password: one hash, whoever it is for.

use identity::secret::Secret;

use super::{Desk, Fault};
use crate::{crypto::limiter::Slot, store::users::User};

/// What the hash said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checked {
    Right,
    /// Right, and hashed with another work factor than is asked for now.
    Outdated,
    Wrong,
}

impl Checked {
    pub const fn is_right(self) -> bool {
        matches!(self, Self::Right | Self::Outdated)
    }
}

/// What a password hash is sealed under, so that one user's row opens nothing in another's (ASVS 11.3.3).
pub fn password_aad(user: &User) -> String {
    format!("users|{}|{}|password|v1", user.organisation_id, user.id)
}

/// Runs one hash: the user's own if there is one that may be checked, else the dummy. Outside any transaction.
pub async fn check(
    desk: &Desk,
    slot: &Slot,
    password: Secret,
    user: Option<&User>,
    phc: Option<&str>,
) -> Result<Checked, Fault> {
    let checked = compare(desk, slot, password, user.zip(phc)).await?;
    match checked {
        Checked::Right | Checked::Outdated => desk.pulse.right(),
        Checked::Wrong => desk.pulse.wrong(),
    }
    Ok(checked)
}

async fn compare(
    desk: &Desk,
    slot: &Slot,
    password: Secret,
    known: Option<(&User, &str)>,
) -> Result<Checked, Fault> {
    let Some((user, sealed)) = known else {
        slot.verify_dummy(password).await?;
        return Ok(Checked::Wrong);
    };
    let phc = desk
        .keys
        .seal_password()
        .open(sealed, &password_aad(user))?;
    let is_outdated = slot.is_outdated(&phc)?;
    Ok(match slot.verify(password, phc).await? {
        false => Checked::Wrong,
        true if is_outdated => Checked::Outdated,
        true => Checked::Right,
    })
}
