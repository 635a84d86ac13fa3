//! A file of hardware tokens with the columns that Entra ID takes: `upn, serial number, secret key, time interval, manufacturer, model`,
//! in any order, and `type` for those that a button moves on. It is imported whole or not at all.

use super::{OathKind, SerialNumber, TokenSeed};
use crate::{
    csv::{
        report::RowProblem,
        sheet::{self, Cells, Header, Sheet},
    },
    email::lookup_key,
    refusal::FileFault,
    text,
};

/// The most tokens of one file (reference/security.md, ASVS 5.1.1).
pub const MOST_TOKENS: u32 = 5000;

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

/// Where each column stands.
struct Columns {
    upn: Option<usize>,
    serial: usize,
    secret: usize,
    interval: Option<usize>,
    manufacturer: Option<usize>,
    model: Option<usize>,
    kind: Option<usize>,
}

impl sheet::Columns for Columns {
    type Row = NewToken;
    type Key = SerialNumber;
    const MOST: u32 = MOST_TOKENS;
    const TWICE: RowProblem = RowProblem::SerialTwice;

    fn of(header: &Header) -> Result<Self, FileFault> {
        let needed = |wanted| header.find(wanted).ok_or(FileFault::TokenColumns);
        let columns = Self {
            upn: header.find(&["upn", "user", "userprincipalname"]),
            serial: needed(&["serialnumber", "serial"])?,
            secret: needed(&["secretkey", "secret"])?,
            interval: header.find(&["timeinterval", "interval", "timeintervalinseconds"]),
            manufacturer: header.find(&["manufacturer"]),
            model: header.find(&["model"]),
            kind: header.find(&["type", "algorithm"]),
        };
        let moves = columns.interval.or(columns.kind);
        moves.map(|_| columns).ok_or(FileFault::TokenColumns)
    }

    fn row(&self, cells: &Cells<'_>) -> Result<NewToken, RowProblem> {
        let words = |place| {
            let words = cells.maybe(place).map(text::line).transpose();
            words.map_err(|_| RowProblem::Text)
        };
        let word = |place| cells.maybe(place).unwrap_or_default();
        Ok(NewToken {
            line: cells.line(),
            holder: cells.maybe(self.upn).map(lookup_key),
            serial: SerialNumber::parse(cells.at(self.serial)).map_err(|_| RowProblem::Serial)?,
            seed: TokenSeed::parse(cells.at(self.secret)).ok_or(RowProblem::Secret)?,
            kind: kind(word(self.interval), word(self.kind))?,
            manufacturer: words(self.manufacturer)?.unwrap_or_default(),
            model: words(self.model)?.unwrap_or_default(),
        })
    }

    fn key(row: &NewToken) -> SerialNumber {
        row.serial.clone()
    }
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

pub fn parse(file: &str) -> Result<Sheet<NewToken>, FileFault> {
    sheet::parse::<Columns>(file)
}

#[cfg(test)]
mod tests;
