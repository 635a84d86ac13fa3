//! Databases for tests: a new, empty one of each engine, gone when the test is over.

use std::{env, fs, io, path::PathBuf};

use identity::{secret::Secret, time::Timestamp};

use super::{Db, Error, Result};
use crate::{
    config::{Config, Database},
    crypto::{keyring::Keyring, limiter::Hasher},
    desk::{Desk, Foundation},
    world::World,
};

/// The PostgreSQL server that tests may fill with schemas: `scripts/with-postgres` starts one and says where.
pub const POSTGRES: &str = "LATCHKEY_TEST_POSTGRES";

/// One database of one engine, with the schema in place.
#[derive(Debug)]
pub struct Trial {
    pub db: Db,
    /// To open it once more, as a second node does.
    pub settings: Database,
    directory: Option<PathBuf>,
}

impl Trial {
    /// SQLite in a file, since readers and the writer are connections of their own.
    pub async fn sqlite() -> Result<Self> {
        let directory =
            env::temp_dir().join(format!("latchkey-trial-{}", World::real().request_id()));
        let settings = settings(format!(
            "sqlite:{}",
            directory.join("latchkey.db").display()
        ));
        Ok(Self {
            db: Db::connect(&settings).await?,
            settings,
            directory: Some(directory),
        })
    }

    /// PostgreSQL in a schema of its own.
    pub async fn postgres() -> Result<Self> {
        let settings = empty_schema().await?;
        Ok(Self {
            db: Db::connect(&settings).await?,
            settings,
            directory: None,
        })
    }

    /// Both, to run one test on each.
    pub async fn both() -> Result<[Self; 2]> {
        Ok([Self::sqlite().await?, Self::postgres().await?])
    }

    /// A world to go with it, its clock at a round instant in 2026.
    pub fn world() -> (World, crate::world::WoundClock) {
        World::wound(Timestamp(1_780_000_000_000))
    }

    /// A desk on it with the settings as they come, and keys that nobody keeps.
    pub fn desk(&self, world: World) -> io::Result<Desk> {
        let config = Config::default();
        let limits = config.hashing.limits(&config.limits);
        Ok(Desk::new(Foundation {
            db: self.db.clone(),
            keys: Keyring::ephemeral(&world),
            world,
            hasher: Hasher::start(limits.map_err(io::Error::other)?)?,
            exports: crate::desk::exports::Exports::default(),
            pulse: crate::desk::pulse::Pulse::default(),
            config,
        }))
    }
}

impl Drop for Trial {
    fn drop(&mut self) {
        if let Some(directory) = &self.directory {
            fs::remove_dir_all(directory).ok();
        }
    }
}

/// A schema of PostgreSQL with nothing in it. It stays: the server itself goes when the tests are over.
#[expect(clippy::disallowed_methods, reason = "where tests run is no setting")]
pub async fn empty_schema() -> Result<Database> {
    let server = env::var(POSTGRES).map_err(|_| {
        Error::Open(format!(
            "{POSTGRES} is not set: run `make test`, or `scripts/with-postgres cargo nextest run`"
        ))
    })?;
    let schema = format!("trial_{}", World::real().request_id());
    let pool = sqlx::PgPool::connect(&server).await?;
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("CREATE SCHEMA {schema}")))
        .execute(&pool)
        .await?;
    pool.close().await;
    let mark = if server.contains('?') { '&' } else { '?' };
    Ok(settings(format!(
        "{server}{mark}options[search_path]={schema}"
    )))
}

fn settings(url: String) -> Database {
    Database {
        url: Secret::from(url),
        connections: 4,
    }
}
