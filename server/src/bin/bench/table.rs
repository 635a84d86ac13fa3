//! The table that is printed: what, target, measured, ratio, and whether it was reached.

use std::fmt;

/// One figure.
#[derive(Clone, Debug, Default)]
pub struct Row {
    what: String,
    target: String,
    measured: String,
    ratio: String,
    verdict: &'static str,
}

impl Row {
    pub fn fact(what: &str, measured: String) -> Self {
        Self {
            what: what.to_owned(),
            measured,
            ..Self::default()
        }
    }

    #[must_use]
    pub fn ratio(mut self, ratio: f64) -> Self {
        self.ratio = format!("{ratio:.2}");
        self
    }

    #[must_use]
    pub fn target(mut self, target: &str, reached: bool) -> Self {
        target.clone_into(&mut self.target);
        self.verdict = if reached { "reached" } else { "missed" };
        self
    }

    fn cells(&self) -> [&str; 5] {
        [
            &self.what,
            &self.target,
            &self.measured,
            &self.ratio,
            self.verdict,
        ]
    }
}

#[derive(Clone, Debug, Default)]
pub struct Table(Vec<Row>);

impl Table {
    pub fn push(&mut self, row: Row) {
        self.0.push(row);
    }
}

const HEAD: [&str; 5] = ["figure", "target", "measured", "ratio", ""];

impl fmt::Display for Table {
    /// As Markdown, so that it can be put where it is told of.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut widths = HEAD.map(|cell| cell.chars().count().max(3));
        for row in &self.0 {
            for (width, cell) in widths.iter_mut().zip(row.cells()) {
                *width = cell.chars().count().max(*width);
            }
        }
        let line = |f: &mut fmt::Formatter<'_>, cells: [&str; 5]| {
            for (cell, width) in cells.into_iter().zip(widths) {
                write!(f, "| {cell:width$} ")?;
            }
            writeln!(f, "|")
        };
        line(f, HEAD)?;
        line(f, ["---"; 5])?;
        self.0.iter().try_for_each(|row| line(f, row.cells()))
    }
}

/// Seconds, in milliseconds.
pub fn ms(seconds: f64) -> String {
    let ms = seconds * 1000.0;
    if ms < 10.0 {
        format!("{ms:.2} ms")
    } else {
        format!("{ms:.1} ms")
    }
}

pub fn kb(bytes: usize) -> String {
    format!("{}.{} KB", bytes / 1000, bytes % 1000 / 100)
}

pub fn mb(bytes: u64) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}

/// The middle one.
pub fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_straight_columns() {
        let mut table = Table::default();
        table.push(
            Row::fact("sign-in", ms(0.0213))
                .ratio(1.0649)
                .target("at most 1.10", true),
        );
        table.push(Row::fact("page", ms(0.000_42)));
        let text = table.to_string();
        assert!(
            text.contains("| sign-in | at most 1.10 | 21.3 ms  | 1.06  | reached |"),
            "{text}"
        );
        let widths: Vec<usize> = text.lines().map(str::len).collect();
        assert!(widths.windows(2).all(|pair| pair[0] == pair[1]), "{text}");
    }

    #[test]
    fn the_middle_is_the_median() {
        assert!((median(&mut [3.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
        assert_eq!(
            (kb(20_049), mb(59_990_000)),
            ("20.0 KB".to_owned(), "59.9 MB".to_owned())
        );
    }
}
