//! How long a credential is worth anything.

use crate::{role::Role, time::Timestamp};

/// Where a credential is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    Until(Timestamp),
    Expired,
    Revoked,
    /// Its creator is no admin any more, so it may do nothing.
    Worthless,
}

/// `lent` is what its creator lends it now ([`super::lends`]).
pub fn life(
    expires_at: Timestamp,
    revoked_at: Option<Timestamp>,
    lent: Option<Role>,
    now: Timestamp,
) -> Life {
    if revoked_at.is_some() {
        Life::Revoked
    } else if expires_at <= now {
        Life::Expired
    } else if lent.is_none() {
        Life::Worthless
    } else {
        Life::Until(expires_at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ended_it_first_is_what_is_told() {
        let (now, admin) = (Timestamp(1000), Some(Role::OrgAdmin));
        for (expires, revoked, lent, expected) in [
            (1001, None, admin, Life::Until(Timestamp(1001))),
            (1001, None, None, Life::Worthless),
            (1000, None, admin, Life::Expired),
            (1000, None, None, Life::Expired),
            (1001, Some(Timestamp(999)), admin, Life::Revoked),
            (1000, Some(Timestamp(999)), None, Life::Revoked),
        ] {
            assert_eq!(life(Timestamp(expires), revoked, lent, now), expected);
        }
    }
}
