//! An audit event in plain words: one sentence for each, with who did it and to whom.

use identity::{
    audit::{ActorKind, Event},
    language::Language,
    view::audit::AuditRow,
};

use crate::words::audit;

mod label;
mod variant;

pub use label::label;

/// "Berta reset Anna's sign-in steps."
pub fn sentence(language: Language, row: &AuditRow) -> String {
    variant::sentence(language, row).unwrap_or_else(|| said(language, row))
}

/// What the detail of an event says under a key.
pub fn detail<'a>(row: &'a AuditRow, key: &str) -> Option<&'a str> {
    row.detail
        .iter()
        .find(|(name, _)| name == key)
        .map(|(_, value)| value.as_str())
        .filter(|value| !value.is_empty())
}

fn actor(language: Language, row: &AuditRow) -> String {
    match (row.actor_kind, row.actor_name.as_str()) {
        (ActorKind::System, "") => audit::system(language).to_owned(),
        (ActorKind::System, _) => audit::command_line(language).to_owned(),
        (ActorKind::Credential, "") => audit::program_unnamed(language).to_owned(),
        (ActorKind::Credential, name) => audit::program(language, name),
        (ActorKind::User, "") => match row.actor {
            Some(gone) => audit::deleted_user(language, gone),
            None => audit::somebody(language).to_owned(),
        },
        (ActorKind::User, name) => name.to_owned(),
    }
}

fn subject(language: Language, row: &AuditRow) -> String {
    match (row.subject_name.as_str(), row.subject) {
        ("", Some(gone)) => audit::deleted_user(language, gone),
        ("", None) => audit::somebody_else(language).to_owned(),
        (name, _) => name.to_owned(),
    }
}

/// The factor or policy that the event is about, by its name where the detail has it.
fn thing(language: Language, row: &AuditRow) -> String {
    let named = ["name", "old", "factor_name", "policy"]
        .into_iter()
        .find_map(|key| detail(row, key));
    match (named, row.event) {
        (Some(name), _) => audit::quoted(language, name),
        (None, Event::PolicyCreated | Event::PolicyChanged) => audit::a_policy(language).to_owned(),
        (None, _) if detail(row, "kind") == Some("backup_code") => {
            audit::the_codes(language).to_owned()
        }
        (None, _) => audit::a_step(language).to_owned(),
    }
}

fn said(language: Language, row: &AuditRow) -> String {
    let (actor, subject, thing) = (
        actor(language, row),
        subject(language, row),
        thing(language, row),
    );
    match row.event {
        Event::SignedIn => audit::said_signed_in(language, actor),
        Event::SignedInMfaRequired => audit::said_signed_in_mfa_required(language, actor),
        Event::SignInFailed => audit::said_sign_in_failed(language, subject),
        Event::SignedOut => audit::said_signed_out(language, actor),
        Event::PasswordChanged => audit::said_password_changed(language, actor),
        Event::PasswordResetRequested => {
            audit::said_password_reset_requested(language, actor, subject)
        }
        Event::UserInvited => audit::said_user_invited(language, actor, subject),
        Event::UserImported => audit::said_user_imported(language, actor),
        Event::UserEdited => audit::said_user_edited(language, actor, subject),
        Event::UserDisabled => audit::said_user_disabled(language, actor, subject),
        Event::UserEnabled => audit::said_user_enabled(language, actor, subject),
        Event::UserDeleted => audit::said_user_deleted(language, actor, subject),
        Event::UsersExported => audit::said_users_exported(language, actor),
        Event::FactorEnrolled => audit::said_factor_enrolled(language, actor, thing),
        Event::FactorVerified => audit::said_factor_verified(language, actor, subject),
        Event::FactorSelfRemoved => audit::said_factor_self_removed(language, actor, thing),
        Event::FactorReplaced => audit::said_factor_replaced(language, actor, thing),
        Event::FactorRenamed => audit::said_factor_renamed(language, actor, thing),
        Event::FactorAdminRemoved => {
            audit::said_factor_admin_removed(language, actor, thing, subject)
        }
        Event::FactorApiRemoved => audit::said_factor_api_removed(language, actor, thing, subject),
        Event::FactorAdminReset => audit::said_factor_admin_reset(language, actor, subject),
        Event::FactorDisabled => audit::said_factor_disabled(language, thing, subject),
        Event::FactorSuspended => audit::said_factor_suspended(language, actor, thing, subject),
        Event::FactorRestored => audit::said_factor_restored(language, actor, thing, subject),
        Event::ChallengeFailed => audit::said_challenge_failed(language, subject),
        Event::ChallengeSent => audit::said_challenge_sent(language, subject),
        Event::ChallengeRefused => audit::said_challenge_refused(language, subject),
        Event::ChallengeUndelivered => audit::said_challenge_undelivered(language, subject),
        Event::CodeReplayed => audit::said_code_replayed(language, subject),
        Event::BackupCodesGenerated => audit::said_backup_codes_generated(language, actor),
        Event::BackupCodeUsed => audit::said_backup_code_used(language, actor),
        Event::RemovalRefused => audit::said_removal_refused(language, actor, thing),
        Event::RemovalRequested => audit::said_removal_requested(language, actor),
        Event::RemovalDecided => audit::said_removal_decided(language, actor, subject),
        Event::AccessPassIssued => audit::said_access_pass_issued(language, actor, subject),
        Event::AccessPassUsed => audit::said_access_pass_used(language, actor),
        Event::EnrolmentReopened => audit::said_enrolment_reopened(language, actor, subject),
        Event::EnrolmentPostponed => audit::said_enrolment_postponed(language, actor),
        Event::HardwareTokenImported => audit::said_hardware_token_imported(language, actor),
        Event::HardwareTokenAssigned => {
            audit::said_hardware_token_assigned(language, actor, subject)
        }
        Event::HardwareTokenDeleted => audit::said_hardware_token_deleted(language, actor, thing),
        Event::HardwareTokenActivated => {
            audit::said_hardware_token_activated(language, actor, subject)
        }
        Event::CloneSuspected => audit::said_clone_suspected(language, subject),
        Event::PolicyCreated => audit::said_policy_created(language, actor, thing),
        Event::PolicyChanged => audit::said_policy_changed(language, actor, thing),
        Event::PolicyAssigned => audit::said_policy_assigned(language, actor, subject),
        Event::SteppedUp => audit::said_stepped_up(language, actor),
        Event::SessionRevoked => audit::said_session_revoked(language, actor, subject),
        Event::SettingsChanged => audit::said_settings_changed(language, actor),
        Event::OrganisationCreated => audit::said_organisation_created(language, actor),
        Event::OrganisationSuspended => audit::said_organisation_suspended(language, actor),
        Event::OrganisationResumed => audit::said_organisation_resumed(language, actor),
        Event::OrganisationDeleted => audit::said_organisation_deleted(language, actor),
        Event::OperatorAssigned => audit::said_operator_assigned(language, actor, subject),
        Event::OperatorWithdrawn => audit::said_operator_withdrawn(language, actor, subject),
        Event::RoleGranted => audit::said_role_granted(language, actor, subject),
        Event::RoleRevoked => audit::said_role_revoked(language, actor, subject),
        Event::CredentialCreated => audit::said_credential_created(language, actor),
        Event::CredentialRevoked => audit::said_credential_revoked(language, actor),
        Event::TokenIssued => audit::said_token_issued(language, actor),
        Event::TokenRevoked => audit::said_token_revoked(language, actor),
        Event::DeviceKnown => audit::said_device_known(language, subject),
        Event::DeviceForgotten => audit::said_device_forgotten(language, subject),
        Event::NotMe => audit::said_not_me(language, actor),
        Event::AuditExported => audit::said_audit_exported(language, actor),
        Event::WebhookCreated => audit::said_webhook_created(language, actor, thing),
        Event::WebhookChanged => audit::said_webhook_changed(language, actor, thing),
        Event::WebhookSecretRotated => audit::said_webhook_secret_rotated(language, actor, thing),
        Event::WebhookTested => audit::said_webhook_tested(language, actor, thing),
        Event::WebhookFailing => audit::said_webhook_failing(language, thing),
        Event::WebhookDeleted => audit::said_webhook_deleted(language, actor, thing),
        Event::Refused => audit::said_refused(language, actor),
        Event::CrossOrganisation => audit::said_cross_organisation(language, actor),
        Event::ThrottleEngaged => audit::said_throttle_engaged(language, subject),
    }
}
