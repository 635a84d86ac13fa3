//! Throttling: how long to wait after how many failures (reference: NIST SP 800-63B-4, section 3.2.2).

use crate::time::{Span, Timestamp};

/// Failures that cost no waiting.
pub const FREE: u32 = 5;
/// Consecutive failures after which a password is disabled.
pub const PASSWORD_DEAD_AT: u32 = 100;
/// Consecutive failures after which a factor, or a set of backup codes, is disabled.
pub const FACTOR_DEAD_AT: u32 = 50;
/// Wrong codes that end a sign-in.
pub const TRIES_PER_SIGN_IN: u32 = 5;
/// Wrong confirmation codes that discard a pending factor on the next one.
pub const TRIES_PER_ENROLMENT: u32 = 5;

const FIRST_WAIT: Span = Span::seconds(30);
const LONGEST_WAIT: Span = Span::hours(1);

/// The wait that the nth consecutive failure starts: none up to five, then 30 seconds doubling to an hour.
pub fn wait_after(failures: u32) -> Span {
    match failures.checked_sub(FREE) {
        None => Span(0),
        Some(over) => Span(FIRST_WAIT.0.saturating_mul(1_i64 << over.min(16)).min(LONGEST_WAIT.0)),
    }
}

/// When the next try counts, after the nth consecutive failure at `now`.
pub fn allowed_at(failures: u32, now: Timestamp) -> Timestamp {
    now + wait_after(failures)
}
