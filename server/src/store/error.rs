//! What can go wrong with a database. Nothing of it is ever shown to a person.

use rusqlite::{ErrorCode, ffi};
use sqlx::error::DatabaseError;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the database refused or could not be reached")]
    Engine(#[source] Cause),

    /// A row that our own rules forbid: somebody else wrote it, or we have a bug.
    #[error("{table}.{column} holds what it must not, in row {row:?}")]
    Inconsistent {
        table: &'static str,
        column: String,
        row: Option<i64>,
    },

    /// No connection, or no lock, within the time that a person would wait.
    #[error("the database is busy")]
    Busy,

    #[error("the database could not be brought up to date")]
    Migrate(#[from] sqlx::migrate::MigrateError),

    #[error("the database cannot be opened: {0}")]
    Open(String),
}

/// What an engine said.
#[derive(Debug, thiserror::Error)]
pub enum Cause {
    #[error(transparent)]
    Sqlite(rusqlite::Error),
    #[error(transparent)]
    Sqlx(sqlx::Error),
}

/// Errors of whole use cases that may carry one of ours, so that [`super::Db::write`] knows when to try again.
pub trait Trouble: From<Error> {
    fn store_error(&self) -> Option<&Error>;
}

impl Trouble for Error {
    fn store_error(&self) -> Option<&Error> {
        Some(self)
    }
}

impl Error {
    pub fn inconsistent(table: &'static str, column: &str, row: i64) -> Self {
        Self::Inconsistent {
            table,
            column: column.to_owned(),
            row: Some(row),
        }
    }

    /// Whether the same unit of work may well succeed when it is run again from its beginning.
    pub fn is_retryable(&self) -> bool {
        match self {
            // SQLITE_BUSY and its kin, SQLITE_LOCKED and its kin.
            Self::Engine(Cause::Sqlite(error)) => matches!(
                error.sqlite_error_code(),
                Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
            ),
            // Serialisation failure, and deadlock.
            Self::Engine(Cause::Sqlx(error)) => {
                matches!(code(error).as_deref(), Some("40001" | "40P01"))
            }
            _ => false,
        }
    }

    /// Whether a UNIQUE index refused. On PostgreSQL the transaction is dead after it:
    /// prefer `ON CONFLICT DO NOTHING` wherever two people may meet.
    pub fn is_unique_violation(&self) -> bool {
        match self {
            Self::Engine(Cause::Sqlite(error)) => matches!(
                extended(error),
                Some(ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY)
            ),
            Self::Engine(Cause::Sqlx(sqlx::Error::Database(error))) => error.is_unique_violation(),
            _ => false,
        }
    }

    /// Whether a foreign key refused.
    pub fn is_foreign_key_violation(&self) -> bool {
        match self {
            Self::Engine(Cause::Sqlite(error)) => {
                extended(error) == Some(ffi::SQLITE_CONSTRAINT_FOREIGNKEY)
            }
            Self::Engine(Cause::Sqlx(sqlx::Error::Database(error))) => {
                error.is_foreign_key_violation()
            }
            _ => false,
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        // lock_timeout, statement_timeout and too_many_connections of PostgreSQL.
        let waited = matches!(code(&error).as_deref(), Some("55P03" | "57014" | "53300"));
        if waited || matches!(error, sqlx::Error::PoolTimedOut) {
            Self::Busy
        } else {
            Self::Engine(Cause::Sqlx(error))
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        // It was more work than a page may be.
        let gave_up = error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted);
        if gave_up {
            Self::Busy
        } else {
            Self::Engine(Cause::Sqlite(error))
        }
    }
}

fn extended(error: &rusqlite::Error) -> Option<i32> {
    error.sqlite_error().map(|error| error.extended_code)
}

fn code(error: &sqlx::Error) -> Option<String> {
    error
        .as_database_error()
        .and_then(DatabaseError::code)
        .map(std::borrow::Cow::into_owned)
}
