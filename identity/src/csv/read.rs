//! Reads a file from a spreadsheet (RFC 4180): a comma, a semicolon or a tab between the cells, whichever its first line uses.

use std::borrow::Cow;

/// A line that is not empty. A cell is a part of the file, unless quotes in it were written twice.
#[derive(Debug, PartialEq, Eq)]
pub struct Record<'a> {
    /// Where it begins, counted from 1.
    pub line: u32,
    pub cells: Vec<Cow<'a, str>>,
}

/// A quote that never ends, or text right after one: what follows could be anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrokenQuotes {
    pub line: u32,
}

pub fn records(file: &str) -> Result<Vec<Record<'_>>, BrokenQuotes> {
    // Excel writes a mark before UTF-8.
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    let mut reader = Reader {
        rest: file,
        separator: separator(file),
        line: 1,
    };
    let mut records = Vec::new();
    while !reader.rest.is_empty() {
        let record = reader.record()?;
        if record.cells.iter().any(|cell| !cell.trim().is_empty()) {
            records.push(record);
        }
    }
    Ok(records)
}

fn separator(file: &str) -> char {
    let first = file.lines().next().unwrap_or_default();
    let count = |separator: &char| first.matches(*separator).count();
    // Of equal ones the last wins, and that is the comma.
    [';', '\t', ',']
        .into_iter()
        .max_by_key(count)
        .unwrap_or(',')
}

struct Reader<'a> {
    rest: &'a str,
    separator: char,
    line: u32,
}

impl<'a> Reader<'a> {
    fn record(&mut self) -> Result<Record<'a>, BrokenQuotes> {
        let line = self.line;
        let mut cells = Vec::new();
        loop {
            cells.push(self.cell()?);
            match self.rest.strip_prefix(self.separator) {
                Some(rest) => self.rest = rest,
                None => break,
            }
        }
        self.end_line();
        Ok(Record { line, cells })
    }

    fn cell(&mut self) -> Result<Cow<'a, str>, BrokenQuotes> {
        if let Some(quoted) = self.rest.strip_prefix('"') {
            return self.quoted(quoted);
        }
        let end = self.rest.find([self.separator, '\r', '\n']);
        let (cell, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        Ok(Cow::Borrowed(cell))
    }

    fn quoted(&mut self, mut rest: &'a str) -> Result<Cow<'a, str>, BrokenQuotes> {
        let broken = BrokenQuotes { line: self.line };
        let mut cell = Cow::Borrowed("");
        loop {
            let (part, after) = rest.split_once('"').ok_or(broken)?;
            cell += part;
            let Some(again) = after.strip_prefix('"') else {
                self.rest = after;
                break;
            };
            cell.to_mut().push('"');
            rest = again;
        }
        let lines = cell.matches('\n').count();
        self.line = self
            .line
            .saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        let ends = self.rest.is_empty() || self.rest.starts_with([self.separator, '\r', '\n']);
        if ends { Ok(cell) } else { Err(broken) }
    }

    fn end_line(&mut self) {
        let ends = ["\r\n", "\n", "\r"];
        if let Some(rest) = ends.iter().find_map(|end| self.rest.strip_prefix(end)) {
            self.rest = rest;
            self.line = self.line.saturating_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &str) -> Vec<(u32, Vec<String>)> {
        let records = records(file).unwrap();
        records
            .into_iter()
            .map(|record| {
                let cells = record.cells.into_iter().map(Cow::into_owned);
                (record.line, cells.collect())
            })
            .collect()
    }

    #[test]
    fn cells_are_read_as_they_were_written() {
        let file = "\u{feff}a,b,c\r\n1,\"two, \"\"2\"\"\nlines\",\r\n\r\n,,\n\"\",x,y";
        let cells = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        assert_eq!(
            read(file),
            [
                (1, cells(["a", "b", "c"])),
                (2, cells(["1", "two, \"2\"\nlines", ""])),
                (6, cells(["", "x", "y"])),
            ]
        );
        assert!(read("").is_empty() && read("\r\n\n").is_empty());
    }

    #[test]
    fn the_first_line_says_what_stands_between_cells() {
        for file in ["a;b\n1,5;2", "a\tb\n1,5\t2"] {
            assert_eq!(read(file)[1].1, ["1,5", "2"], "{file}");
        }
        assert_eq!(read("a\n1")[1].1, ["1"]);
        // Mac OS of old.
        assert_eq!(read("a,b\r1,2").len(), 2);
    }

    #[test]
    fn a_quote_that_makes_no_sense_is_named_by_its_line() {
        for (file, line) in [("a\n\"b", 2), ("\"a\"b", 1), ("a\n\"b\nc\"\n\"d\"e", 4)] {
            assert_eq!(records(file), Err(BrokenQuotes { line }), "{file}");
        }
        // In the middle of a cell it is a character like any other.
        assert_eq!(read("5\" tall,b")[0].1, ["5\" tall", "b"]);
    }
}
