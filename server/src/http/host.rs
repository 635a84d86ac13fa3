//! The names that this installation answers to; a request for any other is misdirected (case S-14).

use std::collections::HashMap;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Uri, header::HOST},
    middleware::Next,
    response::Response,
};

use super::{
    AppState, health,
    rejection::{Asker, Rejection},
};

/// Scheme, and the organisation that each name stands for, if one is configured so.
#[derive(Clone, Debug)]
pub struct Hosts {
    scheme: String,
    /// By name and port, the port left out where it is the scheme's own.
    names: HashMap<String, Option<String>>,
}

/// The name that a request was sent to, in the extensions of every request that passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// What an `Origin` header of our own pages says.
    pub origin: String,
    pub organisation: Option<String>,
}

impl Hosts {
    /// `public` is the origin of the public address. The `others` are names that each stand for an organisation; they are
    /// served on its port.
    pub fn new<'a>(
        public: &str,
        others: impl IntoIterator<Item = (&'a String, &'a String)>,
    ) -> Self {
        let (scheme, authority) = public.split_once("://").unwrap_or(("https", public));
        let port = authority
            .rsplit_once(':')
            .map(|(_, port)| format!(":{port}"))
            .unwrap_or_default();
        let mut hosts = Self {
            scheme: scheme.to_owned(),
            names: HashMap::from([(authority.to_owned(), None)]),
        };
        for (name, organisation) in others {
            hosts
                .names
                .insert(format!("{name}{port}"), Some(organisation.clone()));
        }
        hosts
    }

    fn plain(&self, authority: &str) -> String {
        let name = authority.to_ascii_lowercase();
        let own_port = if self.scheme == "https" {
            ":443"
        } else {
            ":80"
        };
        name.strip_suffix(own_port).unwrap_or(&name).to_owned()
    }

    fn find(&self, authority: &str) -> Option<Host> {
        let name = self.plain(authority);
        let organisation = self.names.get(&name)?.clone();
        Some(Host {
            origin: format!("{}://{name}", self.scheme),
            organisation,
        })
    }

    /// What the request line says must be ours, and so must the one `Host` header; over HTTP/2 there may be none.
    fn recognise(&self, uri: &Uri, headers: &HeaderMap) -> Option<Host> {
        let named: Vec<&str> = headers
            .get_all(HOST)
            .iter()
            .map(|value| value.to_str().unwrap_or_default())
            .collect();
        let target = uri
            .authority()
            .map(|authority| self.find(authority.as_str()));
        match (target, named.as_slice()) {
            (Some(target), []) => target,
            (None, [one]) => self.find(one),
            (Some(target), [one]) => {
                target.filter(|target| self.find(one).as_ref() == Some(target))
            }
            _ => None,
        }
    }
}

pub async fn check(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    // A load balancer asks by whatever name it knows us by; the answer holds nothing.
    if health::PATHS.contains(&request.uri().path()) {
        return next.run(request).await;
    }
    match state.hosts.recognise(request.uri(), request.headers()) {
        Some(host) => {
            request.extensions_mut().insert(host);
            next.run(request).await
        }
        None => Rejection::WrongHost.answer(&Asker::of(&request), &state.assets),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts() -> Hosts {
        Hosts::new(
            "https://id.example.com",
            [(&"login.acme.test".to_owned(), &"acme".to_owned())],
        )
    }

    fn seen(uri: &str, named: &[&str]) -> Option<Host> {
        let headers = named
            .iter()
            .map(|name| (HOST, name.parse().unwrap()))
            .collect();
        hosts().recognise(&uri.parse().unwrap(), &headers)
    }

    #[test]
    fn our_names_pass_however_they_are_spelt() {
        let ours = Some(Host {
            origin: "https://id.example.com".to_owned(),
            organisation: None,
        });
        for name in ["id.example.com", "ID.Example.com", "id.example.com:443"] {
            assert_eq!(seen("/", &[name]), ours, "{name}");
        }
        assert_eq!(seen("https://id.example.com/", &[]), ours);
        assert_eq!(seen("https://id.example.com/", &["id.example.com"]), ours);
        assert_eq!(
            seen("/", &["login.acme.test"])
                .unwrap()
                .organisation
                .as_deref(),
            Some("acme")
        );
    }

    #[test]
    fn no_other_name_passes() {
        for name in [
            "evil",
            "id.example.com.evil",
            "id.example.com:8080",
            "id.example.com:80",
            "",
            "id.example.com@evil",
        ] {
            assert_eq!(seen("/", &[name]), None, "{name}");
        }
        assert_eq!(seen("/", &[]), None);
        assert_eq!(seen("/", &["id.example.com", "id.example.com"]), None);
        assert_eq!(seen("https://evil/", &["id.example.com"]), None);
        assert_eq!(seen("https://id.example.com/", &["login.acme.test"]), None);
    }

    #[test]
    fn a_port_of_its_own_belongs_to_the_name() {
        let local = Hosts::new(
            "http://localhost:3000",
            [(&"acme.localhost".to_owned(), &"acme".to_owned())],
        );
        assert_eq!(
            local
                .find("acme.localhost:3000")
                .unwrap()
                .organisation
                .as_deref(),
            Some("acme")
        );
        assert_eq!(
            local.find("localhost:3000").unwrap().origin,
            "http://localhost:3000"
        );
        assert!(local.find("localhost").is_none() && local.find("127.0.0.1:3000").is_none());
    }
}
