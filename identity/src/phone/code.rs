//! A code by text message: six digits, once, for five minutes and five tries, for whoever asked for it and nobody else.

use std::fmt;

use crate::{
    secret::Secret,
    time::{Span, Timestamp},
    totp::{CodeVerdict, DIGITS},
};

/// How long a code counts (at most ten minutes: NIST SP 800-63B-4, section 3.1.3.2).
pub const LIVES: Span = Span::minutes(5);
/// Wrong codes after which it is dead. Those of the factor are counted apart, and a new code does not take them back.
pub const TRIES: u32 = 5;

/// How many there are.
const CODES: u64 = 1_000_000;

/// Six digits of chance.
#[derive(Clone, PartialEq, Eq)]
pub struct SmsCode(Secret);

impl SmsCode {
    /// 64 bits of chance are so many more than a million that no code is likelier than another.
    pub fn from_random(bytes: [u8; 8]) -> Self {
        let number = u64::from_le_bytes(bytes) % CODES;
        Self(Secret::from(format!("{number:0DIGITS$}")))
    }

    /// For the message, and for its digest.
    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }
}

impl fmt::Debug for SmsCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SmsCode(…)")
    }
}

/// A code that was sent, but for the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    pub expires_at: Timestamp,
    /// Wrong ones that were typed for it.
    pub tries: u32,
    pub used_at: Option<Timestamp>,
}

/// Whether what was typed is the code that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    Same,
    Other,
}

/// What a typed code is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It counts, if the caller is the one who spends it.
    Right,
    /// It counted before.
    Replayed,
    /// Too old, or guessed at too often: what was typed is not looked at.
    Dead,
    Wrong,
}

/// Codes that are not sent are never too old to be looked at.
impl From<CodeVerdict> for Verdict {
    fn from(verdict: CodeVerdict) -> Self {
        match verdict {
            CodeVerdict::Accepted { .. } => Self::Right,
            CodeVerdict::Replayed => Self::Replayed,
            CodeVerdict::Wrong => Self::Wrong,
        }
    }
}

impl Sent {
    /// Whether a right code would count.
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.used_at.is_none() && now < self.expires_at && self.tries < TRIES
    }

    pub fn judge(&self, typed: Typed, now: Timestamp) -> Verdict {
        match typed {
            Typed::Same if self.used_at.is_some() => Verdict::Replayed,
            _ if !self.is_live(now) => Verdict::Dead,
            Typed::Same => Verdict::Right,
            Typed::Other => Verdict::Wrong,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn sent() -> Sent {
        Sent {
            expires_at: NOW + LIVES,
            tries: 0,
            used_at: None,
        }
    }

    #[test]
    fn a_code_is_six_digits_whatever_chance_gives() {
        for (bytes, code) in [
            ([0; 8], "000000"),
            (7_u64.to_le_bytes(), "000007"),
            (1_000_000_u64.to_le_bytes(), "000000"),
            (12_345_999_999_u64.to_le_bytes(), "999999"),
        ] {
            assert_eq!(SmsCode::from_random(bytes).reveal(), code);
        }
        assert_eq!(format!("{:?}", SmsCode::from_random([0; 8])), "SmsCode(…)");
    }

    #[test]
    fn it_counts_once_for_five_minutes_and_five_tries() {
        use Typed::{Other, Same};
        let last = Timestamp(NOW.0 + LIVES.0 - 1);
        assert_eq!(sent().judge(Same, last), Verdict::Right);
        assert_eq!(sent().judge(Other, last), Verdict::Wrong);
        assert_eq!(sent().judge(Same, NOW + LIVES), Verdict::Dead);
        let tried = |tries| Sent { tries, ..sent() };
        assert_eq!(tried(TRIES - 1).judge(Same, NOW), Verdict::Right);
        assert_eq!(tried(TRIES).judge(Same, NOW), Verdict::Dead);
        assert_eq!(tried(TRIES).judge(Other, NOW), Verdict::Dead);
        let used = Sent {
            used_at: Some(NOW),
            ..sent()
        };
        assert_eq!(used.judge(Same, NOW), Verdict::Replayed);
        assert_eq!(used.judge(Same, NOW + LIVES), Verdict::Replayed);
        assert_eq!(used.judge(Other, NOW), Verdict::Dead);
    }
}
