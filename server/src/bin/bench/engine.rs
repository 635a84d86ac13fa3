//! The two databases: SQLite in a folder of its own, PostgreSQL in a schema of its own.

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::Duration,
};

use identity::secret::Secret;
use server::{config::Database, store::Db, world::World};
use sqlx::AssertSqlSafe;

use super::{Outcome, cpu::Tree};

/// The PostgreSQL server that may be filled; `scripts/with-postgres` starts one and says where.
const POSTGRES: &str = "LATCHKEY_TEST_POSTGRES";

#[derive(Debug)]
pub enum Engine {
    Sqlite {
        folder: Folder,
    },
    Postgres {
        server: String,
        schema: String,
        tree: Option<Tree>,
    },
}

/// A folder that is gone when the bench is over, however it ends.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

impl Engine {
    pub fn sqlite() -> Outcome<Self> {
        let folder = env::temp_dir().join(format!("latchkey-bench-{}", World::real().request_id()));
        fs::create_dir_all(&folder)?;
        Ok(Self::Sqlite {
            folder: Folder(folder),
        })
    }

    /// None when there is no server to measure on.
    #[expect(
        clippy::disallowed_methods,
        reason = "where the bench runs is no setting"
    )]
    pub async fn postgres() -> Outcome<Option<Self>> {
        let Ok(server) = env::var(POSTGRES) else {
            return Ok(None);
        };
        let schema = format!("bench_{}", World::real().request_id());
        sql(&server, format!("CREATE SCHEMA {schema}")).await?;
        Ok(Some(Self::Postgres {
            server,
            schema,
            tree: None,
        }))
    }

    pub const fn name(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "SQLite",
            Self::Postgres { .. } => "PostgreSQL",
        }
    }

    pub const fn is_sqlite(&self) -> bool {
        matches!(self, Self::Sqlite { .. })
    }

    /// Where the data directory is, if this engine has one.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Sqlite { folder } => Some(&folder.0),
            Self::Postgres { .. } => None,
        }
    }

    pub fn settings(&self) -> Database {
        let url = match self {
            Self::Sqlite { folder } => format!("sqlite:{}/latchkey.db", folder.0.display()),
            Self::Postgres { server, schema, .. } => {
                let mark = if server.contains('?') { '&' } else { '?' };
                format!("{server}{mark}options[search_path]={schema}")
            }
        };
        Database {
            url: Secret::from(url),
            connections: 0,
        }
    }

    /// Finds the database's own processes, so that their CPU counts.
    pub async fn look_for_processes(&mut self, db: &Db) -> Outcome<()> {
        let Self::Postgres { tree, .. } = self else {
            return Ok(());
        };
        let mut txn = db.read().await?;
        let pid: i64 = txn
            .fetch_one("SELECT CAST(pg_backend_pid() AS BIGINT)", Vec::new())
            .await?;
        *tree = Some(
            Tree::above(u32::try_from(pid)?)
                .ok_or("the processes of PostgreSQL are not on this machine")?,
        );
        Ok(())
    }

    /// The CPU of the database's own processes so far; nothing where it runs in ours.
    pub fn used(&self) -> Duration {
        match self {
            Self::Postgres {
                tree: Some(tree), ..
            } => tree.used(),
            _ => Duration::ZERO,
        }
    }

    pub async fn remove(self) -> Outcome<()> {
        match self {
            // Its folder goes with it.
            Self::Sqlite { .. } => Ok(()),
            Self::Postgres { server, schema, .. } => {
                sql(&server, format!("DROP SCHEMA {schema} CASCADE")).await
            }
        }
    }
}

async fn sql(server: &str, statement: String) -> Outcome<()> {
    let pool = sqlx::PgPool::connect(server).await?;
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(&pool)
        .await?;
    pool.close().await;
    Ok(())
}
