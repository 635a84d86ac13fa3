//! Backup codes: ten look-up secrets of 75 bits, each good for one sign-in (NIST SP 800-63B-4, sections 3.1.2 and 4.2.1.1).

use std::fmt;

use crate::{look_up, secret::Secret};

/// How many make a set.
pub const COUNT: usize = 10;
/// So few are left that it is said at sign-in.
pub const FEW: u32 = 3;

const LENGTH: usize = 15;
const GROUP: usize = 5;

/// One backup code: fifteen characters of five bits.
#[derive(Clone, PartialEq, Eq)]
pub struct BackupCode(Secret);

impl BackupCode {
    /// A new code from 80 random bits, of which 75 are used.
    pub fn from_random(random: [u8; 10]) -> Self {
        Self(look_up::draw(random, LENGTH))
    }

    /// Reads a code as people type it.
    pub fn parse(typed: &str) -> Option<Self> {
        look_up::read(typed, LENGTH).map(Self)
    }

    /// The fifteen characters without separators: what is hashed.
    pub fn canonical(&self) -> &str {
        self.0.reveal()
    }

    /// The same as a secret.
    pub const fn secret(&self) -> &Secret {
        &self.0
    }

    /// `XXXXX-XXXXX-XXXXX`: what is shown, copied and printed.
    pub fn grouped(&self) -> Secret {
        look_up::grouped(&self.0, GROUP)
    }
}

impl fmt::Debug for BackupCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BackupCode(…)")
    }
}

#[cfg(test)]
mod tests;
