//! Which path a place has, and which place a path is.

use identity::place::{Place, ReturnPath};
#[cfg(feature = "ssr")]
use identity::{customers::Chosen, visitor::Visitor};
use leptos::prelude::GetUntracked;
#[cfg(feature = "ssr")]
use leptos::reactive::owner::with_context;
use leptos_router::hooks::{use_params_map, use_query_map};
use std::str::FromStr;

pub const INVITE: &str = "/admin/users/invite";
pub const AUDIT: &str = "/admin/audit";
/// The log as a file; its query is that of the page, and a format.
pub const AUDIT_EXPORT: &str = "/admin/audit/export";
pub const SETUP: &str = "/setup";
pub const WELCOME: &str = "/welcome";
pub const FORGOT_PASSWORD: &str = "/forgot-password";
pub const CONFIRM_ADDRESS: &str = "/confirm-address";
pub const NOT_ME: &str = "/not-me";
pub const RESET_PASSWORD: &str = "/reset-password";
pub const NEW_POLICY_IMPACT: &str = "/admin/policies/new/impact";

/// The path of a place, with the customers that the page is about.
pub fn path(place: &Place) -> String {
    keeping_customers(bare(place))
}

/// The address with the customers that the page at hand is about, where that is a page of the console.
pub fn keeping_customers(address: String) -> String {
    #[cfg(feature = "ssr")]
    if let Some(customers) = customers() {
        return customers.kept_in(address);
    }
    address
}

/// What the address of this request names, if it names any.
#[cfg(feature = "ssr")]
pub fn customers() -> Option<Chosen> {
    let named =
        |visitor: &Visitor| (!visitor.customers.is_all()).then(|| visitor.customers.clone());
    with_context(named).flatten()
}

/// The path of a place alone.
pub fn bare(place: &Place) -> String {
    match place {
        Place::SetUp => SETUP.into(),
        Place::SignIn(slug) => format!("/o/{slug}/sign-in"),
        Place::SignInAnywhere => "/sign-in".into(),
        Place::Verify => "/sign-in/verify".into(),
        Place::VerifyBackupCode => "/sign-in/backup-code".into(),
        Place::VerifyAccessPass => "/sign-in/access-pass".into(),
        Place::NewPassword => "/sign-in/new-password".into(),
        Place::ForgotPassword(slug) => format!("/o/{slug}/forgot-password"),
        Place::ForgotPasswordAnywhere => FORGOT_PASSWORD.into(),
        Place::ResetPassword => RESET_PASSWORD.into(),
        Place::NotMe => NOT_ME.into(),
        Place::Help => "/sign-in/help".into(),
        Place::Enrol => "/enrol".into(),
        Place::EnrolTotp(id) => format!("/enrol/totp/{id}"),
        Place::EnrolPasskey => "/enrol/passkey".into(),
        Place::EnrolPasskeyFor(id) => format!("/enrol/passkey/{id}"),
        Place::EnrolPhone => "/enrol/phone".into(),
        Place::EnrolPhoneFor(id) => format!("/enrol/phone/for/{id}"),
        Place::EnrolPhoneCode(id) => format!("/enrol/phone/{id}"),
        Place::BackupCodes => "/enrol/backup-codes".into(),
        Place::ReplaceLost => "/enrol/replace".into(),
        Place::Account => "/account".into(),
        Place::RenameFactor(id) => format!("/account/factors/{id}/rename"),
        Place::ReplaceFactor(id) => format!("/account/factors/{id}/replace"),
        Place::RemoveFactor(id) => format!("/account/factors/{id}/remove"),
        Place::LoseFactor(id) => format!("/account/factors/{id}/lost"),
        Place::RestoreFactor(id) => format!("/account/factors/{id}/restore"),
        Place::Password => "/account/password".into(),
        Place::Profile => "/account/profile".into(),
        Place::Addresses => "/account/addresses".into(),
        Place::ConfirmAddress => CONFIRM_ADDRESS.into(),
        Place::Admins => "/account/admins".into(),
        Place::Activity => "/account/activity".into(),
        Place::Sessions => "/account/sessions".into(),
        Place::Users => "/admin/users".into(),
        Place::User(id) => format!("/admin/users/{id}"),
        Place::UserMethods(id) => format!("/admin/users/{id}/methods"),
        Place::UserSessions(id) => format!("/admin/users/{id}/sessions"),
        Place::UserActivity(id) => format!("/admin/users/{id}/activity"),
        Place::ExportUsers => "/admin/users/export".into(),
        Place::ImportUsers => "/admin/users/import".into(),
        Place::ResetUser(id) => format!("/admin/users/{id}/reset"),
        Place::EditUser(id) => format!("/admin/users/{id}/edit"),
        Place::DeleteUser(id) => format!("/admin/users/{id}/delete"),
        Place::AccessPass(id) => format!("/admin/users/{id}/access-pass"),
        Place::Operate(what, id) => format!("/admin/users/{id}/{what}"),
        Place::TakeFactor(id) => format!("/admin/factors/{id}/remove"),
        Place::LiftReport(id) => format!("/admin/factors/{id}/lift"),
        Place::BulkResets => "/admin/resets".into(),
        Place::BulkReset(id) => format!("/admin/resets/{id}"),
        Place::Methods => "/admin/authentication-methods".into(),
        Place::Requests => "/admin/requests".into(),
        Place::Request(id) => format!("/admin/requests/{id}"),
        Place::Policies => "/admin/policies".into(),
        Place::Policy(id) => format!("/admin/policies/{id}"),
        Place::NewPolicy => "/admin/policies/new".into(),
        Place::Audit => AUDIT.into(),
        Place::Credentials => "/admin/api-credentials".into(),
        Place::Webhooks => "/admin/webhooks".into(),
        Place::Webhook(id) => format!("/admin/webhooks/{id}"),
        Place::HardwareTokens => "/admin/hardware-tokens".into(),
        Place::HardwareToken(id) => format!("/admin/hardware-tokens/{id}"),
        Place::Settings => "/admin/settings".into(),
        Place::Brand => "/admin/settings/brand".into(),
        Place::Customers => "/admin/customers".into(),
        Place::NewCustomer => "/admin/customers/new".into(),
        Place::Customer(id) => format!("/admin/customers/{id}"),
        Place::Return(path) => path.as_str().to_owned(),
    }
}

/// The place that a path is, if it is a page; a query is kept by making it a [`Place::Return`].
pub fn place(path: &str) -> Option<Place> {
    if path.contains('?') {
        return ReturnPath::parse(path).map(Place::Return);
    }
    let parts: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
    Some(match parts.as_slice() {
        ["setup"] => Place::SetUp,
        ["o", slug, "sign-in"] => Place::SignIn((*slug).to_owned()),
        ["sign-in"] => Place::SignInAnywhere,
        ["o", slug, "forgot-password"] => Place::ForgotPassword((*slug).to_owned()),
        ["forgot-password"] => Place::ForgotPasswordAnywhere,
        ["reset-password"] => Place::ResetPassword,
        ["not-me"] => Place::NotMe,
        ["sign-in", "verify"] => Place::Verify,
        ["sign-in", "backup-code"] => Place::VerifyBackupCode,
        ["sign-in", "access-pass"] => Place::VerifyAccessPass,
        ["sign-in", "new-password"] => Place::NewPassword,
        ["sign-in", "help"] => Place::Help,
        ["enrol"] => Place::Enrol,
        ["enrol", "totp", id] => Place::EnrolTotp(id.parse().ok()?),
        ["enrol", "passkey"] => Place::EnrolPasskey,
        ["enrol", "passkey", id] => Place::EnrolPasskeyFor(id.parse().ok()?),
        ["enrol", "phone"] => Place::EnrolPhone,
        ["enrol", "phone", "for", id] => Place::EnrolPhoneFor(id.parse().ok()?),
        ["enrol", "phone", id] => Place::EnrolPhoneCode(id.parse().ok()?),
        ["enrol", "backup-codes"] => Place::BackupCodes,
        ["enrol", "replace"] => Place::ReplaceLost,
        ["account"] => Place::Account,
        ["account", "factors", id, "rename"] => Place::RenameFactor(id.parse().ok()?),
        ["account", "factors", id, "replace"] => Place::ReplaceFactor(id.parse().ok()?),
        ["account", "factors", id, "remove"] => Place::RemoveFactor(id.parse().ok()?),
        ["account", "factors", id, "lost"] => Place::LoseFactor(id.parse().ok()?),
        ["account", "factors", id, "restore"] => Place::RestoreFactor(id.parse().ok()?),
        ["account", "password"] => Place::Password,
        ["account", "profile"] => Place::Profile,
        ["account", "addresses"] => Place::Addresses,
        ["confirm-address"] => Place::ConfirmAddress,
        ["account", "admins"] => Place::Admins,
        ["account", "activity"] => Place::Activity,
        ["account", "sessions"] => Place::Sessions,
        ["admin", "users"] => Place::Users,
        ["admin", "users", "export"] => Place::ExportUsers,
        ["admin", "users", "import"] => Place::ImportUsers,
        ["admin", "users", id] => Place::User(id.parse().ok()?),
        ["admin", "users", id, "methods"] => Place::UserMethods(id.parse().ok()?),
        ["admin", "users", id, "sessions"] => Place::UserSessions(id.parse().ok()?),
        ["admin", "users", id, "activity"] => Place::UserActivity(id.parse().ok()?),
        ["admin", "users", id, "reset"] => Place::ResetUser(id.parse().ok()?),
        ["admin", "users", id, "edit"] => Place::EditUser(id.parse().ok()?),
        ["admin", "users", id, "delete"] => Place::DeleteUser(id.parse().ok()?),
        ["admin", "users", id, "access-pass"] => Place::AccessPass(id.parse().ok()?),
        ["admin", "users", id, what] => Place::Operate(what.parse().ok()?, id.parse().ok()?),
        ["admin", "factors", id, "remove"] => Place::TakeFactor(id.parse().ok()?),
        ["admin", "factors", id, "lift"] => Place::LiftReport(id.parse().ok()?),
        ["admin", "resets"] => Place::BulkResets,
        ["admin", "resets", id] => Place::BulkReset(id.parse().ok()?),
        ["admin", "authentication-methods"] => Place::Methods,
        ["admin", "requests"] => Place::Requests,
        ["admin", "requests", id] => Place::Request(id.parse().ok()?),
        ["admin", "policies"] => Place::Policies,
        ["admin", "policies", "new"] => Place::NewPolicy,
        ["admin", "policies", id] => Place::Policy(id.parse().ok()?),
        ["admin", "audit"] => Place::Audit,
        ["admin", "api-credentials"] => Place::Credentials,
        ["admin", "webhooks"] => Place::Webhooks,
        ["admin", "webhooks", id] => Place::Webhook(id.parse().ok()?),
        ["admin", "hardware-tokens"] => Place::HardwareTokens,
        ["admin", "hardware-tokens", id] => Place::HardwareToken(id.parse().ok()?),
        ["admin", "settings"] => Place::Settings,
        ["admin", "settings", "brand"] => Place::Brand,
        ["admin", "customers"] => Place::Customers,
        ["admin", "customers", "new"] => Place::NewCustomer,
        ["admin", "customers", id] => Place::Customer(id.parse().ok()?),
        _ => return None,
    })
}

/// A part of the path that the page's route names, parsed: none if it is not of its kind.
pub fn part<T: FromStr>(name: &str) -> Option<T> {
    use_params_map().get_untracked().get(name)?.parse().ok()
}

/// A query parameter; empty if it is missing.
pub fn query(name: &str) -> String {
    use_query_map()
        .get_untracked()
        .get(name)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
