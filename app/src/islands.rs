//! What only a script can do. Every page works without them; each says how.
//!
//! An island takes no props: one alone would bring `serde_json` into the wasm, 20 KB of the 90 that a page may weigh. What it
//! needs stands as `data-` attributes on an element around it, which a component of the server's half writes.

pub mod code_input;
pub mod copy_codes;
pub mod live_search;
pub mod passkey;
pub mod show_password;

#[cfg(feature = "hydrate")]
mod browser;
