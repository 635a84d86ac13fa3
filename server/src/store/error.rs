//! What can go wrong with a database. Nothing of it is ever shown to a person.

use sqlx::error::DatabaseError;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the database refused or could not be reached")]
    Engine(#[source] sqlx::Error),

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
            Self::Engine(error) => code(error).is_some_and(|code| {
                // Serialisation failure and deadlock on PostgreSQL; SQLITE_BUSY, its two kin, and SQLITE_LOCKED.
                matches!(
                    code.as_str(),
                    "40001" | "40P01" | "5" | "261" | "517" | "6" | "262"
                )
            }),
            _ => false,
        }
    }

    /// Whether a UNIQUE index refused. On PostgreSQL the transaction is dead after it:
    /// prefer `ON CONFLICT DO NOTHING` wherever two people may meet.
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, Self::Engine(sqlx::Error::Database(error)) if error.is_unique_violation())
    }

    /// Whether a foreign key refused.
    pub fn is_foreign_key_violation(&self) -> bool {
        matches!(self, Self::Engine(sqlx::Error::Database(error)) if error.is_foreign_key_violation())
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        // lock_timeout, statement_timeout and too_many_connections of PostgreSQL.
        let waited = matches!(code(&error).as_deref(), Some("55P03" | "57014" | "53300"));
        if waited || matches!(error, sqlx::Error::PoolTimedOut) {
            Self::Busy
        } else {
            Self::Engine(error)
        }
    }
}

fn code(error: &sqlx::Error) -> Option<String> {
    error
        .as_database_error()
        .and_then(DatabaseError::code)
        .map(std::borrow::Cow::into_owned)
}
