//! Keys, seals, tokens, codes and hashes. Nothing here knows what any of it is for.

pub mod keyring;
pub mod limiter;
pub mod mac;
pub mod otp;
pub mod password_hash;
pub mod seal;
pub mod token;
pub mod token_codes;
