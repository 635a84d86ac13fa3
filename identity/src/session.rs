//! Sessions: always whole, with an idle and an absolute end.

use serde::{Deserialize, Serialize};

use crate::{
    coded::coded,
    policy::Rules,
    proof::ProofKind,
    role::Role,
    time::{Span, Timestamp},
};

/// The most sessions of one user; the oldest goes (ASVS 7.1.2).
pub const MOST_SESSIONS: i64 = 10;
/// The most unfinished sign-ins of one user.
pub const MOST_SIGN_INS: i64 = 3;

/// How long a session may live.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lifetime {
    pub idle: Span,
    pub absolute: Span,
}

impl Lifetime {
    /// Admins get at most 15 minutes idle and 8 hours in all (NIST SP 800-63B-4, section 2.3.3).
    pub fn of(rules: &Rules, role: Option<Role>) -> Self {
        let (idle, absolute) = (rules.idle(), rules.absolute());
        match role {
            None => Self { idle, absolute },
            Some(_) => Self {
                idle: idle.min(Span::minutes(15)),
                absolute: absolute.min(Span::hours(8)),
            },
        }
    }
}

/// What a session owes before it leads anywhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owing {
    Nothing,
    /// New backup codes, alone or with a new factor.
    NewCodes,
}

impl Owing {
    /// Whoever proves with the last backup code has none for the next time (NIST SP 800-63B-4, section 4.2.1.1; case B-09).
    pub const fn after(proof: ProofKind, codes_left: u32) -> Self {
        match (proof, codes_left) {
            (ProofKind::BackupCode, 0) => Self::NewCodes,
            _ => Self::Nothing,
        }
    }
}

coded! {
    /// Why a session is no more: what the audit says, and what its browser is told when it comes back.
    EndCause {
        /// Nobody did anything for too long.
        Idle = "idle",
        /// As old as a session may get.
        TooOld = "too_old",
        /// The eleventh began, and this was the oldest (ASVS 7.1.2).
        TooMany = "too_many",
        /// Ended by its user, from another session.
        OwnHand = "own_hand",
        PasswordChange = "password_change",
        /// A new password by a mailed link.
        PasswordReset = "password_reset",
        /// A hundred wrong passwords, typed within it.
        PasswordDisabled = "password_disabled",
        FactorChange = "factor_change",
        /// A factor was reported lost.
        FactorLost = "factor_lost",
        /// The last factor was removed by its owner.
        OwnRemoval = "own_removal",
        Reset = "reset",
        Role = "role",
        Disabled = "disabled",
        /// By an admin, for that alone.
        Revoked = "revoked",
        /// By a program, for that alone.
        Api = "api",
        /// The organisation was suspended or deleted.
        Organisation = "organisation",
        /// Somebody said of a mail: this was not me.
        NotMe = "not_me",
        /// Whatever else; also what nobody remembers any more.
        Other = "other",
    }
}

/// How one session stands: with the limits that it was given when it began, and those that hold now, whichever are
/// shorter, so that a policy that is tightened holds from the next request on (ASVS 8.3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    pub began_at: Timestamp,
    pub seen_at: Timestamp,
    pub idle: Span,
    pub expires_at: Timestamp,
}

/// When a session will end by itself: what its pages warn of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ends {
    /// How long somebody may do nothing.
    pub idle: Span,
    pub idle_at: Timestamp,
    pub expires_at: Timestamp,
}

impl Course {
    #[must_use]
    pub fn under(self, now_holds: Lifetime) -> Self {
        Self {
            idle: self.idle.min(now_holds.idle),
            expires_at: self.expires_at.min(self.began_at + now_holds.absolute),
            ..self
        }
    }

    /// Why it is over, if it is: either end ends it at its instant.
    pub fn over(&self, now: Timestamp) -> Option<EndCause> {
        if now >= self.expires_at {
            Some(EndCause::TooOld)
        } else if now - self.seen_at >= self.idle {
            Some(EndCause::Idle)
        } else {
            None
        }
    }

    pub fn ends(&self) -> Ends {
        Ends {
            idle: self.idle,
            idle_at: self.seen_at + self.idle,
            expires_at: self.expires_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn admins_have_shorter_sessions_and_never_longer_ones() {
        let rules = |idle_minutes, absolute_minutes| Rules {
            idle_minutes,
            absolute_minutes,
            ..Rules::default()
        };
        let lifetime = |idle, absolute| Lifetime {
            idle: Span::minutes(idle),
            absolute: Span::minutes(absolute),
        };
        assert_eq!(Lifetime::of(&rules(30, 720), None), lifetime(30, 720));
        assert_eq!(Lifetime::of(&rules(60, 1440), None), lifetime(60, 1440));
        for role in Role::ALL {
            assert_eq!(
                Lifetime::of(&rules(60, 1440), Some(*role)),
                lifetime(15, 480)
            );
            assert_eq!(Lifetime::of(&rules(5, 30), Some(*role)), lifetime(5, 30));
        }
    }

    fn course(seen_at: i64) -> Course {
        Course {
            began_at: Timestamp(1000),
            seen_at: Timestamp(seen_at),
            idle: Span(500),
            expires_at: Timestamp(1800),
        }
    }

    #[test]
    fn only_the_last_code_owes_new_ones() {
        assert_eq!(Owing::after(ProofKind::BackupCode, 0), Owing::NewCodes);
        assert_eq!(Owing::after(ProofKind::BackupCode, 1), Owing::Nothing);
        for proof in ProofKind::ALL {
            let owes = Owing::after(*proof, 0) == Owing::NewCodes;
            assert_eq!(owes, *proof == ProofKind::BackupCode, "{proof}");
        }
    }

    #[test]
    fn either_end_ends_a_session_at_its_instant() {
        assert_eq!(course(1000).over(Timestamp(1499)), None);
        assert_eq!(course(1000).over(Timestamp(1500)), Some(EndCause::Idle));
        assert_eq!(course(1700).over(Timestamp(1799)), None);
        assert_eq!(course(1700).over(Timestamp(1800)), Some(EndCause::TooOld));
        // A clock that was set back ends nothing early.
        assert_eq!(course(1000).over(Timestamp(0)), None);
    }

    #[test]
    fn what_holds_now_shortens_and_never_lengthens() {
        let lifetime = |idle, absolute| Lifetime {
            idle: Span(idle),
            absolute: Span(absolute),
        };
        assert_eq!(course(1000).under(lifetime(9000, 9000)), course(1000));
        let shorter = course(1200).under(lifetime(100, 400));
        assert_eq!(shorter.ends().idle_at, Timestamp(1300));
        assert_eq!(shorter.ends().expires_at, Timestamp(1400));
        assert_eq!(shorter.over(Timestamp(1299)), None);
        assert_eq!(shorter.over(Timestamp(1300)), Some(EndCause::Idle));
        assert_eq!(shorter.over(Timestamp(1400)), Some(EndCause::TooOld));
    }
}
