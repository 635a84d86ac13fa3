//! The database as the rest of the program holds it: where a transaction comes from.

use std::sync::Arc;

use super::{
    Error, Result, Txn, open,
    postgres::Server,
    sqlite::{Access, File},
};
use crate::config::Database;

/// Cheap to clone: the connections behind it are shared.
#[derive(Clone, Debug)]
pub struct Db(Engine);

#[derive(Clone, Debug)]
enum Engine {
    Sqlite(Arc<File>),
    Postgres(Arc<Server>),
}

impl Db {
    /// Opens the database and brings its schema up to date.
    pub async fn connect(settings: &Database) -> Result<Self> {
        let url = settings.url.reveal();
        let engine = if url.starts_with("sqlite:") {
            Engine::Sqlite(Arc::new(open::sqlite(settings).await?))
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            Engine::Postgres(Arc::new(open::postgres(settings).await?))
        } else {
            return Err(Error::Open(
                "its url must begin with sqlite: or postgres:".to_owned(),
            ));
        };
        Ok(Self(engine))
    }

    /// A transaction that writes. On SQLite it holds the one write lock from the start: a transaction that reads
    /// first and writes later fails with a kind of BUSY that no timeout mends.
    pub async fn begin(&self) -> Result<Txn> {
        match &self.0 {
            Engine::Sqlite(file) => Ok(Txn::Sqlite(file.begin(Access::Write).await?)),
            Engine::Postgres(server) => Ok(Txn::Postgres(server.begin("BEGIN").await?)),
        }
    }

    /// A transaction that only counts tries: its commit does not wait for the disk. What it wrote outlives this program, and is lost only
    /// with the machine's power (docs/decisions/0037).
    pub async fn begin_to_count(&self) -> Result<Txn> {
        match &self.0 {
            Engine::Sqlite(file) => Ok(Txn::Sqlite(file.begin(Access::Count).await?)),
            Engine::Postgres(server) => {
                const BEGIN: &str = "BEGIN; SET LOCAL synchronous_commit = off";
                Ok(Txn::Postgres(server.begin(BEGIN).await?))
            }
        }
    }

    /// A transaction that only reads, and sees one moment from beginning to end.
    pub async fn read(&self) -> Result<Txn> {
        match &self.0 {
            Engine::Sqlite(file) => Ok(Txn::Sqlite(file.begin(Access::Read).await?)),
            Engine::Postgres(server) => {
                const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                Ok(Txn::Postgres(server.begin(BEGIN).await?))
            }
        }
    }

    /// Whether the database answers: for `/readyz`.
    pub async fn ping(&self) -> Result<()> {
        let mut txn = self.read().await?;
        txn.fetch_one::<i64>("SELECT 1", Vec::new()).await?;
        txn.commit().await
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self.0, Engine::Sqlite(_))
    }

    /// Ends every connection, so that SQLite folds its journal into the file.
    pub async fn close(&self) {
        match &self.0 {
            Engine::Sqlite(file) => file.close().await,
            Engine::Postgres(server) => server.close().await,
        }
    }
}
