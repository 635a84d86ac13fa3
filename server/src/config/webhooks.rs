//! What webhooks may call.

use std::net::IpAddr;

use identity::webhook::reach::is_public;
use ipnet::IpNet;
use serde::Deserialize;

/// By default https on the public internet, and nothing else.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Webhooks {
    /// Networks that are not the public internet, and that may be called all the same.
    pub networks: Vec<IpNet>,
    pub plain_http: PlainHttp,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PlainHttp {
    #[default]
    Refused,
    /// What is told then travels readable; signed it is all the same.
    Allowed,
}

impl Webhooks {
    /// Whether this address may be called. An IPv4 address inside an IPv6 one is taken for what it is.
    pub fn admits(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        is_public(address) || self.networks.iter().any(|net| net.contains(&address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_named_networks_are_let_in() {
        let rules = Webhooks {
            networks: vec!["10.1.0.0/16".parse().unwrap(), "fd00::/8".parse().unwrap()],
            ..Webhooks::default()
        };
        for (address, admitted) in [
            ("8.8.8.8", true),
            ("10.1.2.3", true),
            ("::ffff:10.1.2.3", true),
            ("10.2.0.1", false),
            ("127.0.0.1", false),
            ("fd00::1", true),
            ("::1", false),
        ] {
            assert_eq!(
                rules.admits(address.parse().unwrap()),
                admitted,
                "{address}"
            );
        }
    }
}
