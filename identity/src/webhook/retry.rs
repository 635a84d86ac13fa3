//! How often a delivery is tried, and when an endpoint counts as failing.

use crate::time::{Span, Timestamp};

/// Between one try and the next: what the Standard Webhooks text recommends, three days in all.
const PAUSES: [Span; 9] = [
    Span::seconds(5),
    Span::minutes(5),
    Span::minutes(30),
    Span::hours(2),
    Span::hours(5),
    Span::hours(10),
    Span::hours(14),
    Span::hours(20),
    Span::hours(24),
];
/// How long a try belongs to the node that began it: longer than any try takes.
pub const LEASE: Span = Span::minutes(1);
/// Whoever took nothing for so long is marked, and that is written down.
pub const MARKED_AFTER: Span = Span::days(1);
/// How long a secret that was replaced still signs beside the new one.
pub const OLD_SECRET: Span = Span::days(1);

/// How long to wait after this many tries in vain; none: it is given up.
pub fn pause(tries: i64) -> Option<Span> {
    let nth = usize::try_from(tries).ok()?.checked_sub(1)?;
    PAUSES.get(nth).copied()
}

/// Whether an endpoint that has taken nothing since then is to be marked.
pub fn is_failing(since: Timestamp, now: Timestamp) -> bool {
    now - since >= MARKED_AFTER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_tries_in_three_days_and_then_no_more() {
        let mut waited = Span(0);
        let mut tries = 1;
        while let Some(next) = pause(tries) {
            assert!(tries == 1 || next > pause(tries - 1).unwrap());
            waited = Span(waited.0 + next.0);
            tries += 1;
        }
        assert_eq!(tries, 10);
        assert_eq!(pause(1), Some(Span::seconds(5)));
        assert!(waited > Span::days(3) && waited < Span::days(4));
        for never in [i64::MIN, -1, 0, 10, i64::MAX] {
            assert_eq!(pause(never), None, "{never}");
        }
    }

    #[test]
    fn a_day_of_silence_is_marked() {
        let since = Timestamp(1_000);
        assert!(!is_failing(since, since + Span::hours(23)));
        assert!(is_failing(since, since + Span::days(1)));
    }
}
