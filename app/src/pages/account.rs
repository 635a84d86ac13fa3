//! The account of the person who is signed in.

mod account_page;
mod activity_page;
mod admins_page;
mod frame;
mod guarded;
mod password_page;
mod remove_page;
mod rename_page;
mod replace_page;
mod sessions_page;

pub use account_page::AccountPage;
pub use activity_page::ActivityPage;
pub use admins_page::AdminsPage;
pub use password_page::PasswordPage;
pub use remove_page::RemovePage;
pub use rename_page::RenamePage;
pub use replace_page::ReplacePage;
pub use sessions_page::{SessionsPage, StaySignedIn};
