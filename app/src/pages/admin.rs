//! The console, for admins.

mod audit_page;
mod bulk_reset_page;
mod bulk_resets_page;
mod credentials_page;
mod event;
mod impact_page;
mod invite_page;
mod link;
mod methods_page;
mod new_policy_page;
mod operation_page;
mod parts;
mod policies_page;
mod policy_page;
mod reset_page;
mod state;
mod take_factor_page;
mod user_page;
mod users_page;
mod why;

pub use audit_page::AuditPage;
pub use bulk_reset_page::BulkResetPage;
pub use bulk_resets_page::BulkResetsPage;
pub use credentials_page::CredentialsPage;
pub use impact_page::ImpactPage;
pub use invite_page::InvitePage;
pub use methods_page::MethodsPage;
pub use new_policy_page::NewPolicyPage;
pub use operation_page::OperationPage;
pub use policies_page::PoliciesPage;
pub use policy_page::PolicyPage;
pub use reset_page::ResetPage;
pub use take_factor_page::TakeFactorPage;
pub use user_page::UserPage;
pub use users_page::UsersPage;
