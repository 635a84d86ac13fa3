//! How fast one token may call: so many at once, and then one after the other.

use crate::time::Span;

/// Calls that one token may make at once, and in each second after that.
pub const CALLS_PER_SECOND: u32 = 20;
/// The time that one call takes up.
pub const STEP: Span = Span(1_000 / CALLS_PER_SECOND as i64);
/// How far a token may be ahead of the clock and still make a call. What it took up is one instant in its row, so all nodes agree.
pub const AHEAD: Span = Span(STEP.0 * (CALLS_PER_SECOND as i64 - 1));

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Timestamp;

    #[test]
    fn twenty_at_once_and_twenty_a_second() {
        let mut taken = Timestamp(0);
        let mut calls = |now: Timestamp| {
            let mut calls = 0;
            while taken <= now + AHEAD {
                taken = taken.max(now) + STEP;
                calls += 1;
            }
            calls
        };
        assert_eq!(calls(Timestamp(10_000)), CALLS_PER_SECOND);
        assert_eq!(calls(Timestamp(10_000)), 0);
        assert_eq!(calls(Timestamp(10_000) + STEP), 1);
        assert_eq!(
            calls(Timestamp(10_000) + Span::seconds(1)),
            CALLS_PER_SECOND - 1
        );
        assert_eq!(calls(Timestamp(90_000)), CALLS_PER_SECOND);
    }
}
