//! The cookies that a request brought along: claims, and each at most once.

use axum::http::{HeaderMap, header::COOKIE};
use identity::{language::Language, secret::Secret};

use super::cookies::{Cookie, PREFIX};
use crate::crypto::token::Digest;

/// What came in. A value that does not look like one of ours counts as absent.
#[derive(Clone, Debug, Default)]
pub struct Jar {
    pub session: Option<Secret>,
    pub sign_in: Option<Secret>,
    pub anonymous: Option<Secret>,
    pub language: Option<Language>,
    pub device: Option<Secret>,
    /// Still sealed.
    pub flash: Option<Secret>,
}

/// Two cookies of one name: somebody planted one of them, and there is no telling which (case C-04).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doubled;

impl Jar {
    pub fn read(headers: &HeaderMap) -> Result<Self, Doubled> {
        let mut jar = Self::default();
        let mut seen: Vec<&str> = Vec::new();
        let lines = headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok());
        for (name, value) in lines
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
        {
            if !name.starts_with(PREFIX) {
                continue;
            }
            if seen.contains(&name) {
                return Err(Doubled);
            }
            seen.push(name);
            jar.take(name, value);
        }
        Ok(jar)
    }

    fn take(&mut self, name: &str, value: &str) {
        let token = || Digest::parse(value).map(|_| Secret::new(value));
        if name == Cookie::Session.name() {
            self.session = token();
        } else if name == Cookie::SignIn.name() {
            self.sign_in = token();
        } else if name == Cookie::Anonymous.name() {
            self.anonymous = token();
        } else if name == Cookie::Device.name() {
            self.device = token();
        } else if name == Cookie::Language.name() {
            self.language = value.parse().ok();
        } else if name == Cookie::Flash.name() && !value.is_empty() {
            self.flash = Some(Secret::new(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(lines: &[&str]) -> HeaderMap {
        lines
            .iter()
            .map(|line| (COOKIE, HeaderValue::from_str(line).unwrap()))
            .collect()
    }

    #[test]
    fn reads_ours_and_leaves_the_others() {
        let token = "A".repeat(43);
        let jar = Jar::read(&headers(&[
            &format!("theme=x; __Host-sid={token}; __Host-lang=de"),
            "theme=y",
        ]))
        .unwrap();
        assert_eq!(jar.session.unwrap().reveal(), token);
        assert_eq!(jar.language, Some(Language::De));
        assert!(jar.sign_in.is_none() && jar.anonymous.is_none() && jar.flash.is_none());
    }

    #[test]
    fn what_is_no_token_is_absent() {
        for bad in [
            "",
            "short",
            &"A".repeat(44),
            &format!("{}!", "A".repeat(42)),
        ] {
            assert!(
                Jar::read(&headers(&[&format!("__Host-pre={bad}")]))
                    .unwrap()
                    .sign_in
                    .is_none(),
                "{bad}"
            );
        }
    }

    #[test]
    fn two_of_one_name_are_refused_wherever_they_stand() {
        let (one, other) = (
            format!("__Host-sid={}", "A".repeat(43)),
            format!("__Host-sid={}", "E".repeat(43)),
        );
        assert_eq!(
            Jar::read(&headers(&[&format!("{one}; {other}")])).err(),
            Some(Doubled)
        );
        assert_eq!(Jar::read(&headers(&[&one, &other])).err(), Some(Doubled));
        assert_eq!(
            Jar::read(&headers(&["__Host-kd=a; __Host-kd=b"])).err(),
            Some(Doubled)
        );
    }
}
