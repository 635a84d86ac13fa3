//! Reset all multi-factor authentication of many users: picked in a list, looked at, confirmed, watched.

pub mod begin;
pub mod listed;
pub mod page;
pub mod pick;
pub mod plan;
