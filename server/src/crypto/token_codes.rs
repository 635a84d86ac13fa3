//! The codes of one hardware token (RFC 4226): SHA-1, six digits, a step for each. What a step is, the rules say.

use identity::{
    hardware_token::TokenSeed,
    totp::{DIGITS, OtpCode},
};
use totp_rs::{Algorithm, Builder, Totp};

/// A code for each step.
pub struct TokenCodes(Totp);

impl TokenCodes {
    /// None for a secret that is too short.
    pub fn of(seed: &TokenSeed) -> Option<Self> {
        // Counted in steps of one second, the number of the second is the counter of RFC 4226.
        let builder = Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(u8::try_from(DIGITS).ok()?)
            .with_skew(0)
            .with_step_duration(1)
            .with_secret(seed.as_bytes().to_vec());
        builder.build().ok().map(Self)
    }

    /// Compared in constant time; no code is before the first step.
    pub fn is(&self, step: i64, code: &OtpCode) -> bool {
        u64::try_from(step).is_ok_and(|step| self.0.check(code.as_str(), step).is_some())
    }

    /// The first of these steps whose code this is.
    pub fn find(&self, code: &OtpCode, steps: impl IntoIterator<Item = i64>) -> Option<i64> {
        steps.into_iter().find(|step| self.is(*step, code))
    }

    /// The later one of two steps in a row whose codes these are (RFC 4226, section 7.4).
    pub fn find_pair(
        &self,
        (first, second): (&OtpCode, &OtpCode),
        steps: impl IntoIterator<Item = i64>,
    ) -> Option<i64> {
        let mut steps = steps.into_iter();
        let step = steps.find(|step| self.is(*step, first) && self.is(step + 1, second))?;
        Some(step + 1)
    }

    /// What the token shows: for tests.
    pub fn at(&self, step: i64) -> Option<String> {
        Some(self.0.generate(u64::try_from(step).ok()?).to_string())
    }
}

impl std::fmt::Debug for TokenCodes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TokenCodes(…)")
    }
}

#[cfg(test)]
mod tests {
    use identity::{
        hardware_token::{OathKind, Standing},
        time::Timestamp,
    };

    use super::*;

    fn codes() -> TokenCodes {
        let seed = TokenSeed::from_bytes(b"12345678901234567890".to_vec());
        TokenCodes::of(&seed.unwrap()).unwrap()
    }

    fn code(text: &str) -> OtpCode {
        OtpCode::parse(text).unwrap()
    }

    #[test]
    fn rfc_4226_appendix_d() {
        let table = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583",
            "399871", "520489",
        ];
        let codes = codes();
        for (counter, expected) in (0..).zip(table) {
            assert_eq!(codes.at(counter).unwrap(), expected, "counter {counter}");
            assert_eq!(codes.find(&code(expected), 0..10), Some(counter));
        }
        assert!(!codes.is(-1, &code("755224")));
    }

    #[test]
    fn rfc_6238_appendix_b() {
        // The last six digits of the codes for SHA-1.
        for (seconds, expected) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let now = Timestamp(seconds * 1000);
            let steps = Standing::new(OathKind::Totp30).steps(now);
            let step = codes().find(&code(expected), steps);
            assert_eq!(step, Some(seconds / 30), "{seconds}");
            // A token of 60 seconds shows the same code twice as late.
            let late = Timestamp(seconds / 30 * 60_000);
            let steps = Standing::new(OathKind::Totp60).steps(late);
            assert_eq!(codes().find(&code(expected), steps), step, "{seconds}");
        }
    }

    #[test]
    fn two_codes_count_in_their_order_alone() {
        let standing = Standing::new(OathKind::Hotp);
        let searched = || standing.searched(Timestamp(0));
        let [second, third] = ["287082", "359152"].map(code);
        assert_eq!(codes().find_pair((&second, &third), searched()), Some(2));
        assert_eq!(codes().find_pair((&third, &second), searched()), None);
        assert_eq!(codes().find_pair((&third, &third), searched()), None);
        // Case M-22: far ahead, a single code does not count, and two of them do.
        let [far, next] = [40, 41].map(|counter| code(&codes().at(counter).unwrap()));
        assert_eq!(codes().find(&far, standing.steps(Timestamp(0))), None);
        assert_eq!(codes().find_pair((&far, &next), searched()), Some(41));
        let [out, after] = [101, 102].map(|counter| code(&codes().at(counter).unwrap()));
        assert_eq!(codes().find_pair((&out, &after), searched()), None);
    }
}
