//! Enrolment: choosing, setting up, backup codes, replacing a lost phone.

mod choose;
mod codes;
mod replace_lost;
mod totp;

pub use choose::EnrolPage;
pub use codes::CodesPage;
pub use replace_lost::ReplaceLostPage;
pub use totp::TotpPage;
