//! When wrong passwords, whoever they are for and wherever they come from, are so many that somebody must be told.

use crate::time::Span;

/// Wrong passwords a second that are more than people mistype.
pub const WRONG_PER_SECOND: u64 = 20;
/// Of a hundred that were checked, how many people may mistype.
pub const WRONG_IN_A_HUNDRED: u64 = 80;

/// Passwords that were checked, since the program began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub right: u64,
    pub wrong: u64,
}

impl Tally {
    /// What came after an earlier one.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Self {
        Self {
            right: self.right.saturating_sub(earlier.right),
            wrong: self.wrong.saturating_sub(earlier.wrong),
        }
    }

    /// More than so many a second over the whole span, and nearly all that were checked.
    pub fn is_flood(self, span: Span) -> bool {
        let seconds = u64::try_from(span.0).unwrap_or_default() / 1000;
        let all = self.right.saturating_add(self.wrong);
        self.wrong > WRONG_PER_SECOND.saturating_mul(seconds)
            && self.wrong.saturating_mul(100) > all.saturating_mul(WRONG_IN_A_HUNDRED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Span = Span::minutes(1);

    #[test]
    fn a_flood_is_fast_and_nearly_all_wrong() {
        for (right, wrong, is_flood) in [
            (0, 0, false),
            (0, 1200, false),
            (0, 1201, true),
            (300, 1201, true),
            (301, 1201, false),
            (100_000, 5000, false),
        ] {
            let tally = Tally { right, wrong };
            assert_eq!(tally.is_flood(MINUTE), is_flood, "{tally:?}");
        }
        let twice = Tally {
            right: 0,
            wrong: 1201,
        };
        assert!(
            !twice.is_flood(Span::minutes(2)),
            "the same in twice the time"
        );
    }

    #[test]
    fn what_came_before_does_not_count() {
        let (earlier, later) = (Tally { right: 3, wrong: 5 }, Tally { right: 4, wrong: 9 });
        assert_eq!(later.since(earlier), Tally { right: 1, wrong: 4 });
    }
}
