//! Enrolment: choosing, setting up, backup codes, replacing a lost phone.

mod choose;
mod codes;
mod fresh_codes;
mod parts;
mod passkey;
mod phone;
mod phone_code;
mod postpone;
mod qr;
mod replace_lost;
mod start;
mod totp;

pub use choose::EnrolPage;
pub use codes::CodesPage;
pub use passkey::PasskeyPage;
pub use phone::{PhonePage, instead as phone_instead};
pub use phone_code::PhoneCodePage;
pub use replace_lost::ReplaceLostPage;
pub use start::StartTotp;
pub use totp::TotpPage;
