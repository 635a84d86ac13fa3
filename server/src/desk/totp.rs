//! Setting up an authenticator app: start, show, confirm.

pub mod confirm;
pub mod page;
pub mod start;
