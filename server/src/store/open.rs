//! How each engine is opened: what must hold on every connection before anything runs on it.

use std::{
    fs, io, os::unix::fs::OpenOptionsExt as _, os::unix::fs::PermissionsExt as _, path::Path,
    time::Duration,
};

use sqlx::{
    ConnectOptions as _, Connection as _,
    postgres::PgConnectOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use super::{
    Error, Result, migrate,
    postgres::Server,
    sqlite::{Access, File},
};
use crate::config::Database;

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
    let file = File::new(&path, settings.most_connections());
    // What is wrong with the file shows at the start, not at the first sign-in.
    drop(file.begin(Access::Write).await?);
    Ok(file)
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

/// The server, with its schema brought up to date.
pub(super) async fn postgres(settings: &Database) -> Result<Server> {
    let options: PgConnectOptions = settings.url.reveal().parse()?;
    let options = options
        .application_name("latchkey")
        .options([
            ("statement_timeout", "5s"),
            ("lock_timeout", "2s"),
            ("idle_in_transaction_session_timeout", "5s"),
            ("synchronous_commit", "on"),
        ])
        .statement_cache_capacity(256)
        .disable_statement_logging();
    let server = Server::new(options, settings.most_connections());
    let mut connection = server.connect().await?;
    migrate::postgres(&mut connection).await?;
    connection.close().await?;
    Ok(server)
}
