//! Throttling: how long to wait after how many failures (NIST SP 800-63B-4, section 3.2.2).

use crate::time::{Span, Timestamp};

pub mod flood;

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

/// Wrong codes in a row after the right password, at which the owner is told (ASVS 6.3.5).
pub const TOLD_AT: u32 = 3;
/// Links for a forgotten password that one account is mailed in an hour.
pub const LINKS_PER_HOUR: i64 = 5;
/// New passwords refused as the old one that end a link: it must not tell a guesser what the old one was.
pub const TRIES_PER_LINK: i64 = 5;

/// Wrong passwords from known devices of one user, within [`DEVICE_WINDOW`].
pub const TRIES_PER_DEVICE: u32 = 10;
pub const DEVICE_WINDOW: Span = Span::minutes(10);

const FIRST_WAIT: Span = Span::seconds(30);
const LONGEST_WAIT: Span = Span::hours(1);

/// The wait that the nth consecutive failure starts: none up to five, then 30 seconds doubling to an hour.
pub fn wait_after(failures: u32) -> Span {
    match failures.checked_sub(FREE) {
        None => Span(0),
        Some(over) => Span(
            FIRST_WAIT
                .0
                .saturating_mul(1_i64 << over.min(16))
                .min(LONGEST_WAIT.0),
        ),
    }
}

/// When the next try counts, after the nth consecutive failure at `now`.
pub fn allowed_at(failures: u32, now: Timestamp) -> Timestamp {
    now + wait_after(failures)
}

/// What stays of the count of strangers' failures when the owner has signed in past it, in a known device: nothing, if
/// nobody has to wait. Else the wait stands, or each sign-in of the owner would buy a guesser new tries; and the count
/// falls to where the longest wait begins, so that whoever signs in now and then never loses the password to strangers.
pub fn kept_past(failures: u32, allowed_at: Timestamp, now: Timestamp) -> Option<u32> {
    (now < allowed_at).then(|| failures.min(longest_from()))
}

/// The first failure that starts the longest wait.
fn longest_from() -> u32 {
    (FREE..PASSWORD_DEAD_AT)
        .find(|failures| wait_after(*failures) == LONGEST_WAIT)
        .unwrap_or(FREE)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// When each of a hundred wrong guesses is evaluated, at the fastest pace that is allowed.
    fn guesses() -> Vec<Timestamp> {
        let mut at = Timestamp(0);
        (1..=PASSWORD_DEAD_AT)
            .map(|nth| {
                let evaluated = at;
                at = allowed_at(nth, at);
                evaluated
            })
            .collect()
    }

    #[test]
    fn waits_double_from_half_a_minute_to_an_hour() {
        let waits: Vec<i64> = (0..=14)
            .map(|failures| wait_after(failures).0 / 1000)
            .collect();
        assert_eq!(
            waits,
            [
                0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600
            ]
        );
        assert_eq!(wait_after(u32::MAX), Span::hours(1));
    }

    #[test]
    fn a_guesser_gets_few_tries_a_day() {
        // docs/security/throttling.md: at most 35 in the first day, 24 in each day after, 89 hours for a hundred.
        let guesses = guesses();
        let on_day = |day: i64| {
            guesses
                .iter()
                .filter(|at| at.0 / Span::days(1).0 == day)
                .count()
        };
        assert!(on_day(0) <= 35, "{}", on_day(0));
        for day in 1..=4 {
            assert!(on_day(day) <= 24, "day {day}: {}", on_day(day));
        }
        let last = guesses.last().copied().unwrap();
        assert!(allowed_at(PASSWORD_DEAD_AT, last) - Timestamp(0) >= Span::hours(89));
        assert!(
            guesses
                .iter()
                .take(6)
                .all(|at| *at <= Timestamp(Span::seconds(30).0))
        );
    }

    #[test]
    fn an_owner_who_comes_and_goes_buys_a_guesser_nothing() {
        // The owner signs in at noon every day for a year, past a guesser who tries whenever that is allowed.
        let (mut failures, mut at, mut evaluated) = (0, Timestamp(0), 0);
        for day in 1..=365 {
            let noon = Timestamp(0) + Span::days(day);
            while at < noon {
                evaluated += 1;
                failures += 1;
                assert!(
                    failures < PASSWORD_DEAD_AT,
                    "the owner lost the password on day {day}"
                );
                at = allowed_at(failures, at);
            }
            failures = kept_past(failures, at, noon).unwrap_or(0);
        }
        assert!(evaluated <= 35 + 364 * 24, "{evaluated}");
        assert_eq!(kept_past(3, Timestamp(0), Timestamp(1)), None);
        assert_eq!(kept_past(8, Timestamp(2), Timestamp(1)), Some(8));
        assert_eq!(kept_past(90, Timestamp(2), Timestamp(1)), Some(12));
    }

    #[test]
    fn a_factor_is_guessed_at_fifty_times_in_more_than_a_day() {
        let fiftieth = guesses()[FACTOR_DEAD_AT as usize - 1];
        assert!(fiftieth - Timestamp(0) > Span::hours(36), "{fiftieth:?}");
    }
}
