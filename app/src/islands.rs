//! What only a script can do. Every page works without them; each says how.

pub mod code_input;
pub mod copy_codes;
pub mod live_search;
pub mod show_password;

#[cfg(feature = "hydrate")]
mod browser;
