//! A day of the calendar, in UTC, as forms and addresses write it: `2026-11-23`.

use std::{fmt, str::FromStr};

use crate::{
    coded::UnknownCode,
    time::{Span, Timestamp},
};

/// Days since 1970-01-01. Only days from then to the end of 9999 are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(i64);

const FIRST_YEAR: i64 = 1970;
const LAST_YEAR: i64 = 9999;
/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;
/// Days of four centuries, after which the calendar repeats.
const ERA: i64 = 146_097;

impl Day {
    /// Its first instant.
    pub fn begins(self) -> Timestamp {
        Timestamp(0) + Span::days(self.0)
    }

    /// Years begin in March here, so that the leap day is the last of its year.
    fn of(year: i64, month: i64, day: i64) -> Self {
        let year = if month > 2 { year } else { year - 1 };
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        Self(era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH)
    }

    fn parts(self) -> (i64, i64, i64) {
        let (era, of_era) = (
            (self.0 + EPOCH).div_euclid(ERA),
            (self.0 + EPOCH).rem_euclid(ERA),
        );
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / (ERA - 1)) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let shifted = (5 * of_year + 2) / 153;
        let month = (shifted + 2) % 12 + 1;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        (era * 400 + year + i64::from(month <= 2), month, day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl FromStr for Day {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.split('-');
        let mut number = |digits: usize| {
            parts
                .next()
                .filter(|part| part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))
                .and_then(|part| part.parse::<i64>().ok())
                .ok_or(UnknownCode)
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        if !(FIRST_YEAR..=LAST_YEAR).contains(&year) || !(1..=12).contains(&month) {
            return Err(UnknownCode);
        }
        let read = Self::of(year, month, day);
        // The 30th of February is some other day.
        let same = parts.next().is_none() && read.parts() == (year, month, day);
        same.then_some(read).ok_or(UnknownCode)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_and_written_alike() {
        for (text, days) in [
            ("1970-01-01", 0),
            ("1970-02-28", 58),
            ("2000-02-29", 11_016),
            ("2024-12-31", 20_088),
            ("9999-12-31", 2_932_896),
        ] {
            let day: Day = text.parse().unwrap();
            assert_eq!((day.0, day.to_string().as_str()), (days, text));
            assert_eq!(day.begins(), Timestamp(days * 86_400_000));
        }
        for days in 0..200_000 {
            assert_eq!(Day(days).to_string().parse(), Ok(Day(days)));
        }
    }

    #[test]
    fn what_is_no_day_is_not_read() {
        for bad in [
            "",
            "today",
            "2025-02-29",
            "2025-13-01",
            "2025-00-10",
            "2025-04-31",
            "1969-12-31",
            "10000-01-01",
            "2025-1-1",
            "2025-01-01T00:00",
            "2025-01-01-",
            "+025-01-01",
            "-1-01-01",
        ] {
            assert_eq!(bad.parse::<Day>(), Err(UnknownCode), "{bad}");
        }
    }
}
