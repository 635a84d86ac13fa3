//! Hardware OATH tokens: small devices that show codes by the clock (RFC 6238) or by a counter (RFC 4226). Which codes of one count,
//! what is learnt from each, and how long to wait after wrong ones. The arithmetic is the server's.

use std::{fmt, ops::RangeInclusive};

use data_encoding::BASE32_NOPAD;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize as _, ZeroizeOnDrop};

use crate::{
    coded::coded,
    name::FactorName,
    refusal::Refusal,
    text,
    time::{Span, Timestamp},
    totp::{self, CodeVerdict},
};

pub mod file;

coded! {
    /// What moves the codes of a token on.
    OathKind {
        /// The clock, every 30 seconds.
        Totp30 = "totp_30",
        /// The clock, every 60 seconds.
        Totp60 = "totp_60",
        /// A button, once for each press.
        Hotp = "hotp",
    }
}

coded! {
    /// What an admin can do to a token besides giving it to somebody.
    TokenDeed {
        /// Its owner gives it back: it is in stock again.
        TakeBack = "take_back",
        /// It goes for good, with its secret.
        Delete = "delete",
    }
}

/// Steps before and after the expected one whose code counts at a sign-in.
pub const WINDOW: i64 = 1;
/// The most steps that the clock of a token may be ahead of ours, or behind it.
pub const MOST_DRIFT: i64 = 3;
/// Presses of a button that nobody typed in, and that cost nothing (RFC 4226, section 7.2).
pub const LOOK_AHEAD: i64 = 10;
/// How far ahead two codes in a row are looked for when a token is activated (RFC 4226, section 7.4).
pub const RESYNC: i64 = 100;
/// Wrong codes at an activation that start a wait.
pub const TRIES: u32 = 3;
const WAIT: Span = Span::hours(1);

impl OathKind {
    /// Seconds for which a code is shown; none if a button moves it on.
    pub const fn period(self) -> Option<i64> {
        match self {
            Self::Totp30 => Some(30),
            Self::Totp60 => Some(60),
            Self::Hotp => None,
        }
    }
}

/// Where a token stands. A step is what a code is made of: a stretch of time, or the count of presses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub kind: OathKind,
    /// The lowest step whose code can still be spent.
    pub next: i64,
    /// Steps that its clock is ahead of ours, as learnt from its codes; 0 where a button moves it on.
    pub drift: i64,
}

impl Standing {
    /// One that never showed us a code.
    pub const fn new(kind: OathKind) -> Self {
        Self {
            kind,
            next: 0,
            drift: 0,
        }
    }

    /// The steps that a code at a sign-in is compared with, in their order: those that count, then those that were spent a moment ago,
    /// so that a code that comes twice is known for what it is.
    pub fn steps(self, now: Timestamp) -> Vec<i64> {
        let Some(period) = self.kind.period() else {
            let spent = (self.next - LOOK_AHEAD).max(0)..self.next;
            return (self.next..=self.next + LOOK_AHEAD).chain(spent).collect();
        };
        let ours = step_at(period, now);
        let first = ours + (self.drift - WINDOW).max(-MOST_DRIFT);
        let last = ours + (self.drift + WINDOW).min(MOST_DRIFT);
        (first.max(0)..=last).collect()
    }

    /// What a code is worth that belongs to this step, or to none.
    pub const fn judge(self, step: Option<i64>) -> CodeVerdict {
        totp::accept(step, self.next - 1)
    }

    /// After the code of this step was spent: no step up to it counts again, and the clock is known better.
    #[must_use]
    pub fn after(self, step: i64, now: Timestamp) -> Self {
        let drift = self
            .kind
            .period()
            .map_or(0, |period| step - step_at(period, now));
        Self {
            next: step + 1,
            drift,
            ..self
        }
    }

    /// The steps that the first code of an activation is looked for among; where a button moves the token on, the second code must be
    /// of the step after it.
    pub fn searched(self, now: Timestamp) -> RangeInclusive<i64> {
        match self.kind.period() {
            Some(period) => {
                let ours = step_at(period, now);
                self.next.max(ours - MOST_DRIFT)..=ours + MOST_DRIFT
            }
            None => self.next..=self.next + RESYNC,
        }
    }
}

/// What its owner reads: the model, and the serial number.
pub fn name(model: &str, serial: &str) -> FactorName {
    let named = format!("{model} {serial}");
    let short: String = named.trim().chars().take(text::MOST_GRAPHEMES).collect();
    FactorName::stored(short)
}

const fn step_at(period: i64, now: Timestamp) -> i64 {
    now.seconds().div_euclid(period)
}

/// Wrong activations so far and when the next may be tried, after one more: three an hour at most, since the search is a wide one.
pub fn after_wrong(tries: u32, now: Timestamp) -> (u32, Timestamp) {
    if tries + 1 < TRIES {
        (tries + 1, Timestamp(0))
    } else {
        (0, now + WAIT)
    }
}

/// The number that is printed on a token.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SerialNumber(String);

impl SerialNumber {
    const MOST: usize = 32;

    /// Letters as capitals, since nobody tells `a1` from `A1` on the back of a device.
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let line = text::line(typed)?.to_uppercase();
        if line.chars().count() > Self::MOST {
            return Err(Refusal::NameTooLong);
        }
        Ok(Self(line))
    }

    pub const fn stored(text: String) -> Self {
        Self(text)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SerialNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The secret that a token and we share.
#[derive(Clone, PartialEq, Eq, ZeroizeOnDrop)]
pub struct TokenSeed(Vec<u8>);

impl TokenSeed {
    /// 128 bits at least (RFC 4226, section 4, R6), and no more than a block of the hash.
    const BYTES: RangeInclusive<usize> = 16..=64;

    /// Base32 (RFC 4648, section 6) in either case, with or without spaces and padding.
    pub fn parse(typed: &str) -> Option<Self> {
        if typed.len() > 256 {
            return None;
        }
        let mut plain = String::with_capacity(typed.len());
        plain.extend(
            typed
                .trim()
                .trim_end_matches('=')
                .chars()
                .filter(|c| *c != ' ')
                .map(|c| c.to_ascii_uppercase()),
        );
        let decoded = BASE32_NOPAD.decode(plain.as_bytes());
        plain.zeroize();
        Self::from_bytes(decoded.ok()?)
    }

    pub fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        let seed = Self(bytes);
        Self::BYTES.contains(&seed.0.len()).then_some(seed)
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for TokenSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenSeed(…)")
    }
}

#[cfg(test)]
mod tests;
