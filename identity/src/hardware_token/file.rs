//! A file of hardware tokens with the columns that Entra ID takes: `upn, serial number, secret key, time interval, manufacturer, model`,
//! in any order, and `type` for those that a button moves on. It is imported whole or not at all.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{OathKind, SerialNumber, TokenSeed};
use crate::{
    coded::coded,
    csv::read::{self, Record},
    email::lookup_key,
    refusal::FileFault,
    text,
};

/// The most tokens in one file.
pub const MOST_ROWS: usize = 1000;
/// So many problems are told; whoever has more of them looks at the file anyway.
const MOST_TOLD: usize = 40;

coded! {
    /// What is wrong with a row. None of them says what stood there: a secret may stand in any cell.
    RowProblem {
        /// More or fewer cells than the first line.
        Cells = "cells",
        Serial = "serial",
        /// The serial number stands in the file before.
        SerialTwice = "serial_twice",
        /// There is such a token already.
        SerialTaken = "serial_taken",
        Secret = "secret",
        Interval = "interval",
        Type = "type",
        /// Manufacturer or model.
        Text = "text",
        /// Nobody here has this address.
        UserUnknown = "user_unknown",
        /// Oneself, or somebody above.
        UserBeyond = "user_beyond",
        /// They have as many factors as they can have.
        UserFull = "user_full",
    }
}

/// A token as its row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewToken {
    pub line: u32,
    /// The normalised address of whom it is for; none to keep it in stock.
    pub holder: Option<String>,
    pub serial: SerialNumber,
    pub seed: TokenSeed,
    pub kind: OathKind,
    pub manufacturer: String,
    pub model: String,
}

/// What is wrong, and on which line.
pub type Problem = (u32, RowProblem);

/// A file that was read: only without problems is it imported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    pub tokens: Vec<NewToken>,
    pub problems: Vec<Problem>,
}

/// What was wrong with a file, for the page that it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// By line.
    pub problems: Vec<Problem>,
    /// How many more there are.
    pub more: u32,
}

impl Report {
    pub fn of(mut problems: Vec<Problem>) -> Self {
        problems.sort_unstable();
        let more = problems.len().saturating_sub(MOST_TOLD);
        problems.truncate(MOST_TOLD);
        Self {
            problems,
            more: u32::try_from(more).unwrap_or(u32::MAX),
        }
    }
}

/// Where each column stands.
struct Columns {
    width: usize,
    upn: Option<usize>,
    serial: usize,
    secret: usize,
    interval: Option<usize>,
    manufacturer: Option<usize>,
    model: Option<usize>,
    kind: Option<usize>,
}

impl Columns {
    fn of(header: &Record<'_>) -> Option<Self> {
        let names: Vec<String> = header.cells.iter().map(|name| plain(name)).collect();
        let find = |wanted: &[&str]| names.iter().position(|name| wanted.contains(&&**name));
        let columns = Self {
            width: names.len(),
            upn: find(&["upn", "user", "userprincipalname"]),
            serial: find(&["serialnumber", "serial"])?,
            secret: find(&["secretkey", "secret"])?,
            interval: find(&["timeinterval", "interval", "timeintervalinseconds"]),
            manufacturer: find(&["manufacturer"]),
            model: find(&["model"]),
            kind: find(&["type", "algorithm"]),
        };
        (columns.interval.is_some() || columns.kind.is_some()).then_some(columns)
    }

    fn row(&self, record: &Record<'_>) -> Result<NewToken, RowProblem> {
        if record.cells.len() != self.width {
            return Err(RowProblem::Cells);
        }
        let cell = |place: usize| record.cells.get(place).map_or("", |cell| cell.trim());
        let optional = |place: Option<usize>| place.map_or("", cell);
        let words = |place| match optional(place) {
            "" => Ok(String::new()),
            words => text::line(words).map_err(|_| RowProblem::Text),
        };
        Ok(NewToken {
            line: record.line,
            holder: Some(optional(self.upn))
                .filter(|upn| !upn.is_empty())
                .map(lookup_key),
            serial: SerialNumber::parse(cell(self.serial)).map_err(|_| RowProblem::Serial)?,
            seed: TokenSeed::parse(cell(self.secret)).ok_or(RowProblem::Secret)?,
            kind: kind(optional(self.interval), optional(self.kind))?,
            manufacturer: words(self.manufacturer)?,
            model: words(self.model)?,
        })
    }
}

/// `Serial Number`, `serial_number` and `serialnumber` are one name.
fn plain(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// What has no interval is moved on by a button, whether or not the file says so.
fn kind(interval: &str, kind: &str) -> Result<OathKind, RowProblem> {
    let clock = match interval {
        "" | "0" => None,
        "30" => Some(OathKind::Totp30),
        "60" => Some(OathKind::Totp60),
        _ => return Err(RowProblem::Interval),
    };
    match (kind.to_ascii_lowercase().as_str(), clock) {
        ("" | "totp", Some(clock)) => Ok(clock),
        ("" | "hotp", None) => Ok(OathKind::Hotp),
        ("totp" | "hotp", _) => Err(RowProblem::Interval),
        _ => Err(RowProblem::Type),
    }
}

/// Reads all of it, and goes on after a row with a problem: whoever mends the file wants to know of every one.
pub fn parse(file: &str) -> Result<Sheet, FileFault> {
    let records = read::records(file).map_err(|broken| FileFault::Quotes(broken.line))?;
    let (header, rows) = records.split_first().ok_or(FileFault::Empty)?;
    let columns = Columns::of(header).ok_or(FileFault::Columns)?;
    if rows.is_empty() {
        return Err(FileFault::Empty);
    }
    if rows.len() > MOST_ROWS {
        return Err(FileFault::TooLong);
    }
    let mut sheet = Sheet::default();
    let mut seen = BTreeSet::new();
    for record in rows {
        match columns.row(record) {
            Ok(token) if seen.insert(token.serial.clone()) => sheet.tokens.push(token),
            Ok(token) => sheet.problems.push((token.line, RowProblem::SerialTwice)),
            Err(why) => sheet.problems.push((record.line, why)),
        }
    }
    Ok(sheet)
}

#[cfg(test)]
mod tests;
