//! One sentence for each thing that has just been done.

use identity::{language::Language, notice::Notice, operation::Operation};

use super::{hardware_tokens, notices as words, operation, requests, users, webhooks};

pub fn sentence(language: Language, notice: &Notice) -> String {
    match notice {
        Notice::FactorAdded(name) => words::factor_added(language, name),
        Notice::FactorRenamed(name) => words::factor_renamed(language, name),
        Notice::FactorRemoved(name) => words::factor_removed(language, name),
        Notice::FactorLost(name) => words::factor_lost(language, name),
        Notice::FactorRestored(name) => words::factor_restored(language, name),
        Notice::FactorReplaced { old, new } => words::factor_replaced(language, new, old),
        Notice::Invited(email) => words::invited(language, email),
        Notice::UserDisabled(name) => words::user_disabled(language, name),
        Notice::UserEnabled(name) => words::user_enabled(language, name),
        Notice::UserReset(name) => words::user_reset(language, name),
        Notice::UserResetWantsPass(name) => words::user_reset_wants_pass(language, name),
        Notice::PassIssued(name) => words::pass_issued(language, name),
        Notice::PolicySaved(name) => words::policy_saved(language, name),
        Notice::PolicyDeleted(name) => words::policy_deleted(language, name),
        Notice::SessionsEnded(count) => words::sessions_ended(language, *count),
        Notice::DeviceForgotten => words::device_forgotten(language).into(),
        Notice::SignedOut => words::signed_out(language).into(),
        Notice::SignInCancelled => words::sign_in_cancelled(language).into(),
        Notice::CodesMade => words::codes_made(language).into(),
        Notice::CodesSaved => words::codes_saved(language).into(),
        Notice::PasswordChanged => words::password_changed(language).into(),
        Notice::AdminsAsked => words::admins_asked(language).into(),
        Notice::Proved => words::proved(language).into(),
        Notice::TypedKept => words::typed_kept(language).into(),
        Notice::GroupsSaved => words::groups_saved(language).into(),
        Notice::RoleChanged => words::role_changed(language).into(),
        Notice::PoliciesOrdered => words::policies_ordered(language).into(),
        Notice::WebhookCreated(name) => webhooks::created(language, name),
        Notice::WebhookSaved(name) => webhooks::saved(language, name),
        Notice::WebhookOn(name) => webhooks::switched_on(language, name),
        Notice::WebhookOff(name) => webhooks::switched_off(language, name),
        Notice::WebhookTested(name) => webhooks::tested(language, name),
        Notice::WebhookRotated(name) => webhooks::rotated(language, name),
        Notice::WebhookDeleted(name) => webhooks::deleted(language, name),
        Notice::UsersImported {
            invited,
            changed,
            same,
        } => users::imported(language, invited, changed, same),
        Notice::TokensImported { tokens, given } => {
            hardware_tokens::imported(language, tokens, given)
        }
        Notice::TokenAssigned { serial, name } => hardware_tokens::assigned(language, serial, name),
        Notice::TokenActivated { serial, name } => {
            hardware_tokens::activated(language, serial, name)
        }
        Notice::TokenTakenBack(name) => hardware_tokens::taken_back(language, name),
        Notice::TokenDeleted(serial) => hardware_tokens::deleted(language, serial),
        Notice::CredentialRevoked(name) => words::credential_revoked(language, name),
        Notice::CustomerCreated(name) => words::customer_created(language, name),
        Notice::CustomerSuspended(name) => words::customer_suspended(language, name),
        Notice::CustomerResumed(name) => words::customer_resumed(language, name),
        Notice::CustomerDeleted(name) => words::customer_deleted(language, name),
        Notice::OperatorAssigned(name) => words::operator_assigned(language, name),
        Notice::OperatorWithdrawn(name) => words::operator_withdrawn(language, name),
        Notice::UserEdited(name) => words::user_edited(language, name),
        Notice::UserDeleted(name) => words::user_deleted(language, name),
        Notice::SettingsSaved => words::settings_saved(language).into(),
        Notice::ApiRemovalChanged => words::api_removal_changed(language).into(),
        Notice::PasswordSet => words::password_set(language).into(),
        Notice::PasswordReset => words::password_reset(language).into(),
        Notice::LinkAsked => words::link_asked(language).into(),
        Notice::ProfileSaved => words::profile_saved(language).into(),
        Notice::AddressAsked(email) => words::address_asked(language, email),
        Notice::AddressConfirmed(email) => words::address_confirmed(language, email),
        Notice::AddressRemoved(email) => words::address_removed(language, email),
        Notice::FirstAddressChanged(email) => words::first_address_changed(language, email),
        Notice::Denied => words::denied(language).into(),
        Notice::DeniedPassword => words::denied_password(language).into(),
        Notice::RequestDeclined(name) => requests::declined_done(language, name),
        Notice::FactorTaken { factor, name } => operation::take_factor_done(language, factor, name),
        Notice::ReportLifted { factor, name } => operation::lift_done(language, factor, name),
        Notice::Operated(what, name) => operated(language, *what, name),
        Notice::PicksDropped => words::picks_dropped(language).into(),
        Notice::BulkResetBegun => words::bulk_reset_begun(language).into(),
        Notice::LanguageChanged => words::language_changed(language).into(),
    }
}

fn operated(language: Language, what: Operation, name: &str) -> String {
    match what {
        Operation::RevokeSessions => operation::revoke_sessions_done(language, name),
        Operation::SendPasswordReset => operation::send_password_reset_done(language, name),
        Operation::RequireNewPassword => operation::require_new_password_done(language, name),
        Operation::ReopenEnrolment => operation::reopen_enrolment_done(language, name),
    }
}
