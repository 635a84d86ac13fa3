//! One row of an answer, read by the names of its columns.

use std::{cell::Cell, str::FromStr};

use identity::{
    ids::{
        AddressId, AdminRequestId, BackupCodeSetId, FactorId, KnownDeviceId, OrganisationId,
        PolicyId, SessionId, SignInId, UserId,
    },
    secret::Secret,
    time::{Span, Timestamp},
};
use sqlx::{
    Column as _, Row as _, TypeInfo as _, ValueRef as _, postgres::PgRow, sqlite::SqliteRow,
};

use super::{Error, Result};

pub struct Row {
    cells: Cells,
    /// Where the next column probably is: most rows are read from left to right.
    next: Cell<usize>,
    /// What stands before the names of the columns that are read now.
    part: Cell<&'static str>,
}

enum Cells {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

/// A type that a column can be read as.
pub trait Column: Sized {
    /// `None` where the column is NULL.
    fn read(row: &Row, place: usize) -> Result<Option<Self>>;
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

impl From<SqliteRow> for Row {
    fn from(row: SqliteRow) -> Self {
        Self::of(Cells::Sqlite(row))
    }
}

impl From<PgRow> for Row {
    fn from(row: PgRow) -> Self {
        Self::of(Cells::Postgres(row))
    }
}

impl Row {
    const fn of(cells: Cells) -> Self {
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
        let place = self.place(name)?;
        self.at::<String>(place)?
            .parse()
            .map_err(|_| self.inconsistent(place))
    }

    /// The same where NULL means none.
    pub fn parse_optional<T: FromStr>(&self, name: &str) -> Result<Option<T>> {
        let place = self.place(name)?;
        self.at::<Option<String>>(place)?
            .map(|text| text.parse().map_err(|_| self.inconsistent(place)))
            .transpose()
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
            Cells::Sqlite(row) => row.columns().len(),
            Cells::Postgres(row) => row.columns().len(),
        }
    }

    fn name(&self, place: usize) -> Option<&str> {
        match &self.cells {
            Cells::Sqlite(row) => row.columns().get(place).map(|column| column.name()),
            Cells::Postgres(row) => row.columns().get(place).map(|column| column.name()),
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

macro_rules! raw {
    ($row:expr, $place:expr, $type:ty) => {
        match &$row.cells {
            Cells::Sqlite(row) => row.try_get::<Option<$type>, _>($place),
            Cells::Postgres(row) => row.try_get::<Option<$type>, _>($place),
        }
    };
}

impl Column for i64 {
    fn read(row: &Row, place: usize) -> Result<Option<Self>> {
        // A literal `1` is four bytes wide on PostgreSQL; a column of ours is eight.
        if let Cells::Postgres(row) = &row.cells
            && row.try_get_raw(place)?.type_info().name() == "INT4"
        {
            return Ok(row.try_get::<Option<i32>, _>(place)?.map(Self::from));
        }
        Ok(raw!(row, place, i64)?)
    }
}

macro_rules! raw_columns {
    ($($type:ty),+ $(,)?) => {$(
        impl Column for $type {
            fn read(row: &Row, place: usize) -> Result<Option<Self>> {
                Ok(raw!(row, place, $type)?)
            }
        }
    )+};
}

raw_columns! { String, bool, Vec<u8> }

impl<T: Column> Column for Option<T> {
    fn read(row: &Row, place: usize) -> Result<Option<Self>> {
        T::read(row, place).map(Some)
    }
}

impl<const N: usize> Column for [u8; N] {
    fn read(row: &Row, place: usize) -> Result<Option<Self>> {
        let bytes = Vec::<u8>::read(row, place)?;
        bytes
            .map(|bytes| bytes.try_into().map_err(|_| row.inconsistent(place)))
            .transpose()
    }
}

macro_rules! columns_as {
    ($raw:ty => $($type:ty: $make:expr),+ $(,)?) => {$(
        impl Column for $type {
            fn read(row: &Row, place: usize) -> Result<Option<Self>> {
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
}

macro_rules! single_column_rows {
    ($($type:ty),+ $(,)?) => {$(
        impl FromRow for $type {
            fn from_row(row: &Row) -> Result<Self> {
                row.at(0)
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
        row.at(0)
    }
}

macro_rules! tuple_rows {
    ($(($($name:ident $place:literal),+)),+ $(,)?) => {$(
        impl<$($name: Column),+> FromRow for ($($name,)+) {
            fn from_row(row: &Row) -> Result<Self> {
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
