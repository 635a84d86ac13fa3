//! The one colour that an organisation chooses, and whether everybody can read what is written in it (WCAG 2.2, section 1.4.3).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;

/// What text needs against what is behind it.
const ENOUGH: f64 = 4.5;
/// The darkest of the light surfaces, and the lightest of the dark ones: `--shade` in style/tokens.css.
const LIGHT: Accent = Accent([0xed, 0xeb, 0xe6]);
const DARK: Accent = Accent([0x26, 0x2a, 0x2f]);
const WHITE: Accent = Accent([0xff; 3]);
const BLACK: Accent = Accent([0; 3]);
/// How fine the way to a readable colour is.
const STEPS: u8 = 64;

/// A colour of links and buttons that can be read on every light surface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accent([u8; 3]);

/// The colours that follow from it; whatever is written on a button has enough contrast too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shades {
    pub light: Accent,
    pub on_light: Accent,
    /// Where the person prefers dark pages.
    pub dark: Accent,
    pub on_dark: Accent,
}

impl Accent {
    /// `#1d4e89`, with or without the sign. Nothing typed is no colour of one's own.
    ///
    /// # Errors
    ///
    /// [`Refusal::AccentInvalid`]; [`Refusal::AccentTooLight`] with a colour of the same kind that would do.
    pub fn parse(typed: &str) -> Result<Option<Self>, Refusal> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        let colour = Self::of_digits(typed).ok_or(Refusal::AccentInvalid)?;
        if colour.is_readable_on(LIGHT) {
            Ok(Some(colour))
        } else {
            Err(Refusal::AccentTooLight(colour.towards(BLACK, LIGHT)))
        }
    }

    /// What comes back from the database, or from the address of a style sheet. None for what is no colour that was accepted.
    pub fn stored(text: &str) -> Option<Self> {
        Self::of_digits(text).filter(|colour| colour.is_readable_on(LIGHT))
    }

    fn of_digits(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').unwrap_or(text);
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Self([red, green, blue]))
    }

    /// Six digits, as in an address.
    pub fn digits(self) -> String {
        let Self([red, green, blue]) = self;
        format!("{red:02x}{green:02x}{blue:02x}")
    }

    /// The theme that follows from it.
    pub fn shades(self) -> Shades {
        let dark = self.towards(WHITE, DARK);
        Shades {
            light: self,
            on_light: WHITE,
            dark,
            on_dark: BLACK,
        }
    }

    /// As little of the other mixed in as makes it readable on a surface.
    fn towards(self, other: Self, surface: Self) -> Self {
        let mixed = (0..=STEPS).map(|step| self.mixed(other, step));
        let mut readable = mixed.filter(|colour| colour.is_readable_on(surface));
        readable.next().unwrap_or(other)
    }

    fn mixed(self, other: Self, step: u8) -> Self {
        let (Self(own), Self(other)) = (self, other);
        let [of, all] = [u16::from(step), u16::from(STEPS)];
        let part = |own: u8, other: u8| {
            let mixed = (u16::from(own) * (all - of) + u16::from(other) * of) / all;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        let mut mixed = own;
        for (one, other) in mixed.iter_mut().zip(other) {
            *one = part(*one, other);
        }
        Self(mixed)
    }

    fn is_readable_on(self, surface: Self) -> bool {
        self.contrast(surface) >= ENOUGH
    }

    /// WCAG 2.2, *contrast ratio*: 1 to 21.
    fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// WCAG 2.2, *relative luminance*: 0 to 1.
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        let Self([red, green, blue]) = self;
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
}

impl fmt::Display for Accent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.digits())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_what_the_standard_says() {
        assert!((BLACK.contrast(WHITE) - 21.0).abs() < 1e-9);
        // The example that everybody knows: #767676 is the lightest grey that can be read on white.
        let grey = |part: u8| Accent([part; 3]).contrast(WHITE);
        assert!(grey(0x76) >= 4.5 && grey(0x77) < 4.5);
    }

    #[test]
    fn a_colour_is_six_digits() {
        for (typed, read) in [
            ("#1d4e89", "#1d4e89"),
            (" 1D4E89 ", "#1d4e89"),
            ("#000000", "#000000"),
        ] {
            assert_eq!(Accent::parse(typed).unwrap().unwrap().to_string(), read);
        }
        assert_eq!(Accent::parse("  "), Ok(None));
        for bad in [
            "#1d4", "blue", "#1d4e8g", "##1d4e89", "#+1d4e8", "1d4e89;}", "é1d4e8",
        ] {
            assert_eq!(Accent::parse(bad), Err(Refusal::AccentInvalid), "{bad}");
        }
    }

    #[test]
    fn what_nobody_could_read_is_refused_with_what_would_do() {
        for light in ["#ffd500", "#ffffff", "#8fb8ee", "#00ff00"] {
            let Err(Refusal::AccentTooLight(instead)) = Accent::parse(light) else {
                panic!("{light} is taken");
            };
            assert_eq!(Accent::parse(&instead.to_string()), Ok(Some(instead)));
            assert_eq!(Accent::stored(light), None);
        }
    }

    #[test]
    fn every_colour_that_is_taken_can_be_read_everywhere() {
        for step in 0..=255 {
            for colour in [
                Accent([step, 0, 0]),
                Accent([0, step, 0]),
                Accent([0, 0, step]),
                Accent([step; 3]),
                Accent([step, 255 - step, 90]),
            ] {
                let Ok(Some(colour)) = Accent::parse(&colour.to_string()) else {
                    continue;
                };
                let shades = colour.shades();
                for (text, behind) in [
                    (shades.light, LIGHT),
                    (shades.on_light, shades.light),
                    (shades.dark, DARK),
                    (shades.on_dark, shades.dark),
                ] {
                    assert!(text.is_readable_on(behind), "{colour}: {text} on {behind}");
                }
            }
        }
    }
}
