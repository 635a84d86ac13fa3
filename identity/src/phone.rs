//! Codes by text message: the number they go to, what a code is worth, and how many may be sent (reference/security.md 2.4, 5.3, 5.8).

pub mod code;
pub mod limit;
pub mod number;

pub use code::{SmsCode, Verdict};
pub use number::{CountryPrefix, Masked, PhoneNumber};
