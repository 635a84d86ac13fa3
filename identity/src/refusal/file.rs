//! What is wrong with a file as a whole; its rows are told of in a report.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileFault {
    /// Neither a file nor anything pasted.
    Missing,
    /// Both.
    Twice,
    /// No UTF-8.
    Unreadable,
    /// Nothing below the first line.
    Empty,
    /// The first line does not name what is needed for tokens.
    TokenColumns,
    /// The first line does not name what is needed for users.
    UserColumns,
    /// Quotes that make no sense, on this line.
    Quotes(u32),
    /// More rows than are imported at once, which is this many.
    TooLong(u32),
    /// Rows with problems: nothing was imported, and the report says which.
    Rows,
}
