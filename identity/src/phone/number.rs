//! A telephone number as it was typed, in its one spelling (ITU-T E.164), and as much of it as a page may show.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    refusal::{Field, Refusal, Refused},
    secret::Secret,
};

/// Digits with the country code: the shortest that is in use anywhere, and the longest that there may be.
const DIGITS: std::ops::RangeInclusive<usize> = 8..=15;
/// Nobody types as much.
const LONGEST: usize = 40;
/// Digits at the end that pages show (ASVS 14.2.6).
const SHOWN: usize = 2;

/// `+` and 8 to 15 digits. Nothing prints it whole.
#[derive(Clone, PartialEq, Eq)]
pub struct PhoneNumber(Secret);

impl PhoneNumber {
    /// Drops what people write between the digits; a `00` in front stands for the `+`, and a `(0)` for nothing.
    pub fn parse(typed: &Secret) -> Result<Self, Refused> {
        let invalid = || Refusal::NumberInvalid.at(Field::Number);
        let typed = typed.reveal().trim();
        if typed.is_empty() || typed.chars().count() > LONGEST {
            return Err(invalid());
        }
        let mut bare = String::with_capacity(LONGEST);
        let between = |c: char| c.is_whitespace() || "-–./()".contains(c);
        bare.extend(typed.replace("(0)", "").chars().filter(|c| !between(*c)));
        let bare = Secret::from(bare);
        let bare = bare.reveal();
        let digits = bare.strip_prefix('+').or_else(|| bare.strip_prefix("00"));
        let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let Some(digits) = digits else {
            // A number as it is dialled at home: right, and not enough.
            let why = if all_digits(bare) {
                Refusal::NumberWithoutCountry.at(Field::Number)
            } else {
                invalid()
            };
            return Err(why);
        };
        if !all_digits(digits) || digits.starts_with('0') || !DIGITS.contains(&digits.len()) {
            return Err(invalid());
        }
        Ok(Self(Secret::from(format!("+{digits}"))))
    }

    /// As the sender needs it, and nobody else.
    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }

    pub fn masked(&self) -> Masked {
        let number = self.reveal();
        let end = number.get(number.len().saturating_sub(SHOWN)..);
        Masked(end.unwrap_or_default().to_owned())
    }

    /// Whether it begins with one of these; every number does where there are none.
    pub fn is_in(&self, countries: &[CountryPrefix]) -> bool {
        let starts = |country: &CountryPrefix| self.reveal().starts_with(country.0.as_str());
        countries.is_empty() || countries.iter().any(starts)
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PhoneNumber({})", self.masked())
    }
}

/// The end of a number: enough for its owner to know which one it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Masked(String);

impl Masked {
    /// As it was stored.
    pub const fn stored(ending: String) -> Self {
        Self(ending)
    }

    pub fn ending(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Masked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "•••• {}", self.0)
    }
}

/// What the numbers of a country, or of a network in it, begin with: `+49`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct CountryPrefix(String);

/// Not how such a prefix is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoPrefix;

impl fmt::Display for NoPrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("must be + and 1 to 7 digits, such as +49")
    }
}

impl std::error::Error for NoPrefix {}

impl TryFrom<String> for CountryPrefix {
    type Error = NoPrefix;

    fn try_from(text: String) -> Result<Self, NoPrefix> {
        let digits = text.strip_prefix('+').ok_or(NoPrefix)?;
        let fits = (1..=7).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|b| b.is_ascii_digit());
        if fits { Ok(Self(text)) } else { Err(NoPrefix) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(typed: &str) -> Result<String, Refusal> {
        let number = PhoneNumber::parse(&Secret::from(typed.to_owned()));
        number
            .map(|number| number.reveal().to_owned())
            .map_err(|refused| refused.why)
    }

    #[test]
    fn a_number_has_one_spelling() {
        for (typed, number) in [
            ("+4917012345612", "+4917012345612"),
            (" +49 170 123456-12 ", "+4917012345612"),
            ("+49 (0)170/123456.12", "+4917012345612"),
            ("0049 170 12345612", "+4917012345612"),
            ("+49\u{a0}170\u{a0}12345612", "+4917012345612"),
            ("+1 (202) 555–0112", "+12025550112"),
            ("+29012345", "+29012345"),
            ("+123456789012345", "+123456789012345"),
        ] {
            assert_eq!(parse(typed).as_deref(), Ok(number), "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_is_told_apart_from_one_without_a_country() {
        for home in ["0170 12345612", "170 12345612", "(0)170 12345612", "112"] {
            assert_eq!(parse(home), Err(Refusal::NumberWithoutCountry), "{home}");
        }
        for bad in [
            "",
            " ",
            "+",
            "00",
            "++4917012345612",
            "+49170123456a",
            "+0170123456",
            "+1234567",
            "+1234567890123456",
            "anna@example.com",
            "٠٤٩١٧٠١٢٣٤٥٦",
            "+４９１７０１２３４５６",
            "+49170;1234567",
            "+49170\u{0}1234567",
            "tel:+4917012345612",
            &"1".repeat(100_000),
        ] {
            assert_eq!(parse(bad), Err(Refusal::NumberInvalid), "{bad:?}");
        }
    }

    #[test]
    fn no_more_than_its_end_is_shown() {
        let typed = Secret::from("+4917012345612".to_owned());
        let number = PhoneNumber::parse(&typed).unwrap();
        assert_eq!(number.masked().to_string(), "•••• 12");
        assert_eq!(format!("{number:?}"), "PhoneNumber(•••• 12)");
        assert_eq!(Masked::stored("12".to_owned()), number.masked());
    }

    #[test]
    fn countries_are_told_by_what_numbers_begin_with() {
        let prefix = |text: &str| CountryPrefix::try_from(text.to_owned());
        let number = PhoneNumber::parse(&Secret::from("+4917012345612".to_owned())).unwrap();
        assert!(number.is_in(&[]));
        assert!(number.is_in(&[prefix("+43").unwrap(), prefix("+4917").unwrap()]));
        assert!(!number.is_in(&[prefix("+43").unwrap(), prefix("+4918").unwrap()]));
        for bad in ["", "+", "49", "+0", "+49 ", "+12345678", "+4a"] {
            assert_eq!(prefix(bad), Err(NoPrefix), "{bad:?}");
        }
    }
}
