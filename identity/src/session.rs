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
            Some(_) => Self { idle: idle.min(Span::minutes(15)), absolute: absolute.min(Span::hours(8)) },
        }
    }
}

/// Whether a session is over: idle for too long, or older than it may get.
pub fn is_over(last_seen_at: Timestamp, idle: Span, expires_at: Timestamp, now: Timestamp) -> bool {
    now >= expires_at || now - last_seen_at >= idle
}
