//! The list of common passwords (ASVS 6.2.4), searched where it lies. Where it comes from: common.md.

use std::cmp::Ordering;

/// Sorted by bytes, one a line, lower case, a line end after the last.
const LIST: &str = include_str!("common.txt");

/// Whether the whole password, in lower case, is in the list. Parts of it are no matter (NIST SP 800-63B-4, section 3.1.1.2).
pub(super) fn is_listed(folded: &str) -> bool {
    let (mut from, mut to) = (0, LIST.len());
    while from < to {
        let middle = from.midpoint(to);
        let (start, end) = line_around(middle);
        match LIST.get(start..end).map(|line| line.cmp(folded)) {
            Some(Ordering::Equal) => return true,
            Some(Ordering::Less) => from = end + 1,
            Some(Ordering::Greater) => to = start,
            None => return false,
        }
    }
    false
}

/// Where the line that holds this byte starts and ends, its line end being part of it.
fn line_around(at: usize) -> (usize, usize) {
    let before = LIST.as_bytes().get(..at).unwrap_or_default();
    let after = LIST.as_bytes().get(at..).unwrap_or_default();
    let start = before
        .iter()
        .rposition(|b| *b == b'\n')
        .map_or(0, |end| end + 1);
    let length = after
        .iter()
        .position(|b| *b == b'\n')
        .unwrap_or(after.len());
    (start, at + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_long_enough() {
        let lines: Vec<&str> = LIST.lines().collect();
        assert!(lines.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(lines.iter().all(|line| line.len() >= 8
            && **line == line.to_lowercase()
            && **line == *line.trim()));
        assert!(LIST.ends_with('\n'));
        for (least, most_common) in [(8, 10_000), (12, 3000), (15, 3000)] {
            assert!(lines.iter().filter(|line| line.len() >= least).count() >= most_common);
        }
    }

    #[test]
    fn every_line_is_found_and_nothing_else() {
        for line in LIST.lines() {
            assert!(is_listed(line), "{line}");
            assert!(!is_listed(&format!("{line}\u{1}")), "{line}");
            assert!(!is_listed(line.trim_end_matches(|_| true)));
        }
        for other in [
            "",
            "\n",
            "zzzzzzzzzzzzzzzzzzzzzz",
            "!",
            "correct horse battery staple",
            "passwor",
            "password\n",
        ] {
            assert!(!is_listed(other), "{other:?}");
        }
    }
}
