//! One row of an answer, read by the names of its columns.

use std::{cell::Cell, str::FromStr};

use identity::{
    ids::{
        AddressId, AdminRequestId, ApiTokenId, BackupCodeSetId, BulkResetId, CredentialId,
        FactorId, HardwareTokenId, KnownDeviceId, OrganisationId, PolicyId, SessionId, SignInId,
        UserId, WebhookId,
    },
    secret::Secret,
    time::{Span, Timestamp},
};
use rusqlite::types::ValueRef;
use sqlx::{Row as _, TypeInfo as _, ValueRef as _, postgres::PgRow};

use super::{Error, Result};

pub struct Row<'r> {
    cells: Cells<'r>,
    /// Where the next column probably is: most rows are read from left to right.
    next: Cell<usize>,
    /// What stands before the names of the columns that are read now.
    part: Cell<&'static str>,
}

enum Cells<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r PgRow),
}

/// A type that a column can be read as.
pub trait Column: Sized {
    /// `None` where the column is NULL.
    fn read(row: &Row<'_>, place: usize) -> Result<Option<Self>>;
}

/// A type that a whole row can be read as.
pub trait FromRow: Sized {
    /// The table to name when a row makes no sense.
    const TABLE: &'static str = "(query)";

    fn from_row(row: &Row<'_>) -> Result<Self>;
}

impl std::fmt::Debug for Row<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Row(…)")
    }
}

impl<'r> From<&'r rusqlite::Row<'r>> for Row<'r> {
    fn from(row: &'r rusqlite::Row<'r>) -> Self {
        Self::of(Cells::Sqlite(row))
    }
}

impl<'r> From<&'r PgRow> for Row<'r> {
    fn from(row: &'r PgRow) -> Self {
        Self::of(Cells::Postgres(row))
    }
}

impl<'r> Row<'r> {
    const fn of(cells: Cells<'r>) -> Self {
        Self {
            cells,
            next: Cell::new(0),
            part: Cell::new(""),
        }
    }

    /// A column that must not be NULL unless `T` is an `Option`.
    pub fn get<T: Column>(&self, name: &str) -> Result<T> {
        self.at(self.place(name)?)
    }

    /// A column kept as one of a few words, such as a role or a status.
    pub fn parse<T: FromStr>(&self, name: &str) -> Result<T> {
        self.parse_optional(name)?
            .ok_or_else(|| self.inconsistent(self.next.get().saturating_sub(1)))
    }

    /// The same where NULL means none.
    pub fn parse_optional<T: FromStr>(&self, name: &str) -> Result<Option<T>> {
        let place = self.place(name)?;
        self.text(place)?
            .map(|text| text.parse().map_err(|_| self.inconsistent(place)))
            .transpose()
    }

    /// A text where it lies.
    fn text(&self, place: usize) -> Result<Option<&str>> {
        match &self.cells {
            Cells::Sqlite(row) => match row.get_ref(place)? {
                ValueRef::Null => Ok(None),
                value => value
                    .as_str()
                    .map(Some)
                    .map_err(|_| self.inconsistent(place)),
            },
            Cells::Postgres(row) => Ok(row.try_get(place)?),
        }
    }

    /// All of it. Where it makes no sense, the table is named.
    pub fn read<T: FromRow>(&self) -> Result<T> {
        T::from_row(self).map_err(|error| match error {
            Error::Inconsistent {
                table: "(query)",
                column,
                row,
            } => Error::Inconsistent {
                table: T::TABLE,
                column,
                row,
            },
            other => other,
        })
    }

    /// The columns of one of several things in a row, all named with this before it: `user_id`, `user_email`.
    pub fn part<T: FromRow>(&self, prefix: &'static str) -> Result<T> {
        let whole = self.part.replace(prefix);
        let part = self.read();
        self.part.set(whole);
        part
    }

    /// The same where an outer join may have found none: then its id is NULL.
    pub fn part_optional<T: FromRow>(&self, prefix: &'static str) -> Result<Option<T>> {
        let whole = self.part.replace(prefix);
        let id = self.get::<Option<i64>>("id");
        self.part.set(whole);
        id?.map(|_| self.part(prefix)).transpose()
    }

    fn at<T: Column>(&self, place: usize) -> Result<T> {
        T::read(self, place)?.ok_or_else(|| self.inconsistent(place))
    }

    fn place(&self, name: &str) -> Result<usize> {
        let (next, part) = (self.next.get(), self.part.get());
        let is_meant =
            |place: &usize| self.name(*place).and_then(|it| it.strip_prefix(part)) == Some(name);
        let place = Some(next)
            .filter(is_meant)
            .or_else(|| (0..self.width()).find(is_meant))
            .ok_or_else(|| sqlx::Error::ColumnNotFound(format!("{part}{name}")))?;
        self.next.set(place + 1);
        Ok(place)
    }

    fn width(&self) -> usize {
        match &self.cells {
            Cells::Sqlite(row) => row.as_ref().column_count(),
            Cells::Postgres(row) => row.columns().len(),
        }
    }

    fn name(&self, place: usize) -> Option<&str> {
        match &self.cells {
            Cells::Sqlite(row) => row.as_ref().column_name(place).ok(),
            Cells::Postgres(row) => row.columns().get(place).map(sqlx::Column::name),
        }
    }

    fn inconsistent(&self, place: usize) -> Error {
        let column = match self.name(place) {
            Some(name) => name.to_owned(),
            None => format!("column {place}"),
        };
        let id = self.place("id").ok();
        let row = id.and_then(|place| i64::read(self, place).ok().flatten());
        Error::Inconsistent {
            table: "(query)",
            column,
            row,
        }
    }
}

macro_rules! raw_columns {
    ($($type:ty: $kind:ident($value:ident) => $make:expr),+ $(,)?) => {$(
        impl Column for $type {
            fn read(row: &Row<'_>, place: usize) -> Result<Option<Self>> {
                match &row.cells {
                    Cells::Sqlite(cells) => match cells.get_ref(place)? {
                        ValueRef::Null => Ok(None),
                        ValueRef::$kind($value) => Ok(Some($make)),
                        _ => Err(row.inconsistent(place)),
                    },
                    Cells::Postgres(cells) => Ok(cells.try_get(place)?),
                }
            }
        }
    )+};
}

raw_columns! {
    bool: Integer(value) => value != 0,
    Vec<u8>: Blob(value) => value.to_vec(),
}

impl Column for String {
    fn read(row: &Row<'_>, place: usize) -> Result<Option<Self>> {
        Ok(row.text(place)?.map(str::to_owned))
    }
}

impl Column for i64 {
    fn read(row: &Row<'_>, place: usize) -> Result<Option<Self>> {
        match &row.cells {
            Cells::Sqlite(cells) => match cells.get_ref(place)? {
                ValueRef::Null => Ok(None),
                ValueRef::Integer(value) => Ok(Some(value)),
                _ => Err(row.inconsistent(place)),
            },
            // A literal `1` is four bytes wide on PostgreSQL; a column of ours is eight.
            Cells::Postgres(cells) if cells.try_get_raw(place)?.type_info().name() == "INT4" => {
                Ok(cells.try_get::<Option<i32>, _>(place)?.map(Self::from))
            }
            Cells::Postgres(cells) => Ok(cells.try_get(place)?),
        }
    }
}

impl<T: Column> Column for Option<T> {
    fn read(row: &Row<'_>, place: usize) -> Result<Option<Self>> {
        T::read(row, place).map(Some)
    }
}

impl<const N: usize> Column for [u8; N] {
    fn read(row: &Row<'_>, place: usize) -> Result<Option<Self>> {
        let bytes = Vec::<u8>::read(row, place)?;
        bytes
            .map(|bytes| bytes.try_into().map_err(|_| row.inconsistent(place)))
            .transpose()
    }
}

macro_rules! columns_as {
    ($raw:ty => $($type:ty: $make:expr),+ $(,)?) => {$(
        impl Column for $type {
            fn read(row: &Row<'_>, place: usize) -> Result<Option<Self>> {
                Ok(<$raw>::read(row, place)?.map($make))
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
    CredentialId: CredentialId,
    ApiTokenId: ApiTokenId,
    BulkResetId: BulkResetId,
    WebhookId: WebhookId,
    HardwareTokenId: HardwareTokenId,
}

macro_rules! single_column_rows {
    ($($type:ty),+ $(,)?) => {$(
        impl FromRow for $type {
            fn from_row(row: &Row<'_>) -> Result<Self> {
                row.at(0)
            }
        }
    )+};
}

single_column_rows! {
    i64, String, bool, Vec<u8>, Timestamp, OrganisationId, UserId, FactorId, BackupCodeSetId, SignInId, SessionId,
    PolicyId, AdminRequestId, AddressId, BulkResetId, KnownDeviceId, CredentialId, ApiTokenId,
    WebhookId, HardwareTokenId,
}

impl<T: Column> FromRow for Option<T> {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        row.at(0)
    }
}

macro_rules! tuple_rows {
    ($(($($name:ident $place:literal),+)),+ $(,)?) => {$(
        impl<$($name: Column),+> FromRow for ($($name,)+) {
            fn from_row(row: &Row<'_>) -> Result<Self> {
                Ok(($(row.at::<$name>($place)?,)+))
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
