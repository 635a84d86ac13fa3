//! Time-based one-time passwords (RFC 6238): what counts as a code, and when one counts. The arithmetic is the server's.

use std::fmt;

use crate::{secret::Secret, time::Timestamp};

/// Seconds for which a code is shown (RFC 6238, section 4.1).
pub const PERIOD: u32 = 30;
/// Steps before and after the present one that are accepted, for clocks that differ and people who are slow (section 5.2).
pub const WINDOW: u32 = 1;
/// Digits of a code.
pub const DIGITS: usize = 6;
/// Bytes of a secret: 160 bits, the length of the hash (RFC 4226, section 4).
pub const SECRET_BYTES: usize = 20;
/// [`accept`]'s `last_step` of a factor that never accepted a code.
pub const NEVER: i64 = -1;

/// Six ASCII digits.
#[derive(Clone, PartialEq, Eq)]
pub struct OtpCode(Secret);

impl OtpCode {
    /// Drops spaces, since apps show codes in groups; then exactly six ASCII digits, so that nothing else is ever compared
    /// (case M-04).
    pub fn parse(typed: &str) -> Option<Self> {
        if typed.len() > 32 {
            return None;
        }
        let mut code = String::with_capacity(typed.len());
        code.extend(typed.chars().filter(|c| *c != ' '));
        let code = Secret::from(code);
        (code.reveal().len() == DIGITS && code.reveal().bytes().all(|b| b.is_ascii_digit()))
            .then_some(Self(code))
    }

    pub fn as_str(&self) -> &str {
        self.0.reveal()
    }
}

impl fmt::Debug for OtpCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OtpCode(…)")
    }
}

/// What a code is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeVerdict {
    /// Counts; `step` is what the factor must remember, in the transaction that grants what the code buys.
    Accepted {
        step: i64,
    },
    /// Right, and not newer than the last one that counted: an anomaly, not a guess (case M-01).
    Replayed,
    Wrong,
}

/// Judges a code by the step whose code it is, if any, and the step that was accepted last (RFC 6238, section 5.2).
pub const fn accept(matched_step: Option<i64>, last_step: i64) -> CodeVerdict {
    match matched_step {
        None => CodeVerdict::Wrong,
        Some(step) if step > last_step => CodeVerdict::Accepted { step },
        Some(_) => CodeVerdict::Replayed,
    }
}

/// The step that is shown at `now`.
pub const fn step_at(now: Timestamp) -> i64 {
    now.seconds().div_euclid(PERIOD as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_six_ascii_digits_are_a_code() {
        for (typed, code) in [
            ("123456", "123456"),
            ("123 456", "123456"),
            (" 000000 ", "000000"),
            ("1 2 3 4 5 6", "123456"),
        ] {
            assert_eq!(
                OtpCode::parse(typed).as_ref().map(OtpCode::as_str),
                Some(code)
            );
        }
        for bad in [
            "",
            "0",
            "1",
            "12",
            "123",
            "1234",
            "12345",
            "1234567",
            "+12345",
            "-12345",
            "12345a",
            "0x1234",
            "１２３４５６",
            "٣٤٥٦٧٨",
            "123-456",
            "123\t456",
            "123\u{a0}456",
            "[123456]",
            "123456\0",
            &" ".repeat(100_000),
            &"1".repeat(100_000),
        ] {
            assert_eq!(OtpCode::parse(bad), None, "{bad:?}");
        }
        assert_eq!(
            format!("{:?}", OtpCode::parse("123456")),
            "Some(OtpCode(…))"
        );
    }

    #[test]
    fn a_step_counts_once_and_never_backwards() {
        assert_eq!(accept(None, NEVER), CodeVerdict::Wrong);
        assert_eq!(accept(Some(0), NEVER), CodeVerdict::Accepted { step: 0 });
        assert_eq!(accept(Some(7), 6), CodeVerdict::Accepted { step: 7 });
        assert_eq!(accept(Some(7), 7), CodeVerdict::Replayed);
        assert_eq!(accept(Some(6), 7), CodeVerdict::Replayed);
        assert_eq!(accept(None, 7), CodeVerdict::Wrong);
    }

    #[test]
    fn steps_are_those_of_rfc_6238() {
        // Appendix B.
        for (seconds, step) in [
            (59, 1),
            (1_111_111_109, 0x0235_23ec),
            (1_111_111_111, 0x0235_23ed),
            (20_000_000_000, 0x27bc_86aa),
        ] {
            assert_eq!(step_at(Timestamp(seconds * 1000)), step);
        }
    }
}
