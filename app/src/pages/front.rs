//! Before a session: set-up, sign-in, the second step, help, invitations.

mod access_pass;
mod ask_admin;
mod backup_code;
mod cancel;
mod forgot;
mod help;
mod home;
mod new_password;
mod not_me;
mod reset_password;
mod set_up;
mod sign_in;
mod sign_out;
mod verify;
mod welcome;
mod which_organisation;

pub use access_pass::AccessPassPage;
pub use ask_admin::AskAdmin;
pub use backup_code::BackupCodePage;
pub use cancel::Cancel;
pub use forgot::ForgotPage;
pub use help::HelpPage;
pub use home::HomePage;
pub use new_password::NewPasswordPage;
pub use not_me::NotMePage;
pub use reset_password::ResetPasswordPage;
pub use set_up::SetUpPage;
pub use sign_in::SignInPage;
pub use sign_out::SignOut;
pub use verify::VerifyPage;
pub use welcome::WelcomePage;
