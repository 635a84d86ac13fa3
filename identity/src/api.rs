//! The REST API: what a credential may do, for how long, and what programs call the kinds of factors.

use crate::{
    coded::coded,
    role::{Act, Role, may},
    time::Span,
    user::UserStatus,
};

pub mod ceremony;
pub mod device;
pub mod life;
pub mod pace;
pub mod scope;

pub use life::{Life, life};
pub use scope::{Call, Scope};

coded! {
    /// The switch of an organisation: "API may remove factors". A bearer cannot step up (ASVS 10.3.4), so it can be turned off.
    Removal {
        Off = "off",
        On = "on",
    }
}

/// How long an access token lives.
pub const TOKEN_LIVES: Span = Span::hours(10);
/// How long after the first token of a row a refresh still gives another (RFC 9700, section 4.14.2, asks for an end).
pub const REFRESH_LIVES: Span = Span::days(45);
/// Calls of one organisation in an hour, by all of its credentials together. The hour begins with its first call.
pub const CALLS_PER_HOUR: u32 = 5_000;
pub const CALLS_WINDOW: Span = Span::hours(1);
/// The most live tokens of one credential; the oldest goes.
pub const MOST_TOKENS: u32 = 100;
/// How many days a credential lives when nobody says otherwise, and at most.
pub const CREDENTIAL_DAYS: u16 = 90;
pub const MOST_CREDENTIAL_DAYS: u16 = 365;

/// What the creator of a credential may do now, for the credential to be worth anything: the rights of a credential are never more
/// than its creator has at the moment of the call (ASVS 8.3.3, case K-05).
pub fn lends(status: UserStatus, role: Option<Role>) -> Option<Role> {
    role.filter(|role| status == UserStatus::Active && may(*role, Act::ManageCredentials, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_active_admin_lends_rights() {
        for status in UserStatus::ALL {
            for role in [None]
                .into_iter()
                .chain(Role::ALL.iter().copied().map(Some))
            {
                let worth = *status == UserStatus::Active && role >= Some(Role::OrgAdmin);
                assert_eq!(
                    lends(*status, role),
                    role.filter(|_| worth),
                    "{status} {role:?}"
                );
            }
        }
    }
}
