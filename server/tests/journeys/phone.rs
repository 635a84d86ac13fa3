//! An authenticator app: takes the key that a page shows and tells codes, by totp-rs.

use identity::time::Timestamp;
use totp_rs::{Builder, Secret, Totp};

use super::browser::Page;

/// One app on one phone.
#[derive(Clone, Debug)]
pub struct Phone(Totp);

impl Phone {
    /// Scans the page of a pending factor.
    pub fn scan(page: &Page) -> Self {
        let key = page
            .attribute("a[href^='otpauth:']", "href")
            .unwrap_or_else(|| panic!("{} shows no key:\n{}", page.path, page.text()));
        Self::of_uri(&key)
    }

    /// Scans what the picture says.
    pub fn of_uri(uri: &str) -> Self {
        let key = uri
            .split("secret=")
            .nth(1)
            .unwrap()
            .split('&')
            .next()
            .unwrap()
            .to_owned();
        let secret = data_encoding::BASE32_NOPAD.decode(key.as_bytes()).unwrap();
        Self(
            Builder::new()
                .with_secret(Secret::from(secret))
                .build_noncompliant(),
        )
    }

    /// The code that it shows at an instant.
    pub fn code(&self, now: Timestamp) -> String {
        self.0
            .generate(now.seconds().try_into().unwrap())
            .to_string()
    }

    /// Six digits that are none of the codes around an instant.
    pub fn wrong_code(&self, now: Timestamp) -> String {
        let near: Vec<String> = (-2..=2)
            .map(|steps| self.code(Timestamp(now.0 + steps * 30_000)))
            .collect();
        (0..)
            .map(|n| format!("{n:06}"))
            .find(|code| !near.contains(code))
            .unwrap()
    }
}
