//! A file that is imported: a first line with the names of its columns, in any order, and a row for each thing below it.

use std::collections::BTreeSet;

use super::{
    FORMULA,
    read::{self, Record},
    report::{Problem, RowProblem},
};
use crate::refusal::FileFault;

/// A file that was read: only without problems is it imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet<T> {
    pub rows: Vec<T>,
    pub problems: Vec<Problem>,
}

/// What the rows of a kind of file say.
pub trait Columns: Sized {
    type Row;
    /// What no two rows may share.
    type Key: Ord;
    /// The most rows of one file: what it changes, changes in one transaction.
    const MOST: u32;
    /// Told of a row whose key stood in the file before.
    const TWICE: RowProblem;

    /// Where each column stands.
    fn of(header: &Header) -> Result<Self, FileFault>;
    fn row(&self, cells: &Cells<'_>) -> Result<Self::Row, RowProblem>;
    fn key(row: &Self::Row) -> Self::Key;
}

/// The names of the columns.
#[derive(Debug)]
pub struct Header(Vec<String>);

impl Header {
    fn of(record: &Record<'_>) -> Self {
        Self(record.cells.iter().map(|name| plain(name)).collect())
    }

    /// The first column that has one of these names.
    pub fn find(&self, wanted: &[&str]) -> Option<usize> {
        self.0.iter().position(|name| wanted.contains(&&**name))
    }
}

/// `Serial Number`, `serial_number` and `serialnumber` are one name.
fn plain(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// The cells of a row.
#[derive(Debug)]
pub struct Cells<'a>(&'a Record<'a>);

impl Cells<'_> {
    pub fn line(&self) -> u32 {
        self.0.line
    }

    /// Without the space around it, and without the quote that our own files put before what a spreadsheet would compute.
    pub fn at(&self, place: usize) -> &str {
        let cell = self.0.cells.get(place).map_or("", |cell| cell.trim());
        let defused = cell.strip_prefix('\'');
        defused
            .filter(|rest| rest.starts_with(FORMULA))
            .unwrap_or(cell)
    }

    /// None where it is empty, or the file has no such column.
    pub fn maybe(&self, place: Option<usize>) -> Option<&str> {
        place
            .map(|place| self.at(place))
            .filter(|cell| !cell.is_empty())
    }
}

/// Reads all of it, and goes on after a row with a problem: whoever mends the file wants to know of every one.
pub fn parse<C: Columns>(file: &str) -> Result<Sheet<C::Row>, FileFault> {
    let records = read::records(file).map_err(|broken| FileFault::Quotes(broken.line))?;
    let (first, rows) = records.split_first().ok_or(FileFault::Empty)?;
    let header = Header::of(first);
    let columns = C::of(&header)?;
    if rows.is_empty() {
        return Err(FileFault::Empty);
    }
    if rows.len() > C::MOST as usize {
        return Err(FileFault::TooLong(C::MOST));
    }
    let mut sheet = Sheet {
        rows: Vec::with_capacity(rows.len()),
        problems: Vec::new(),
    };
    let mut seen = BTreeSet::new();
    for record in rows {
        let row = if record.cells.len() == header.0.len() {
            columns.row(&Cells(record))
        } else {
            Err(RowProblem::Cells)
        };
        match row {
            Ok(row) if seen.insert(C::key(&row)) => sheet.rows.push(row),
            Ok(_) => sheet.problems.push((record.line, C::TWICE)),
            Err(why) => sheet.problems.push((record.line, why)),
        }
    }
    Ok(sheet)
}
