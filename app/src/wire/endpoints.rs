//! Every server function there is, with the page that a form which cannot be read leads back to.

use axum::http::{StatusCode, request::Parts};
use identity::{place::Place, refusal::Refusal, turn::Turn};
use leptos::prelude::use_context;

use super::{go, navigates, respond};

/// The path of each server function. A test compares it with what is registered.
pub const ENDPOINTS: &[(&str, Place)] = &[
    ("/do/set-up", Place::SetUp),
    ("/do/choose-organisation", Place::SignInAnywhere),
    ("/do/sign-in", Place::SignInAnywhere),
    ("/do/forgot-password", Place::ForgotPasswordAnywhere),
    ("/do/reset-password", Place::ResetPassword),
    ("/do/not-me", Place::NotMe),
    ("/do/verify-totp", Place::Verify),
    ("/do/text-code", Place::Verify),
    ("/do/verify-backup-code", Place::VerifyBackupCode),
    ("/do/verify-access-pass", Place::VerifyAccessPass),
    ("/do/ask-admin", Place::Help),
    ("/do/cancel-sign-in", Place::SignInAnywhere),
    ("/do/sign-out", Place::SignInAnywhere),
    ("/do/new-password", Place::NewPassword),
    ("/do/postpone-enrolment", Place::Enrol),
    ("/do/start-totp", Place::Enrol),
    ("/do/confirm-totp", Place::Enrol),
    ("/do/start-phone", Place::EnrolPhone),
    ("/do/resend-phone-code", Place::Enrol),
    ("/do/confirm-phone", Place::Enrol),
    ("/do/make-codes", Place::BackupCodes),
    ("/do/codes-saved", Place::BackupCodes),
    ("/do/accept-invitation", Place::SignInAnywhere),
    ("/do/language", Place::SignInAnywhere),
    ("/do/prove", Place::Account),
    ("/do/text-proof", Place::Account),
    // Passkeys.
    ("/do/start-passkey", Place::EnrolPasskey),
    ("/do/confirm-passkey", Place::EnrolPasskey),
    ("/do/start-passkey-check", Place::Verify),
    ("/do/verify-passkey", Place::Verify),
    ("/do/start-passkey-proof", Place::Account),
    ("/do/prove-passkey", Place::Account),
    ("/do/start-passkey-sign-in", Place::SignInAnywhere),
    ("/do/sign-in-with-passkey", Place::SignInAnywhere),
    // The account.
    ("/do/rename-factor", Place::Account),
    ("/do/remove-factor", Place::Account),
    ("/do/lose-factor", Place::Account),
    ("/do/restore-factor", Place::Account),
    ("/do/change-password", Place::Password),
    ("/do/password-strength", Place::SignInAnywhere),
    // Where they are signed in.
    ("/do/end-session", Place::Sessions),
    ("/do/end-other-sessions", Place::Sessions),
    ("/do/forget-device", Place::Sessions),
    ("/do/stay-signed-in", Place::Account),
    ("/do/save-profile", Place::Profile),
    ("/do/add-address", Place::Addresses),
    ("/do/remove-address", Place::Addresses),
    ("/do/make-address-first", Place::Addresses),
    ("/do/confirm-address", Place::ConfirmAddress),
    // The console.
    ("/do/invite", Place::Users),
    ("/do/export-users", Place::ExportUsers),
    ("/do/import-users", Place::ImportUsers),
    ("/do/edit-user", Place::Users),
    ("/do/delete-user", Place::Users),
    ("/do/reinvite", Place::Users),
    ("/do/disable-user", Place::Users),
    ("/do/enable-user", Place::Users),
    ("/do/set-groups", Place::Users),
    ("/do/set-role", Place::Users),
    ("/do/reset-user", Place::Users),
    ("/do/operate", Place::Users),
    ("/do/take-factor", Place::Users),
    ("/do/lift-report", Place::Users),
    ("/do/decline-request", Place::Requests),
    ("/do/issue-access-pass", Place::Users),
    ("/do/pick-users", Place::Users),
    ("/do/drop-picks", Place::Users),
    ("/do/begin-bulk-reset", Place::Users),
    ("/do/bulk-reset-tally", Place::Users),
    ("/do/save-policy", Place::Policies),
    ("/do/move-policy", Place::Policies),
    ("/do/delete-policy", Place::Policies),
    ("/do/save-settings", Place::Settings),
    ("/do/save-brand", Place::Brand),
    ("/do/create-customer", Place::NewCustomer),
    ("/do/settle-customer", Place::Customers),
    ("/do/create-credential", Place::Credentials),
    ("/do/revoke-credential", Place::Credentials),
    ("/do/let-programs-remove", Place::Credentials),
    ("/do/create-webhook", Place::Webhooks),
    ("/do/save-webhook", Place::Webhooks),
    ("/do/manage-webhook", Place::Webhooks),
    ("/do/import-tokens", Place::HardwareTokens),
    ("/do/assign-token", Place::HardwareTokens),
    ("/do/activate-token", Place::HardwareTokens),
    ("/do/manage-token", Place::HardwareTokens),
];

/// A form that cannot be read: back to its page, saying so; for a script, 422.
pub fn not_understood() {
    if !navigates() {
        respond().set_status(StatusCode::UNPROCESSABLE_ENTITY);
        return;
    }
    let path = use_context::<Parts>()
        .map(|parts| parts.uri.path().to_owned())
        .unwrap_or_default();
    let page = ENDPOINTS
        .iter()
        .find(|(endpoint, _)| *endpoint == path)
        .map_or(Place::SignInAnywhere, |(_, page)| page.clone());
    go(&Turn::refused(page, Refusal::Malformed));
}
