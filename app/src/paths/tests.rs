//! Every place has a path, and every such path leads back to its place.

use identity::{
    ids::{AdminRequestId, BulkResetId, FactorId, HardwareTokenId, PolicyId, UserId, WebhookId},
    operation::Operation,
};

use super::*;

#[test]
fn paths_lead_back_to_their_places() {
    let id = FactorId(7);
    let places = [
        Place::SetUp,
        Place::SignIn("acme".into()),
        Place::SignInAnywhere,
        Place::ForgotPassword("acme".into()),
        Place::ForgotPasswordAnywhere,
        Place::ResetPassword,
        Place::NotMe,
        Place::Verify,
        Place::VerifyBackupCode,
        Place::VerifyAccessPass,
        Place::NewPassword,
        Place::Help,
        Place::Enrol,
        Place::EnrolTotp(id),
        Place::EnrolPasskey,
        Place::EnrolPasskeyFor(id),
        Place::BackupCodes,
        Place::ReplaceLost,
        Place::Account,
        Place::RenameFactor(id),
        Place::LoseFactor(id),
        Place::RestoreFactor(id),
        Place::ReplaceFactor(id),
        Place::RemoveFactor(id),
        Place::Password,
        Place::Profile,
        Place::Addresses,
        Place::ConfirmAddress,
        Place::Admins,
        Place::Sessions,
        Place::Activity,
        Place::Users,
        Place::User(UserId(8)),
        Place::UserMethods(UserId(8)),
        Place::UserSessions(UserId(8)),
        Place::UserActivity(UserId(8)),
        Place::ExportUsers,
        Place::ImportUsers,
        Place::ResetUser(UserId(8)),
        Place::EditUser(UserId(8)),
        Place::DeleteUser(UserId(8)),
        Place::TakeFactor(FactorId(8)),
        Place::LiftReport(FactorId(8)),
        Place::Requests,
        Place::Request(AdminRequestId(8)),
        Place::AccessPass(UserId(8)),
        Place::Operate(Operation::ReopenEnrolment, UserId(8)),
        Place::BulkResets,
        Place::BulkReset(BulkResetId(3)),
        Place::Methods,
        Place::Policies,
        Place::Policy(PolicyId(9)),
        Place::NewPolicy,
        Place::Audit,
        Place::Credentials,
        Place::Webhooks,
        Place::Webhook(WebhookId(4)),
        Place::HardwareTokens,
        Place::HardwareToken(HardwareTokenId(4)),
        Place::Settings,
    ];
    for it in places {
        assert_eq!(place(&path(&it)), Some(it));
    }
}

#[test]
fn what_is_no_page_is_no_place() {
    for nowhere in [
        "",
        "/",
        "account",
        "/enrol/totp/x",
        "/do/sign-in",
        "/account/",
    ] {
        assert_eq!(place(nowhere), None, "{nowhere}");
    }
    assert_eq!(
        place("/setup?link=abc").map(|it| path(&it)).as_deref(),
        Some("/setup?link=abc")
    );
}
