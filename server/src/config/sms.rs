//! Who sends text messages.

use identity::{phone::CountryPrefix, secret::Secret};
use serde::Deserialize;

use super::{PlainHttp, Webhooks};
use crate::webhooks::{signing_secret::SigningSecret, target::Target};

/// Without an address, messages are written to files.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sms {
    /// Where each message is posted.
    pub url: String,
    /// `whsec_…`: what each is signed with.
    pub secret: Secret,
    /// What numbers must begin with; none: anything.
    pub countries: Vec<CountryPrefix>,
    /// Messages of one organisation in a day. 0: as many as there are.
    pub daily: u32,
}

impl Default for Sms {
    fn default() -> Self {
        Self {
            url: String::new(),
            secret: Secret::default(),
            countries: Vec::new(),
            daily: 500,
        }
    }
}

impl Sms {
    /// The one address that messages go to. Whoever writes the settings may name any, within the own network as well.
    pub fn reach() -> Webhooks {
        Webhooks {
            networks: ["0.0.0.0/0", "::/0"]
                .iter()
                .filter_map(|net| net.parse().ok())
                .collect(),
            plain_http: PlainHttp::Allowed,
        }
    }

    /// Sentences about what cannot be.
    pub(super) fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if self.url.is_empty() != self.secret.is_empty() {
            problems.push("sms.url and sms.secret belong together".to_owned());
        }
        if !self.url.is_empty() && !self.is_fit() {
            problems.push(
                "sms.url must be an address such as https://sms.example.com/send; http only for localhost"
                    .to_owned(),
            );
        }
        if !self.secret.is_empty() && SigningSecret::parse(&self.secret).is_err() {
            problems.push(
                "sms.secret must be whsec_ and 24 to 32 bytes in base64, such as: echo whsec_$(openssl rand -base64 32)"
                    .to_owned(),
            );
        }
        problems
    }

    /// Numbers and codes never travel in plain.
    fn is_fit(&self) -> bool {
        let here = ["http://localhost", "http://127.0.0.1", "http://[::1]"];
        let at_home = |url: &str| {
            let rest = here.iter().find_map(|start| url.strip_prefix(start));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
        };
        let fits = Target::parse(&self.url, &Self::reach()).is_ok();
        fits && (self.url.starts_with("https://") || at_home(&self.url))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(url: &str, secret: &str) -> usize {
        let sms = Sms {
            url: url.to_owned(),
            secret: Secret::from(secret.to_owned()),
            ..Sms::default()
        };
        sms.problems().len()
    }

    #[test]
    fn an_address_and_its_secret_belong_together() {
        const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        assert_eq!(problems("", ""), 0);
        for good in [
            "https://sms.example.com/send",
            "https://10.1.2.3:8443/",
            "http://localhost:9000/send",
            "http://127.0.0.1/",
            "http://[::1]:9000",
        ] {
            assert_eq!(problems(good, SECRET), 0, "{good}");
        }
        for bad in [
            "http://sms.example.com/",
            "http://localhost.example.com/",
            "sms.example.com",
            "https://user:word@sms.example.com/",
            "ftp://localhost/",
        ] {
            assert_eq!(problems(bad, SECRET), 1, "{bad}");
        }
        assert_eq!(problems("https://sms.example.com/", ""), 1);
        assert_eq!(problems("", SECRET), 1);
        assert_eq!(problems("https://sms.example.com/", "hunter2"), 1);
    }
}
