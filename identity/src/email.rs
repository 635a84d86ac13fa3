//! E-mail addresses, and the one key under which an address is found and throttled.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::{refusal::Refusal, text::is_unseen, time::Span};

/// The longest address (RFC 5321, section 4.5.3.1.3, without the angle brackets).
const MOST_BYTES: usize = 254;
/// The longest part before the at sign (RFC 5321, section 4.5.3.1.1).
const MOST_LOCAL_BYTES: usize = 64;
/// How many addresses one person may have, the first one among them (NIST SP 800-63B-4, section 4.6, asks for two).
pub const MOST_ADDRESSES: usize = 2;
/// How long the link works that confirms an address (section 4.2.1.2).
pub const CONFIRM_LIVES: Span = Span::hours(24);
/// Marks a key that was cut. No address holds a space, so a cut key is never the key of one.
const CUT: &str = " …";

/// An address that mail can be sent to, as its owner writes it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Plain addresses only: no quoted local part, no literal domain, nothing that means something in a header (case I-05).
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let typed = typed.trim();
        if typed.len() > 2 * MOST_BYTES {
            return Err(Refusal::EmailInvalid);
        }
        let address: String = typed.nfc().collect();
        let address = address.strip_suffix('.').unwrap_or(&address);
        let (local, domain) = address.split_once('@').ok_or(Refusal::EmailInvalid)?;
        let fits = address.len() <= MOST_BYTES && local.len() <= MOST_LOCAL_BYTES;
        // The key must not be cut, or two addresses could share one.
        if !(fits
            && is_local(local)
            && is_domain(domain)
            && lookup_key(address).len() <= MOST_BYTES)
        {
            return Err(Refusal::EmailInvalid);
        }
        Ok(Self(address.to_owned()))
    }

    /// What comes back from the database, where only parsed addresses went in.
    pub const fn stored(text: String) -> Self {
        Self(text)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key for look-up and throttling: every spelling of the address has the same one.
    pub fn key(&self) -> String {
        lookup_key(&self.0)
    }

    /// The part before the at sign.
    pub fn local_part(&self) -> &str {
        self.0.split_once('@').map_or("", |(local, _)| local)
    }
}

/// The key of whatever was typed at sign-in, garbage included: NFC, lower case, no white space, nothing unseen, no dot at the
/// end, at most 254 bytes. Alternating the spelling gains no guesses, since the counter stands under this key (case S-06).
pub fn lookup_key(raw: &str) -> String {
    let shown = raw.chars().filter(|c| !c.is_whitespace() && !is_unseen(*c));
    // Lower case may take a character apart again, so NFC comes twice; `take` bounds the work for a huge text.
    let key: String = shown
        .take(4 * MOST_BYTES)
        .nfc()
        .flat_map(char::to_lowercase)
        .nfc()
        .collect();
    let mut key = key.trim_end_matches('.').to_owned();
    if key.len() > MOST_BYTES {
        let at = (0..=MOST_BYTES - CUT.len())
            .rev()
            .find(|at| key.is_char_boundary(*at));
        key.truncate(at.unwrap_or_default());
        key.push_str(CUT);
    }
    key
}

fn is_local(local: &str) -> bool {
    let plain = |c: char| !c.is_whitespace() && !is_unseen(c) && !r#"()<>[]\,;:@""#.contains(c);
    !local.is_empty()
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.chars().all(plain)
}

fn is_domain(domain: &str) -> bool {
    let plain = |c: char| {
        if c.is_ascii() {
            c.is_ascii_alphanumeric() || c == '-'
        } else {
            !c.is_whitespace() && !is_unseen(c)
        }
    };
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(plain)
    };
    (domain.contains('.') || domain.eq_ignore_ascii_case("localhost"))
        && domain.split('.').all(label)
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests;
