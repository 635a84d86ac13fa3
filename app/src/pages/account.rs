//! The account of the person who is signed in.

mod account_page;
mod activity_page;
mod addresses_page;
mod admins_page;
mod confirm_address_page;
mod frame;
mod guarded;
mod lose_page;
mod password_page;
mod profile_page;
mod remove_page;
mod rename_page;
mod replace_page;
mod restore_page;
mod sessions_page;

pub use account_page::AccountPage;
pub use activity_page::ActivityPage;
pub use addresses_page::AddressesPage;
pub use admins_page::AdminsPage;
pub use confirm_address_page::ConfirmAddressPage;
pub use lose_page::LosePage;
pub use password_page::PasswordPage;
pub use profile_page::ProfilePage;
pub use remove_page::RemovePage;
pub use rename_page::RenamePage;
pub use replace_page::ReplacePage;
pub use restore_page::RestorePage;
pub use sessions_page::{SessionsPage, StaySignedIn};
