//! How much work a statement may be that only reads: counted in steps of SQLite's machine, as `statement_timeout` is on PostgreSQL
//! (reference/security.md, case D-10).

use std::ffi::c_int;

use rusqlite::Connection;

/// So many steps are a piece.
const PIECE: c_int = 1_000_000;
/// A few seconds. The first page of a hundred thousand users takes less than one piece.
pub(super) const MOST_PIECES: u32 = 250;

/// After so many pieces from now on, whatever runs on this connection ends with an interruption.
pub(super) fn limit(connection: &Connection, most: u32) -> rusqlite::Result<()> {
    let mut pieces = 0;
    let is_over = move || {
        pieces += 1;
        pieces > most
    };
    connection.progress_handler(PIECE, Some(is_over))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Error;

    /// So many rows that nobody waits for them.
    const ENDLESS: &str = "
        WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers)
        SELECT count(*) FROM numbers";
    const SHORT: &str = "SELECT 1";

    #[test]
    fn what_takes_too_long_is_given_up_and_the_connection_goes_on() {
        let connection = Connection::open_in_memory().unwrap();
        let one = |sql| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
        limit(&connection, 2).unwrap();
        let error = Error::from(one(ENDLESS).unwrap_err());
        assert!(matches!(error, Error::Busy), "{error:?}");
        limit(&connection, 2).unwrap();
        assert_eq!(one(SHORT).unwrap(), 1);
    }
}
