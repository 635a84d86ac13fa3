//! Passkeys: the ceremonies of `WebAuthn`, each begun on the server, kept in the database and answered once.

pub mod answer;
pub mod check;
pub mod enrol;
pub mod page;
pub mod party;
pub mod sign_in;
pub mod verify;
