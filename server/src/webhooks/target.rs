//! The address of an endpoint: read once where it is typed, and again before each call, since the settings may have changed.

use identity::{refusal::Refusal, webhook::LONGEST_URL};
use url::{Host, Url};

use crate::config::{PlainHttp, Webhooks};

/// An address that may be called, as far as its text tells: what its name leads to is looked at when it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    url: Url,
    pub host: Host<String>,
    pub port: u16,
    pub scheme: Scheme,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    Http,
    Https,
}

impl Target {
    pub fn parse(typed: &str, rules: &Webhooks) -> Result<Self, Refusal> {
        let invalid = || Refusal::WebhookUrlInvalid;
        let url = Url::parse(typed.trim()).map_err(|_| invalid())?;
        let scheme = match url.scheme() {
            "https" => Scheme::Https,
            "http" if rules.plain_http == PlainHttp::Allowed => Scheme::Http,
            "http" => return Err(Refusal::WebhookUrlPlain),
            _ => return Err(invalid()),
        };
        // A name and a password in an address end up in logs.
        let bare = url.username().is_empty() && url.password().is_none();
        if !bare || url.fragment().is_some() || url.as_str().len() > LONGEST_URL {
            return Err(invalid());
        }
        let host = url.host().ok_or_else(invalid)?.to_owned();
        let port = url.port_or_known_default().ok_or_else(invalid)?;
        let inside = match &host {
            Host::Domain(_) => false,
            Host::Ipv4(address) => !rules.admits((*address).into()),
            Host::Ipv6(address) => !rules.admits((*address).into()),
        };
        if inside {
            return Err(Refusal::WebhookUrlInside);
        }
        Ok(Self {
            url,
            host,
            port,
            scheme,
        })
    }

    /// In its one spelling.
    pub fn as_str(&self) -> &str {
        self.url.as_str()
    }

    /// What the `Host` header says.
    pub fn authority(&self) -> String {
        match self.url.port() {
            Some(port) => format!("{}:{port}", self.host),
            None => self.host.to_string(),
        }
    }

    /// What is asked for there.
    pub fn path(&self) -> String {
        let query = self.url.query().map(|query| format!("?{query}"));
        format!("{}{}", self.url.path(), query.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_in_its_one_spelling() {
        let rules = Webhooks::default();
        for (typed, written, authority, path) in [
            (
                " https://Hooks.Example.com ",
                "https://hooks.example.com/",
                "hooks.example.com",
                "/",
            ),
            (
                "https://hooks.example.com:8443/a/b?c=d",
                "https://hooks.example.com:8443/a/b?c=d",
                "hooks.example.com:8443",
                "/a/b?c=d",
            ),
            (
                "https://bücher.example/x",
                "https://xn--bcher-kva.example/x",
                "xn--bcher-kva.example",
                "/x",
            ),
            (
                "https://[2606:4700::1111]/",
                "https://[2606:4700::1111]/",
                "[2606:4700::1111]",
                "/",
            ),
        ] {
            let target = Target::parse(typed, &rules).unwrap();
            assert_eq!(target.as_str(), written);
            assert_eq!(target.authority(), authority);
            assert_eq!(target.path(), path);
        }
    }

    #[test]
    fn what_is_no_address_or_plain_or_inside_is_refused() {
        let long = format!("https://example.com/{}", "a".repeat(500));
        for (typed, why) in [
            ("", Refusal::WebhookUrlInvalid),
            ("hooks.example.com", Refusal::WebhookUrlInvalid),
            ("https://", Refusal::WebhookUrlInvalid),
            ("ftp://example.com", Refusal::WebhookUrlInvalid),
            ("file:///etc/passwd", Refusal::WebhookUrlInvalid),
            ("javascript:alert(1)", Refusal::WebhookUrlInvalid),
            ("https://user:word@example.com", Refusal::WebhookUrlInvalid),
            ("https://example.com/#x", Refusal::WebhookUrlInvalid),
            (long.as_str(), Refusal::WebhookUrlInvalid),
            ("http://example.com", Refusal::WebhookUrlPlain),
            ("https://127.0.0.1/", Refusal::WebhookUrlInside),
            ("https://10.1.2.3/", Refusal::WebhookUrlInside),
            ("https://169.254.169.254/latest", Refusal::WebhookUrlInside),
            ("https://[::1]/", Refusal::WebhookUrlInside),
            ("https://[::ffff:10.0.0.1]/", Refusal::WebhookUrlInside),
            // Other ways to write 127.0.0.1.
            ("https://0x7f.1/", Refusal::WebhookUrlInside),
            ("https://2130706433/", Refusal::WebhookUrlInside),
            ("https://0177.0.0.1/", Refusal::WebhookUrlInside),
            ("https://127。0。0。1/", Refusal::WebhookUrlInside),
        ] {
            let parsed = Target::parse(typed, &Webhooks::default());
            assert_eq!(parsed, Err(why), "{typed}");
        }
    }

    #[test]
    fn the_settings_let_more_through() {
        let rules = Webhooks {
            networks: vec!["10.0.0.0/8".parse().unwrap()],
            plain_http: PlainHttp::Allowed,
        };
        assert!(Target::parse("http://10.1.2.3:8080/x", &rules).is_ok());
        let outside = Target::parse("http://192.168.0.1/", &rules);
        assert_eq!(outside, Err(Refusal::WebhookUrlInside));
    }
}
