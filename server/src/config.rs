//! The settings of one installation: `latchkey.toml`, and `LATCHKEY_…` in the environment over it.

use std::{collections::BTreeMap, net::SocketAddr, path::PathBuf};

use identity::secret::Secret;
use ipnet::IpNet;
use serde::Deserialize;

mod check;
mod limits;
mod load;
mod public_url;
mod sms;
mod webhooks;

pub use limits::{Hashing, Lifetimes, Limits};
pub use load::ConfigError;
pub use public_url::{PublicUrl, UnfitUrl};
pub use sms::Sms;
pub use webhooks::{PlainHttp, Webhooks};

/// Every setting, each with its default. `latchkey.sample.toml` says what they mean; a test keeps the two alike.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    pub listen: SocketAddr,
    pub public_url: PublicUrl,
    pub trusted_proxies: Vec<IpNet>,
    pub data_dir: PathBuf,
    pub log: String,
    pub database: Database,
    pub smtp: Option<Smtp>,
    pub sms: Sms,
    /// Which organisation a host name stands for, by its short name.
    pub hosts: BTreeMap<String, String>,
    pub webhooks: Webhooks,
    pub limits: Limits,
    pub lifetimes: Lifetimes,
    pub hashing: Hashing,
}

/// Where everything is kept.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Database {
    /// `sqlite:data/latchkey.db` or `postgres://user:password@host/name`. Never printed: it may hold a password.
    pub url: Secret,
    /// The most at one time; on SQLite so many readers beside the one writer. 0: twice the cores and four.
    pub connections: u32,
}

/// The server that takes our mail.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Smtp {
    pub host: String,
    #[serde(default = "submission")]
    pub port: u16,
    #[serde(default)]
    pub tls: Tls,
    #[serde(default)]
    pub user: String,
    #[serde(default)]
    pub password: Secret,
    /// `Latchkey <no-reply@example.com>`
    pub from: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// Port 587: begins in plain and refuses to go on without TLS.
    #[default]
    Starttls,
    /// Port 465: TLS from the first byte.
    Implicit,
    /// For a server on this machine, or one in a test.
    None,
}

const fn submission() -> u16 {
    587
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 3000)),
            public_url: PublicUrl::default(),
            trusted_proxies: Vec::new(),
            data_dir: PathBuf::from("data"),
            log: "info".to_owned(),
            database: Database::default(),
            smtp: None,
            sms: Sms::default(),
            hosts: BTreeMap::new(),
            webhooks: Webhooks::default(),
            limits: Limits::default(),
            lifetimes: Lifetimes::default(),
            hashing: Hashing::default(),
        }
    }
}

impl Config {
    pub fn keyring_file(&self) -> PathBuf {
        self.data_dir.join("keyring.toml")
    }

    /// Where mail goes while no SMTP server is set, and messages while nobody sends them.
    pub fn outbox_dir(&self) -> PathBuf {
        self.data_dir.join("outbox")
    }
}

impl Database {
    pub fn most_connections(&self) -> u32 {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        if self.connections > 0 {
            self.connections
        } else {
            u32::try_from(2 * cores + 4).unwrap_or(16)
        }
    }
}

#[cfg(test)]
mod tests;
