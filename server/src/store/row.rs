//! One row of an answer, read by the names of its columns.

use std::str::FromStr;

use identity::{
    ids::{
        AddressId, AdminRequestId, BackupCodeSetId, FactorId, KnownDeviceId, OrganisationId,
        PolicyId, SessionId, SignInId, UserId,
    },
    secret::Secret,
    time::{Span, Timestamp},
};
use sqlx::{Row as _, TypeInfo as _, ValueRef as _, postgres::PgRow, sqlite::SqliteRow};

use super::{Error, Result};

pub enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

/// Which column: by name, or the first, second, … of a tuple.
#[derive(Clone, Copy, Debug)]
pub enum At<'a> {
    Name(&'a str),
    Place(usize),
}

/// A type that a column can be read as.
pub trait Column: Sized {
    /// `None` where the column is NULL.
    fn read(row: &Row, at: At<'_>) -> Result<Option<Self>>;
}

/// A type that a whole row can be read as.
pub trait FromRow: Sized {
    /// The table to name when a row makes no sense.
    const TABLE: &'static str = "(query)";

    fn from_row(row: &Row) -> Result<Self>;
}

impl std::fmt::Debug for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Row(…)")
    }
}

impl Row {
    /// A column that must not be NULL unless `T` is an `Option`.
    pub fn get<T: Column>(&self, name: &str) -> Result<T> {
        self.at(At::Name(name))
    }

    /// A column kept as one of a few words, such as a role or a status.
    pub fn parse<T: FromStr>(&self, name: &str) -> Result<T> {
        self.get::<String>(name)?
            .parse()
            .map_err(|_| self.inconsistent(At::Name(name)))
    }

    /// The same where NULL means none.
    pub fn parse_optional<T: FromStr>(&self, name: &str) -> Result<Option<T>> {
        let text = self.get::<Option<String>>(name)?;
        text.map(|text| text.parse().map_err(|_| self.inconsistent(At::Name(name))))
            .transpose()
    }

    fn at<T: Column>(&self, at: At<'_>) -> Result<T> {
        T::read(self, at)?.ok_or_else(|| self.inconsistent(at))
    }

    fn inconsistent(&self, at: At<'_>) -> Error {
        let column = match at {
            At::Name(name) => name.to_owned(),
            At::Place(place) => format!("column {place}"),
        };
        let row = i64::read(self, At::Name("id")).ok().flatten();
        Error::Inconsistent {
            table: "(query)",
            column,
            row,
        }
    }
}

macro_rules! raw {
    ($row:expr, $at:expr, $type:ty) => {
        match ($row, $at) {
            (Row::Sqlite(row), At::Name(name)) => row.try_get::<Option<$type>, _>(name),
            (Row::Sqlite(row), At::Place(place)) => row.try_get::<Option<$type>, _>(place),
            (Row::Postgres(row), At::Name(name)) => row.try_get::<Option<$type>, _>(name),
            (Row::Postgres(row), At::Place(place)) => row.try_get::<Option<$type>, _>(place),
        }
    };
}

impl Column for i64 {
    fn read(row: &Row, at: At<'_>) -> Result<Option<Self>> {
        // A literal `1` is four bytes wide on PostgreSQL; a column of ours is eight.
        if let Row::Postgres(row) = row {
            let value = match at {
                At::Name(name) => row.try_get_raw(name)?,
                At::Place(place) => row.try_get_raw(place)?,
            };
            let narrow = value.type_info().name() == "INT4";
            if narrow {
                let value = match at {
                    At::Name(name) => row.try_get::<Option<i32>, _>(name)?,
                    At::Place(place) => row.try_get::<Option<i32>, _>(place)?,
                };
                return Ok(value.map(i64::from));
            }
        }
        Ok(raw!(row, at, i64)?)
    }
}

macro_rules! raw_columns {
    ($($type:ty),+ $(,)?) => {$(
        impl Column for $type {
            fn read(row: &Row, at: At<'_>) -> Result<Option<Self>> {
                Ok(raw!(row, at, $type)?)
            }
        }
    )+};
}

raw_columns! { String, bool, Vec<u8> }

impl<T: Column> Column for Option<T> {
    fn read(row: &Row, at: At<'_>) -> Result<Option<Self>> {
        T::read(row, at).map(Some)
    }
}

impl<const N: usize> Column for [u8; N] {
    fn read(row: &Row, at: At<'_>) -> Result<Option<Self>> {
        let bytes = Vec::<u8>::read(row, at)?;
        bytes
            .map(|bytes| bytes.try_into().map_err(|_| row.inconsistent(at)))
            .transpose()
    }
}

macro_rules! columns_as {
    ($raw:ty => $($type:ty: $make:expr),+ $(,)?) => {$(
        impl Column for $type {
            fn read(row: &Row, at: At<'_>) -> Result<Option<Self>> {
                Ok(<$raw>::read(row, at)?.map($make))
            }
        }
    )+};
}

columns_as! { String => Secret: Secret::from }
columns_as! { i64 =>
    Timestamp: Timestamp,
    Span: Span,
    OrganisationId: OrganisationId,
    UserId: UserId,
    FactorId: FactorId,
    BackupCodeSetId: BackupCodeSetId,
    SignInId: SignInId,
    SessionId: SessionId,
    KnownDeviceId: KnownDeviceId,
    PolicyId: PolicyId,
    AdminRequestId: AdminRequestId,
    AddressId: AddressId,
}

macro_rules! single_column_rows {
    ($($type:ty),+ $(,)?) => {$(
        impl FromRow for $type {
            fn from_row(row: &Row) -> Result<Self> {
                row.at(At::Place(0))
            }
        }
    )+};
}

single_column_rows! {
    i64, String, bool, Vec<u8>, Timestamp, OrganisationId, UserId, FactorId, BackupCodeSetId, SignInId, SessionId,
    PolicyId, AdminRequestId, AddressId, KnownDeviceId,
}

impl<T: Column> FromRow for Option<T> {
    fn from_row(row: &Row) -> Result<Self> {
        row.at(At::Place(0))
    }
}

macro_rules! tuple_rows {
    ($(($($name:ident $place:literal),+)),+ $(,)?) => {$(
        impl<$($name: Column),+> FromRow for ($($name,)+) {
            fn from_row(row: &Row) -> Result<Self> {
                Ok(($(row.at::<$name>(At::Place($place))?,)+))
            }
        }
    )+};
}

tuple_rows! {
    (A 0, B 1),
    (A 0, B 1, C 2),
    (A 0, B 1, C 2, D 3),
    (A 0, B 1, C 2, D 3, E 4),
    (A 0, B 1, C 2, D 3, E 4, F 5),
}
