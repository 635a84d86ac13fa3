//! What an admin does to one account besides a reset: each for itself, with its own reason, never bundled with another.

use crate::{
    coded::coded,
    enrolment::{Grant, GrantCause},
    role::Act,
    time::Timestamp,
    user::{MustEnrol, PasswordStanding, Standing, UserStatus},
};

coded! {
    /// The codes stand in addresses and in the text of a step-up.
    Operation {
        /// Signed out everywhere; nothing else changes.
        RevokeSessions = "revoke-sessions",
        /// A mailed link to set a new password with. The old one works until then.
        SendPasswordReset = "send-password-reset",
        /// A new one is asked for at the next sign-in, once the second step was proved.
        RequireNewPassword = "require-new-password",
        /// The time to enrol has passed: it begins anew.
        ReopenEnrolment = "reopen-enrolment",
    }
}

/// Whether an admin must say how the person was verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// It opens something: whoever asked may not be the user.
    MustBeVerified,
    /// It only takes away: on suspicion, nobody needs to be asked first.
    NotAsked,
}

impl Operation {
    pub const fn act(self) -> Act {
        match self {
            Self::RevokeSessions => Act::RevokeSessions,
            Self::SendPasswordReset | Self::RequireNewPassword => Act::SendPasswordReset,
            Self::ReopenEnrolment => Act::ResetFactors,
        }
    }

    pub const fn identity(self) -> Identity {
        match self {
            Self::RevokeSessions | Self::RequireNewPassword => Identity::NotAsked,
            Self::SendPasswordReset | Self::ReopenEnrolment => Identity::MustBeVerified,
        }
    }

    /// Whether there is anything to do on an account that stands so.
    pub fn makes_sense(self, standing: &Standing, grant: Option<Grant>, now: Timestamp) -> bool {
        let active = standing.status == UserStatus::Active;
        match self {
            Self::RevokeSessions | Self::SendPasswordReset => active,
            Self::RequireNewPassword => active && standing.password == PasswordStanding::Good,
            Self::ReopenEnrolment => {
                let passed = grant.is_some_and(|grant| !grant.is_open(now));
                let never = grant.is_some_and(|grant| grant.cause == GrantCause::NeverEnrolled);
                active && passed && (never || standing.must_enrol == MustEnrol::Yes)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_makes_sense_where_it_changes_something() {
        let standing = |status, password, must_enrol| Standing {
            status,
            role: None,
            must_enrol,
            password,
            grace_until: None,
        };
        let now = Timestamp(1000);
        let until = |until| {
            Some(Grant {
                cause: GrantCause::Reset,
                until: Timestamp(until),
            })
        };
        use PasswordStanding::{Good, MustChange};
        use UserStatus::{Active, Disabled, Invited};
        for (what, standing, grant, expected) in [
            (
                "an account in use",
                standing(Active, Good, MustEnrol::No),
                None,
                [true, true, true, false],
            ),
            (
                "an old password",
                standing(Active, MustChange, MustEnrol::No),
                None,
                [true, true, false, false],
            ),
            (
                "a window that is open",
                standing(Active, Good, MustEnrol::Yes),
                until(1001),
                [true, true, true, false],
            ),
            (
                "a window that passed",
                standing(Active, Good, MustEnrol::Yes),
                until(1000),
                [true, true, true, true],
            ),
            (
                "one that nobody needs",
                standing(Active, Good, MustEnrol::No),
                until(1000),
                [true, true, true, false],
            ),
            (
                "a first one that nobody made in time",
                standing(Active, Good, MustEnrol::No),
                Some(Grant {
                    cause: GrantCause::NeverEnrolled,
                    until: Timestamp(1000),
                }),
                [true, true, true, true],
            ),
            (
                "invited",
                standing(Invited, Good, MustEnrol::Yes),
                until(1000),
                [false; 4],
            ),
            (
                "disabled",
                standing(Disabled, Good, MustEnrol::Yes),
                until(1000),
                [false; 4],
            ),
        ] {
            for (operation, expected) in Operation::ALL.iter().zip(expected) {
                assert_eq!(
                    operation.makes_sense(&standing, grant, now),
                    expected,
                    "{operation}: {what}"
                );
            }
        }
    }

    #[test]
    fn what_opens_something_asks_who_it_is() {
        for operation in Operation::ALL {
            let opens = matches!(
                operation,
                Operation::SendPasswordReset | Operation::ReopenEnrolment
            );
            assert_eq!(
                operation.identity() == Identity::MustBeVerified,
                opens,
                "{operation}"
            );
        }
    }
}
