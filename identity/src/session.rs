//! Sessions: always whole, with an idle and an absolute end.

use serde::{Deserialize, Serialize};

use crate::{
    policy::Rules,
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

/// Whether a session is over: idle for too long, or older than it may get.
pub fn is_over(last_seen_at: Timestamp, idle: Span, expires_at: Timestamp, now: Timestamp) -> bool {
    now >= expires_at || now - last_seen_at >= idle
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

    #[test]
    fn either_end_ends_a_session_at_its_instant() {
        let (seen, idle, end) = (Timestamp(1000), Span(500), Timestamp(1800));
        assert!(!is_over(seen, idle, end, Timestamp(1499)));
        assert!(is_over(seen, idle, end, Timestamp(1500)));
        assert!(!is_over(Timestamp(1700), idle, end, Timestamp(1799)));
        assert!(is_over(Timestamp(1700), idle, end, Timestamp(1800)));
        // A clock that was set back ends nothing early.
        assert!(!is_over(seen, idle, end, Timestamp(0)));
    }
}
