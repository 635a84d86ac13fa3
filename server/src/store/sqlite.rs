//! SQLite on the thread that asks: a statement takes less time than waking another thread for it (docs/decisions/0023).

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, Statement, config::DbConfig};
use tokio::runtime::{Handle, RuntimeFlavor};

use super::{
    Arg, FromRow, Result, Row,
    lender::{Lender, Turn},
    txn::Query,
};

mod stamina;

use stamina::MOST_PIECES;

/// The writer, and the readers that never wait for it (write-ahead log).
#[derive(Debug)]
pub(super) struct File {
    path: PathBuf,
    writer: Arc<Lender<Connection>>,
    readers: Arc<Lender<Connection>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    Write,
    /// By the writer as well, but its commit is not waited for.
    Count,
    Read,
}

/// A connection with a transaction open on it. What was not committed is rolled back before the next one gets it.
#[derive(Debug)]
pub struct Lent {
    /// None once it is on its way back.
    connection: Option<Connection>,
    lender: Arc<Lender<Connection>>,
    access: Access,
    _turn: Turn,
}

/// How long another process may hold the write lock: break-glass, or a backup.
const ANOTHER_PROCESS: Duration = Duration::from_secs(5);
/// Texts that stay prepared on a connection.
const PREPARED: usize = 128;
/// NORMAL may lose a commit that was answered, and so give a spent backup code its life back. 8 MB of pages stay with a connection that
/// needed them: the rows that an index names lie all over a large file.
const PRAGMAS: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA cache_size = -8192;
    PRAGMA foreign_keys = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA secure_delete = ON;";

impl File {
    pub(super) fn new(path: &Path, readers: u32) -> Self {
        Self {
            path: path.to_owned(),
            writer: Arc::new(Lender::new(1)),
            readers: Arc::new(Lender::new(readers)),
        }
    }

    pub(super) async fn begin(&self, access: Access) -> Result<Lent> {
        let lender = match access {
            Access::Write | Access::Count => &self.writer,
            Access::Read => &self.readers,
        };
        // From here on nothing waits: a caller that gives up can leave nothing half done.
        let (turn, idle) = lender.lend().await?;
        let connection = match idle {
            Some(connection) => connection,
            None => open(&self.path, access)?,
        };
        match access {
            Access::Write => begin_to_write(&connection)?,
            Access::Count => {
                connection.execute_batch("PRAGMA synchronous = NORMAL")?;
                begin_to_write(&connection)?;
            }
            Access::Read => step(&connection, "BEGIN")?,
        }
        Ok(Lent {
            connection: Some(connection),
            lender: Arc::clone(lender),
            access,
            _turn: turn,
        })
    }

    /// The writer last: whoever closes last folds the journal into the file.
    pub(super) async fn close(&self) {
        drop(self.readers.close().await);
        drop(self.writer.close().await);
    }
}

fn open(path: &Path, access: Access) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    connection.busy_timeout(ANOTHER_PROCESS)?;
    connection.execute_batch(PRAGMAS)?;
    // A plan that looks at what is bound would be made anew for each statement.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    if access == Access::Read {
        connection.execute_batch("PRAGMA query_only = ON")?;
    }
    Ok(connection)
}

/// Within this program the writer's turn was waited for. Another process is waited for where it holds up nobody else.
fn begin_to_write(connection: &Connection) -> Result<()> {
    const BEGIN: &str = "BEGIN IMMEDIATE";
    connection.busy_timeout(Duration::ZERO)?;
    let begun = step(connection, BEGIN);
    connection.busy_timeout(ANOTHER_PROCESS)?;
    match begun {
        Err(error) if error.is_retryable() => aside(|| step(connection, BEGIN)),
        begun => begun,
    }
}

fn step(connection: &Connection, sql: &str) -> Result<()> {
    connection.prepare_cached(sql)?.raw_execute()?;
    Ok(())
}

/// Runs what may wait, for the disk or for another process: the other tasks of this thread are moved to another one.
fn aside<R>(work: impl FnOnce() -> R) -> R {
    match Handle::try_current().map(|runtime| runtime.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}

impl Lent {
    pub(super) fn commit(mut self) -> Result<()> {
        self.end(|connection, access| match access {
            Access::Write => aside(|| step(connection, "COMMIT")),
            Access::Count | Access::Read => step(connection, "COMMIT"),
        })
    }

    pub(super) fn roll_back(mut self) -> Result<()> {
        self.end(|connection, _| step(connection, "ROLLBACK"))
    }

    /// How many rows it changed.
    pub(super) fn run(&self, query: &Query) -> Result<u64> {
        self.prepared(query, |statement| {
            let only_reads = statement.readonly();
            let mut rows = statement.raw_query();
            while rows.next()?.is_some() {}
            let changed = self.connection.as_ref().map_or(0, Connection::changes);
            Ok(if only_reads { 0 } else { changed })
        })
    }

    pub(super) fn optional<T: FromRow>(&self, query: &Query) -> Result<Option<T>> {
        self.prepared(query, |statement| {
            let mut rows = statement.raw_query();
            rows.next()?.map(|row| Row::from(row).read()).transpose()
        })
    }

    pub(super) fn all<T: FromRow>(&self, query: &Query) -> Result<Vec<T>> {
        self.prepared(query, |statement| {
            let (mut rows, mut all) = (statement.raw_query(), Vec::new());
            while let Some(row) = rows.next()? {
                all.push(Row::from(row).read()?);
            }
            Ok(all)
        })
    }

    fn prepared<R>(
        &self,
        query: &Query,
        work: impl FnOnce(&mut Statement<'_>) -> Result<R>,
    ) -> Result<R> {
        let Some(connection) = &self.connection else {
            return Err(super::Error::Busy);
        };
        if self.access == Access::Read {
            stamina::limit(connection, MOST_PIECES)?;
        }
        if query.persistent {
            let mut statement = connection.prepare_cached(query.sql.as_str())?;
            bind(&mut statement, &query.args)?;
            work(&mut statement)
        } else {
            let mut statement = connection.prepare(query.sql.as_str())?;
            bind(&mut statement, &query.args)?;
            work(&mut statement)
        }
    }

    /// Gives the connection back, unless it is still in a transaction whatever was tried.
    fn end(&mut self, work: impl FnOnce(&Connection, Access) -> Result<()>) -> Result<()> {
        let Some(connection) = self.connection.take() else {
            return Ok(());
        };
        let outcome = work(&connection, self.access);
        let over = connection.is_autocommit() || step(&connection, "ROLLBACK").is_ok();
        // The next one's commit is waited for again.
        let waits = match self.access {
            Access::Count => connection
                .execute_batch("PRAGMA synchronous = FULL")
                .is_ok(),
            Access::Write | Access::Read => true,
        };
        if over && waits {
            self.lender.take_back(connection);
        }
        outcome
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        self.end(|_, _| Ok(())).ok();
    }
}

/// SQLite numbers `$1` and `$2` as they come in the text: what they are called says which is meant.
fn bind(statement: &mut Statement<'_>, args: &[Arg]) -> Result<()> {
    for place in 1..=statement.parameter_count() {
        let named = statement
            .parameter_name(place)
            .and_then(|name| name.get(1..)?.parse::<usize>().ok());
        let arg = named.and_then(|number| args.get(number.checked_sub(1)?));
        match arg.ok_or_else(|| rusqlite::Error::InvalidParameterCount(args.len(), place))? {
            Arg::Int(value) => statement.raw_bind_parameter(place, value)?,
            Arg::Text(value) => statement.raw_bind_parameter(place, value)?,
            Arg::Bytes(value) => statement.raw_bind_parameter(place, value)?,
            Arg::Bool(value) => statement.raw_bind_parameter(place, value)?,
        }
    }
    Ok(())
}
