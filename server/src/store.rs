//! The database: two engines behind one text of SQL.
//!
//! A unit of work is a [`Txn`]: taken from [`Db`], handed to the queries, committed once.
//! What is not committed has not happened.

pub mod arg;
pub mod audit;
pub mod codes;
pub mod db;
pub mod error;
pub mod factors;
pub mod key_canary;
pub mod migrate;
mod open;
pub mod organisations;
pub mod policies;
pub mod requests;
pub mod row;
pub mod sessions;
pub mod sign_ins;
pub mod step_ups;
pub mod throttles;
pub mod txn;
pub mod unit;
pub mod users;

#[cfg(any(test, feature = "failpoints"))]
pub mod trial;

#[cfg(test)]
mod tests;

pub use arg::{Arg, args};
pub use db::Db;
pub use error::{Error, Trouble};
pub use row::{Column, FromRow, Row};
pub use txn::Txn;
pub use unit::unit;

pub type Result<T, E = Error> = std::result::Result<T, E>;
