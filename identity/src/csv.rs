//! Files for spreadsheets (RFC 4180), in which no cell is ever a formula.

pub mod read;
pub mod report;
pub mod sheet;

/// A header, then a line for each row.
pub fn file<const N: usize>(
    header: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> String {
    let mut file = line(header);
    for row in rows {
        file.push_str(&line(row.each_ref().map(String::as_str)));
    }
    file
}

/// What a cell begins with that a spreadsheet computes.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A line with its end.
pub fn line<const N: usize>(cells: [&str; N]) -> String {
    format!("{}\r\n", cells.map(cell).join(","))
}

/// Always quoted. What a spreadsheet would take for a formula begins with an apostrophe instead (ASVS 1.2.10).
fn cell(text: &str) -> String {
    let formula = text.starts_with(FORMULA);
    let defused = if formula { "'" } else { "" };
    format!("\"{defused}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::{cell, file};

    #[test]
    fn a_cell_is_text_and_never_a_formula() {
        for (text, written) in [
            ("Anna Weber", "\"Anna Weber\""),
            ("a, \"b\"\nc", "\"a, \"\"b\"\"\nc\""),
            ("=HYPERLINK(1)", "\"'=HYPERLINK(1)\""),
            ("+49 30", "\"'+49 30\""),
            ("-1", "\"'-1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\tx", "\"'\tx\""),
            ("", "\"\""),
        ] {
            assert_eq!(cell(text), written);
        }
    }

    #[test]
    fn a_file_is_a_header_and_its_rows() {
        let rows = [["=a".to_owned(), "b".to_owned()]];
        assert_eq!(
            file(["one", "two"], rows),
            "\"one\",\"two\"\r\n\"'=a\",\"b\"\r\n"
        );
    }
}
