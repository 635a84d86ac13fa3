//! What is wrong with a file, row by row.

use serde::{Deserialize, Serialize};

use crate::coded::coded;

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
        HolderUnknown = "holder_unknown",
        /// The token would go to oneself, or to somebody above.
        HolderBeyond = "holder_beyond",
        /// They have as many factors as they can have.
        HolderFull = "holder_full",
        Email = "email",
        /// The address stands in the file before, or is another one of the same user.
        UserTwice = "user_twice",
        /// Somebody got this address while the file was read.
        UserTaken = "user_taken",
        /// Oneself, or somebody above.
        UserBeyond = "user_beyond",
        Name = "name",
        /// Nobody has this address yet, and a new user needs a name.
        NameMissing = "name_missing",
        Groups = "groups",
        Language = "language",
        /// The row is about somebody of another customer.
        OtherCustomer = "other_customer",
    }
}

/// What is wrong, and on which line.
pub type Problem = (u32, RowProblem);

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_an_end() {
        let problems = (1..=50).rev().map(|line| (line, RowProblem::Cells));
        let report = Report::of(problems.collect());
        assert_eq!((report.problems.len(), report.more), (MOST_TOLD, 10));
        assert_eq!(report.problems[0].0, 1);
        assert!(serde_json::to_string(&report).unwrap().len() < 1024);
    }
}
