//! Organisations: their short name, their standing, and what they ask of their own admins.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{coded::coded, refusal::Refusal};

coded! {
    /// Whether an organisation's people can sign in.
    OrganisationStatus {
        Active = "active",
        /// By an operator: everybody is refused until it is lifted.
        Suspended = "suspended",
        /// For good. Its row stays, so that neither its id nor its short name ever means another one.
        Deleted = "deleted",
    }
}

coded! {
    /// What an admin proves before a reset, a revocation of sessions or a password reset; the stricter one is the greater.
    StepUpRequirement {
        Off = "off",
        AnyFactor = "any_factor",
        PhishingResistant = "phishing_resistant",
    }
}

/// The short name of an organisation: what stands in `/o/<slug>/sign-in` and, where so configured, in a host name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Slug(String);

/// Words that could be taken for a part of the product, for a host of its operator or for "none".
const RESERVED: &str = "\
    account admin api assets auth autoconfig autodiscover blog cdn console dev do docs enrol \
    forgot-password ftp health help id identity imap installation latchkey livez localhost \
    login mail metrics mta-sts new none ns1 ns2 null oauth2 operator pkg pop pop3 postmaster \
    readyz reset-password root security setup sign-in sign-out smtp sso static status support \
    system undefined webmail webmaster welcome well-known wpad www";

impl Slug {
    const LEAST: usize = 2;
    const MOST: usize = 40;

    /// Letters, digits and inner hyphens, so that it also serves as a label of a host name (RFC 1035, section 2.3.1).
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let slug = typed.trim().to_ascii_lowercase();
        let fits = (Self::LEAST..=Self::MOST).contains(&slug.len());
        let plain = slug
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let inner = !slug.starts_with('-') && !slug.ends_with('-');
        // The third and fourth place may not both be hyphens: such labels are kept for encodings (RFC 5891, section 4.2.3.1).
        let encoded = slug.get(2..4) == Some("--");
        if !(fits && plain && inner) || encoded || is_reserved(&slug) {
            return Err(Refusal::SlugInvalid);
        }
        Ok(Self(slug))
    }

    /// What comes back from the database, where only parsed ones went in.
    pub const fn stored(text: String) -> Self {
        Self(text)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_reserved(slug: &str) -> bool {
    RESERVED.split(' ').any(|word| word == slug)
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_is_a_label() {
        for (typed, slug) in [
            ("acme", "acme"),
            (" ACME ", "acme"),
            ("a1", "a1"),
            ("north-east-2", "north-east-2"),
            ("42", "42"),
        ] {
            assert_eq!(Slug::parse(typed).as_ref().map(Slug::as_str), Ok(slug));
        }
        let (most, more) = ("a".repeat(40), "a".repeat(41));
        assert!(Slug::parse(&most).is_ok());
        for bad in [
            "", "a", "-a", "a-", "a b", "a_b", "a.b", "a/b", "ümlaut", "xn--abc", "admin",
            "Sign-In", "latchkey", "www", &more,
        ] {
            assert_eq!(Slug::parse(bad), Err(Refusal::SlugInvalid), "{bad:?}");
        }
    }
}
