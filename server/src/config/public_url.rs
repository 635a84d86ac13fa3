//! The address under which people reach us: what mailed links begin with, and what `Origin` is compared to.

use std::{fmt, str::FromStr};

use axum::http::Uri;
use serde::Deserialize;

/// `https://id.example.com`, without a path. Plain http only on this machine, since cookies and passwords travel.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct PublicUrl {
    origin: String,
    host: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "it must be an address such as https://id.example.com, without a path; plain http only on localhost"
)]
pub struct UnfitUrl;

impl PublicUrl {
    /// Without a port, in lower case.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// As browsers send it in `Origin`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    pub fn is_https(&self) -> bool {
        self.origin.starts_with("https:")
    }
}

impl Default for PublicUrl {
    fn default() -> Self {
        Self {
            origin: "http://localhost:3000".to_owned(),
            host: "localhost".to_owned(),
        }
    }
}

impl FromStr for PublicUrl {
    type Err = UnfitUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let uri: Uri = text.parse().map_err(|_| UnfitUrl)?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(UnfitUrl);
        };
        if !matches!(uri.path(), "" | "/") || uri.query().is_some() || text.contains(['@', '#']) {
            return Err(UnfitUrl);
        }
        let host = authority.host().to_ascii_lowercase();
        let default_port = match scheme {
            "https" => 443,
            "http" if matches!(host.as_str(), "localhost" | "127.0.0.1" | "[::1]") => 80,
            _ => return Err(UnfitUrl),
        };
        // A browser leaves the default port out of Origin.
        if authority.as_str().ends_with(':') {
            return Err(UnfitUrl);
        }
        let port = authority.port_u16().filter(|port| *port != default_port);
        let port = port.map_or_else(String::new, |port| format!(":{port}"));
        if host.is_empty() {
            Err(UnfitUrl)
        } else {
            Ok(Self {
                origin: format!("{scheme}://{host}{port}"),
                host,
            })
        }
    }
}

impl TryFrom<String> for PublicUrl {
    type Error = UnfitUrl;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_becomes_what_browsers_call_the_origin() {
        for (text, origin) in [
            ("https://id.example.com", "https://id.example.com"),
            ("https://ID.Example.com:443/", "https://id.example.com"),
            ("https://id.example.com:8443", "https://id.example.com:8443"),
            ("http://localhost:3000", "http://localhost:3000"),
            ("http://127.0.0.1", "http://127.0.0.1"),
            ("http://[::1]:3000", "http://[::1]:3000"),
        ] {
            assert_eq!(text.parse::<PublicUrl>().unwrap().origin(), origin);
        }
    }

    #[test]
    fn plain_http_elsewhere_and_everything_but_an_origin_are_refused() {
        for bad in [
            "",
            "id.example.com",
            "http://id.example.com",
            "http://localhost.example.com",
            "https://",
            "https://id.example.com:",
            "https://id.example.com/login",
            "https://id.example.com/?x",
            "https://user@id.example.com",
            "https://id.example.com#x",
            "ftp://id.example.com",
            "javascript:alert(1)",
        ] {
            assert_eq!(bad.parse::<PublicUrl>(), Err(UnfitUrl), "{bad}");
        }
    }
}
