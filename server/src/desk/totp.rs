//! Setting up an authenticator app: start, show, confirm.

pub mod confirm;
mod finish;
pub mod page;
pub mod start;
