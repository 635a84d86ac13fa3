//! Instants and spans as people say them. Without a known time zone nothing here names a clock but the exact form, in UTC.

use identity::{
    language::Language,
    time::{Span, Timestamp},
};
use time::{Month, OffsetDateTime};

use super::time as words;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;

/// "3 weeks ago", "in 6 days".
pub fn relative(language: Language, at: Timestamp, now: Timestamp) -> String {
    let span = (now - at).0.div_euclid(1000);
    if span < 0 {
        return ahead(language, -span);
    }
    match span {
        _ if span < MINUTE => words::just_now(language).to_owned(),
        _ if span < HOUR => words::minutes_ago(language, whole(span, MINUTE)),
        _ if span < DAY => words::hours_ago(language, whole(span, HOUR)),
        _ if span < WEEK => words::days_ago(language, whole(span, DAY)),
        _ if span < 9 * WEEK => words::weeks_ago(language, whole(span, WEEK)),
        _ => in_month(language, at),
    }
}

fn ahead(language: Language, seconds: i64) -> String {
    match seconds {
        _ if seconds < MINUTE => words::in_seconds(language, whole(seconds, 1)),
        _ if seconds < HOUR => words::in_minutes(language, whole(seconds, MINUTE)),
        _ if seconds < 2 * DAY => words::in_hours(language, whole(seconds, HOUR)),
        _ => words::in_days(language, whole(seconds, DAY)),
    }
}

/// "in March 2025".
fn in_month(language: Language, at: Timestamp) -> String {
    let date = date_of(at);
    words::in_month(language, month(language, date.month()), date.year())
}

/// How long is left until then, rounded down but for the last minute: "6 days", "40 seconds".
pub fn left(language: Language, until: Timestamp, now: Timestamp) -> String {
    length(language, (until - now).ceil_seconds().max(1))
}

/// How long to wait, rounded up, so that trying after it never comes too early.
pub fn wait(language: Language, until: Timestamp, now: Timestamp) -> String {
    let seconds = (until - now).ceil_seconds().max(1);
    let rounded = if seconds < 2 * MINUTE {
        seconds
    } else {
        (seconds + MINUTE - 1).div_euclid(MINUTE) * MINUTE
    };
    length(language, rounded)
}

fn length(language: Language, seconds: i64) -> String {
    match seconds {
        _ if seconds < 2 * MINUTE => words::seconds(language, whole(seconds, 1)),
        _ if seconds < HOUR => words::minutes(language, whole(seconds, MINUTE)),
        _ if seconds < 2 * DAY => words::hours(language, whole(seconds, HOUR)),
        _ => words::days(language, whole(seconds, DAY)),
    }
}

/// A span as a length: "72 hours".
pub fn span(language: Language, span: Span) -> String {
    length(language, span.ceil_seconds())
}

/// "21 November 2025, 14:05 UTC".
pub fn exact(language: Language, at: Timestamp) -> String {
    let date = date_of(at);
    let clock = format!("{:02}:{:02}", date.hour(), date.minute());
    words::exact(
        language,
        date.day(),
        month(language, date.month()),
        date.year(),
        clock,
    )
}

/// "21 November 2025".
pub fn date(language: Language, at: Timestamp) -> String {
    let date = date_of(at);
    words::date(
        language,
        date.day(),
        month(language, date.month()),
        date.year(),
    )
}

/// For the `datetime` attribute (RFC 3339).
pub fn machine(at: Timestamp) -> String {
    let date = date_of(at);
    let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
        date.hour(),
        date.minute(),
        date.second()
    )
}

fn date_of(at: Timestamp) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(at.seconds()).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

fn whole(seconds: i64, unit: i64) -> u32 {
    u32::try_from(seconds / unit).unwrap_or(u32::MAX)
}

fn month(language: Language, month: Month) -> &'static str {
    match month {
        Month::January => words::month_1(language),
        Month::February => words::month_2(language),
        Month::March => words::month_3(language),
        Month::April => words::month_4(language),
        Month::May => words::month_5(language),
        Month::June => words::month_6(language),
        Month::July => words::month_7(language),
        Month::August => words::month_8(language),
        Month::September => words::month_9(language),
        Month::October => words::month_10(language),
        Month::November => words::month_11(language),
        Month::December => words::month_12(language),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_763_733_900_000);

    fn ago(seconds: i64) -> String {
        relative(Language::En, NOW - Span::seconds(seconds), NOW)
    }

    #[test]
    fn the_past_is_told_in_the_unit_that_fits() {
        assert_eq!(ago(5), "just now");
        assert_eq!(ago(60), "1 minute ago");
        assert_eq!(ago(2 * HOUR), "2 hours ago");
        assert_eq!(ago(3 * DAY), "3 days ago");
        assert_eq!(ago(21 * DAY), "3 weeks ago");
        assert_eq!(ago(250 * DAY), "in March 2025");
        assert_eq!(
            relative(Language::De, NOW + Span::days(6), NOW),
            "in 6 Tagen"
        );
    }

    #[test]
    fn a_wait_is_never_told_too_short() {
        assert_eq!(wait(Language::En, NOW + Span(29_001), NOW), "30 seconds");
        assert_eq!(
            wait(Language::En, NOW + Span::seconds(125), NOW),
            "3 minutes"
        );
        assert_eq!(exact(Language::De, NOW), "21. November 2025, 14:05 UTC");
        assert_eq!(machine(NOW), "2025-11-21T14:05:00Z");
    }
}
