//! Passwords: what a new one must be (NIST SP 800-63B-4, section 3.1.1.2; ASVS 5.0, 6.2).

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::{policy::Requirement, refusal::Refusal, secret::Secret};

mod common;
mod guessable;
pub mod strength;

/// No policy goes below this.
pub const FLOOR: u32 = 8;
/// The longest password, in code points after NFC (ASVS 6.2.9 asks for 64 at least).
pub const MOST_CHARACTERS: usize = 256;
/// The longest password in bytes after NFC.
pub const MOST_BYTES: usize = 1024;

/// The least length: 15 where a password alone may sign in, else 12.
pub const fn least_length(requirement: Requirement) -> u32 {
    match requirement {
        Requirement::Optional => 15,
        Requirement::Required => 12,
    }
}

/// What stands around the account and must not be all that its password is (ASVS 6.1.2, 6.2.11). Empty where unknown.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// [`least_length`] of the policy that applies.
    pub least: u32,
    pub organisation: &'a str,
    pub slug: &'a str,
    pub person: &'a str,
    pub email: &'a str,
    /// The host name under which people find Latchkey.
    pub host: &'a str,
}

/// A password that may be set, in NFC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPassword(Secret);

impl NewPassword {
    /// Length in code points, then the list of common ones, then the context: no rule about which characters (ASVS 6.2.5),
    /// nothing trimmed, nothing cut (6.2.8).
    pub fn parse(typed: &Secret, context: &Context<'_>) -> Result<Self, Refusal> {
        // NFC never makes a text shorter than a third of its bytes (UAX #15), so a huge one is refused before it costs anything.
        if typed.reveal().len() > 3 * MOST_BYTES {
            return Err(Refusal::PasswordTooLong);
        }
        let password = verify_form(typed);
        let characters = password.reveal().chars().count();
        let least = context.least.max(FLOOR);
        if characters < least as usize {
            return Err(Refusal::PasswordTooShort(least));
        }
        if characters > MOST_CHARACTERS || password.reveal().len() > MOST_BYTES {
            return Err(Refusal::PasswordTooLong);
        }
        let folded = Zeroizing::new(password.reveal().to_lowercase());
        if common::is_listed(&folded) {
            return Err(Refusal::PasswordCommon);
        }
        if guessable::is_guessable(&folded, context) {
            return Err(Refusal::PasswordGuessable);
        }
        Ok(Self(password))
    }

    pub const fn as_secret(&self) -> &Secret {
        &self.0
    }
}

/// The form in which a password is hashed and checked: NFC and nothing else, so that every keyboard's "é" is one.
pub fn verify_form(typed: &Secret) -> Secret {
    // Room for the longest NFC of it, so that no copy stays behind in memory when the text grows.
    let mut text = String::with_capacity(typed.reveal().len() * 3);
    text.extend(typed.reveal().nfc());
    Secret::from(text)
}

#[cfg(test)]
mod tests;
