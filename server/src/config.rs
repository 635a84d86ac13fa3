//! The settings of one installation.

use identity::secret::Secret;
use serde::Deserialize;

/// Where everything is kept.
#[derive(Clone, Debug, Deserialize)]
pub struct Database {
    /// `sqlite:data/latchkey.db` or `postgres://user:password@host/name`.
    pub url: Secret,
    /// At most so many connections; on SQLite so many readers beside the one writer.
    pub connections: u32,
}
