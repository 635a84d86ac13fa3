//! Backup codes: ten look-up secrets of 75 bits, each good for one sign-in (NIST SP 800-63B-4, sections 3.1.2 and 4.2.1.1).

use std::fmt;

use zeroize::Zeroize;

use crate::secret::Secret;

/// How many make a set.
pub const COUNT: usize = 10;
/// So few are left that it is said at sign-in.
pub const FEW: u32 = 3;

/// Crockford's base 32: no I, L, O or U, so that nothing read from paper is ambiguous.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 15;
const GROUP: usize = 5;
/// Nobody types more separators than this; what is longer is not a code.
const MOST_TYPED: usize = 64;

/// One backup code: fifteen characters of five bits.
#[derive(Clone, PartialEq, Eq)]
pub struct BackupCode(Secret);

impl BackupCode {
    /// A new code from 80 random bits, of which 75 are used.
    pub fn from_random(mut random: [u8; 10]) -> Self {
        let mut bits = random
            .iter()
            .fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
        let mut code = String::with_capacity(LENGTH);
        for _ in 0..LENGTH {
            code.push(
                ALPHABET
                    .get((bits & 31) as usize)
                    .copied()
                    .map_or('0', char::from),
            );
            bits >>= 5;
        }
        random.zeroize();
        bits.zeroize();
        Self(Secret::from(code))
    }

    /// Reads a code as people type it: any case, any hyphens or spaces, O for 0 and I or L for 1 (case B-05).
    pub fn parse(typed: &str) -> Option<Self> {
        if typed.chars().count() > MOST_TYPED {
            return None;
        }
        // Room for all of it at once, so that no copy of the code stays behind in memory.
        let mut code = String::with_capacity(typed.len());
        for c in typed.chars().filter(|c| !is_separator(*c)) {
            let plain = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            code.push(plain);
        }
        let code = Secret::from(code);
        let letters = code.reveal().bytes().all(|b| ALPHABET.contains(&b));
        (code.reveal().len() == LENGTH && letters).then_some(Self(code))
    }

    /// The fifteen characters without separators: what is hashed.
    pub fn canonical(&self) -> &str {
        self.0.reveal()
    }

    /// `XXXXX-XXXXX-XXXXX`: what is shown, copied and printed.
    pub fn grouped(&self) -> Secret {
        let mut text = String::with_capacity(LENGTH + LENGTH / GROUP);
        for (at, c) in self.canonical().chars().enumerate() {
            if at > 0 && at % GROUP == 0 {
                text.push('-');
            }
            text.push(c);
        }
        Secret::from(text)
    }
}

/// White space, and all that looks like a hyphen or comes along when a code is pasted.
fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2060}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}'
                | '\u{feff}' | '\u{ff0d}'
        )
}

impl fmt::Debug for BackupCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BackupCode(…)")
    }
}

#[cfg(test)]
mod tests;
