//! Every cookie that Latchkey sets: names and attributes as ASVS 3.3 and case C-08 ask.

use identity::time::Span;

/// The prefix makes browsers refuse a cookie with a domain, with another path or from a plain-text page.
pub const PREFIX: &str = "__Host-";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cookie {
    /// A complete session.
    Session,
    /// A sign-in that still owes something.
    SignIn,
    /// Binds the forms of somebody who is neither, so that nobody can be signed in against their will.
    Anonymous,
    Language,
    /// Says which browser this is, to those who have signed in with it. Never sent from a page of somebody else.
    Device,
    /// What must be seen once, sealed.
    Flash,
}

impl Cookie {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Session => "__Host-sid",
            Self::SignIn => "__Host-pre",
            Self::Anonymous => "__Host-anon",
            Self::Language => "__Host-lang",
            Self::Device => "__Host-kd",
            Self::Flash => "__Host-flash",
        }
    }

    /// How long a browser keeps it. None: until it is closed; how long it is worth anything, the store knows.
    const fn lifetime(self) -> Option<Span> {
        match self {
            Self::Session | Self::SignIn => None,
            Self::Anonymous => Some(Span::days(30)),
            Self::Language => Some(Span::days(365)),
            Self::Device => Some(identity::known_device::LIFE),
            Self::Flash => Some(Span::minutes(10)),
        }
    }

    /// Lax, because people arrive from mails; a known device matters only to forms on our own pages.
    const fn same_site(self) -> &'static str {
        match self {
            Self::Device => "Strict",
            _ => "Lax",
        }
    }

    /// `Set-Cookie` with its usual lifetime.
    pub fn set(self, value: &str) -> String {
        self.written(value, self.lifetime())
    }

    /// `Set-Cookie` for what is left of its lifetime.
    pub fn set_for(self, value: &str, left: Span) -> String {
        self.written(value, Some(left))
    }

    /// `Set-Cookie` that ends it.
    pub fn end(self) -> String {
        self.written("", Some(Span::seconds(0)))
    }

    fn written(self, value: &str, lifetime: Option<Span>) -> String {
        let mut text = format!(
            "{}={value}; Path=/; Secure; HttpOnly; SameSite={}",
            self.name(),
            self.same_site()
        );
        if let Some(lifetime) = lifetime {
            text.push_str("; Max-Age=");
            text.push_str(&lifetime.ceil_seconds().to_string());
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn attributes(header: &str) -> (String, BTreeSet<String>) {
        let mut parts = header.split("; ").map(str::to_owned);
        (parts.next().unwrap(), parts.collect())
    }

    fn set_of(attributes: &[&str]) -> BTreeSet<String> {
        attributes.iter().map(|one| (*one).to_owned()).collect()
    }

    const ALWAYS: [&str; 4] = ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"];

    #[test]
    fn a_session_ends_with_the_browser() {
        for (cookie, name) in [
            (Cookie::Session, "__Host-sid"),
            (Cookie::SignIn, "__Host-pre"),
        ] {
            let (pair, found) = attributes(&cookie.set("abc"));
            assert_eq!(pair, format!("{name}=abc"));
            assert_eq!(found, set_of(&ALWAYS));
        }
    }

    #[test]
    fn the_others_say_how_long() {
        for (cookie, name, seconds) in [
            (Cookie::Anonymous, "__Host-anon", "Max-Age=2592000"),
            (Cookie::Language, "__Host-lang", "Max-Age=31536000"),
            (Cookie::Flash, "__Host-flash", "Max-Age=600"),
        ] {
            let (pair, found) = attributes(&cookie.set("v"));
            assert_eq!(pair, format!("{name}=v"));
            assert_eq!(found, set_of(&[ALWAYS.as_slice(), &[seconds]].concat()));
        }
        let (_, found) = attributes(&Cookie::Device.set("v"));
        let known = [
            "Path=/",
            "Secure",
            "HttpOnly",
            "SameSite=Strict",
            "Max-Age=15552000",
        ];
        assert_eq!(found, set_of(&known));
        let (_, found) = attributes(&Cookie::Flash.set_for("v", Span(1_500)));
        assert!(found.contains("Max-Age=2"));
    }

    #[test]
    fn an_ended_cookie_is_empty_and_over() {
        let (pair, found) = attributes(&Cookie::Session.end());
        assert_eq!(pair, "__Host-sid=");
        assert_eq!(found, set_of(&[ALWAYS.as_slice(), &["Max-Age=0"]].concat()));
    }
}
