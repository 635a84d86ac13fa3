//! The database as the rest of the program holds it: where a transaction comes from.

use std::{future::Future, sync::Arc};

use sqlx::{PgPool, Postgres, Transaction};

use super::{
    Error, Result, Txn, migrate, open,
    sqlite::{Access, File},
};
use crate::config::Database;

/// Cheap to clone: the pools behind it are shared.
#[derive(Clone, Debug)]
pub struct Db(Engine);

#[derive(Clone, Debug)]
enum Engine {
    Sqlite(Arc<File>),
    Postgres { pool: PgPool },
}

impl Db {
    /// Opens the database and brings its schema up to date.
    pub async fn connect(settings: &Database) -> Result<Self> {
        let url = settings.url.reveal();
        let engine = if url.starts_with("sqlite:") {
            Engine::Sqlite(Arc::new(open::sqlite(settings).await?))
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let pool = open::postgres(settings).await?;
            migrate::postgres(&pool).await?;
            Engine::Postgres { pool }
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
            Engine::Postgres { pool } => postgres(pool, "BEGIN").await,
        }
    }

    /// A transaction that only reads, and sees one moment from beginning to end.
    pub async fn read(&self) -> Result<Txn> {
        match &self.0 {
            Engine::Sqlite(file) => Ok(Txn::Sqlite(file.begin(Access::Read).await?)),
            Engine::Postgres { pool } => {
                postgres(pool, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await
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
            Engine::Postgres { pool } => pool.close().await,
        }
    }
}

async fn postgres(pool: &PgPool, begin: &'static str) -> Result<Txn> {
    let pool = pool.clone();
    let transaction: Transaction<'static, Postgres> =
        to_the_end(async move { pool.begin_with(begin).await }).await?;
    Ok(Txn::Postgres(transaction))
}

/// A client that hangs up cancels whatever was awaited for it, and sqlx 0.9.0 must not be cancelled inside `begin`
/// (see [`open`]). In a task of its own it comes to its end, and what nobody waits for any more is rolled back.
async fn to_the_end<T: Send + 'static>(
    begin: impl Future<Output = sqlx::Result<T>> + Send + 'static,
) -> Result<T> {
    match tokio::spawn(begin).await {
        Ok(transaction) => Ok(transaction?),
        Err(_) => Err(Error::Busy),
    }
}
