//! Instants and spans, both in milliseconds: what the database stores and every rule takes as `now`.

use std::ops::{Add, Sub};

use serde::{Deserialize, Serialize};

/// An instant: milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// A length of time in milliseconds, never negative when made by the constructors.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Span(pub i64);

impl Timestamp {
    /// Whole seconds since 1970, as RFC 6238 counts.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }
}

impl Span {
    pub const fn seconds(seconds: i64) -> Self {
        Self(seconds * 1000)
    }

    pub const fn minutes(minutes: i64) -> Self {
        Self::seconds(minutes * 60)
    }

    pub const fn hours(hours: i64) -> Self {
        Self::minutes(hours * 60)
    }

    pub const fn days(days: i64) -> Self {
        Self::hours(days * 24)
    }

    /// Whole seconds, rounded up: what a person is told to wait.
    pub const fn ceil_seconds(self) -> i64 {
        (self.0 + 999).div_euclid(1000)
    }
}

impl Add<Span> for Timestamp {
    type Output = Self;

    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl Sub<Span> for Timestamp {
    type Output = Self;

    fn sub(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }
}

impl Sub for Timestamp {
    type Output = Span;

    fn sub(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_never_overflows() {
        assert_eq!(Timestamp(i64::MAX) + Span::days(1), Timestamp(i64::MAX));
        assert_eq!(Timestamp(i64::MIN) - Span::days(1), Timestamp(i64::MIN));
        assert_eq!(Timestamp(i64::MAX) - Timestamp(-1), Span(i64::MAX));
        assert_eq!(Span::days(1), Span(86_400_000));
    }

    #[test]
    fn seconds_are_whole_and_waits_rounded_up() {
        assert_eq!(
            (Timestamp(1999).seconds(), Timestamp(-1).seconds()),
            (1, -1)
        );
        assert_eq!(
            [0, 1, 1000, 1001].map(|ms| Span(ms).ceil_seconds()),
            [0, 1, 1, 2]
        );
    }
}
