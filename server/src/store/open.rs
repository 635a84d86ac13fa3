//! How each engine is opened: what must hold on every connection before anything runs on it.

use std::{
    fs, io, os::unix::fs::OpenOptionsExt as _, os::unix::fs::PermissionsExt as _, path::Path,
    time::Duration,
};

use sqlx::{
    ConnectOptions as _, Connection as _, Executor as _, PgPool,
    pool::PoolOptions,
    postgres::PgConnectOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use super::{Error, Result, migrate, sqlite::File};
use crate::config::Database;

/// sqlx waits 30 s for a connection; nobody waits that long for a page.
const ACQUIRE: Duration = Duration::from_secs(2);

/// The file, with its schema brought up to date by sqlx, which is not needed any more after that.
pub(super) async fn sqlite(settings: &Database) -> Result<File> {
    let options: SqliteConnectOptions = settings.url.reveal().parse()?;
    let path = options.get_filename().to_owned();
    make_private(&path).map_err(|error| Error::Open(format!("{}: {error}", path.display())))?;
    let mut connection = options
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(5))
        .disable_statement_logging()
        .connect()
        .await?;
    migrate::sqlite(&mut connection).await?;
    connection.close().await?;
    Ok(File::new(&path, settings.most_connections()))
}

/// The file is ours alone; SQLite gives its journal the same mode.
fn make_private(file: &Path) -> io::Result<()> {
    if let Some(directory) = file
        .parent()
        .filter(|directory| !directory.as_os_str().is_empty())
    {
        fs::create_dir_all(directory)?;
    }
    fs::OpenOptions::new()
        .create(true)
        .append(true)
        .mode(0o600)
        .open(file)?;
    fs::set_permissions(file, fs::Permissions::from_mode(0o600))
}

pub(super) async fn postgres(settings: &Database) -> Result<PgPool> {
    let options: PgConnectOptions = settings.url.reveal().parse()?;
    let options = options
        .application_name("latchkey")
        .options([
            ("statement_timeout", "5s"),
            ("lock_timeout", "2s"),
            ("idle_in_transaction_session_timeout", "5s"),
            ("synchronous_commit", "on"),
        ])
        .disable_statement_logging();
    let pool = PoolOptions::new()
        .max_connections(settings.most_connections())
        .acquire_timeout(ACQUIRE)
        .max_lifetime(Duration::from_mins(30))
        // The hook below asks the server as well: a second ping would be a second round trip.
        .test_before_acquire(false)
        .before_acquire(|connection, _| Box::pin(leave_no_transaction(connection)))
        .connect_with(options)
        .await?;
    Ok(pool)
}

/// sqlx 0.9.0 can leave a pooled connection inside a transaction that it does not know of, when `begin` is
/// cancelled (sqlx #4385); what the next borrower "commits" would be rolled back later. A bare ROLLBACK would
/// write a warning into the server's log each time, since there is nothing to roll back; this pair does not.
/// In a failed transaction BEGIN is an error, and then sqlx throws the connection away: right as well.
async fn leave_no_transaction(connection: &mut sqlx::PgConnection) -> sqlx::Result<bool> {
    connection.execute(sqlx::raw_sql("BEGIN; ROLLBACK")).await?;
    Ok(true)
}
