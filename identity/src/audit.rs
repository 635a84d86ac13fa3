//! Audit events: a closed set of stable names, and who did what to whom. Documented in docs/audit-events.md from here.

use crate::coded::coded;

mod described;
pub mod naming;
mod own;

coded! {
    /// What happened. The codes are stable; never rename or reuse one.
    Event {
        SignedIn = "user.signed_in",
        SignedInMfaRequired = "user.signed_in.mfa_required",
        SignInFailed = "user.sign_in_failed",
        SignedOut = "user.signed_out",
        PasswordChanged = "user.password_changed",
        PasswordResetRequested = "user.password_reset_requested",
        UserInvited = "user.invited",
        UserImported = "user.imported",
        UserEdited = "user.edited",
        UserDisabled = "user.disabled",
        UserEnabled = "user.enabled",
        UserDeleted = "user.deleted",
        UsersExported = "user.exported",
        FactorEnrolled = "mfa.factor_enrolled",
        FactorVerified = "mfa.factor_verified",
        FactorSelfRemoved = "mfa.factor_self_removed",
        FactorReplaced = "mfa.factor_replaced",
        FactorRenamed = "mfa.factor_renamed",
        FactorApiRemoved = "mfa.factor_api_removed",
        FactorAdminRemoved = "mfa.factor_admin_removed",
        FactorAdminReset = "mfa.factor_admin_reset",
        FactorDisabled = "mfa.factor_disabled",
        FactorSuspended = "mfa.factor_suspended",
        FactorRestored = "mfa.factor_restored",
        ChallengeFailed = "mfa.challenge_failed",
        ChallengeSent = "mfa.challenge_sent",
        ChallengeRefused = "mfa.challenge_refused",
        ChallengeUndelivered = "mfa.challenge_undelivered",
        CodeReplayed = "mfa.code_replayed",
        BackupCodesGenerated = "mfa.backup_codes_generated",
        BackupCodeUsed = "mfa.backup_code_used",
        RemovalRefused = "mfa.removal_refused",
        RemovalRequested = "mfa.removal_requested",
        RemovalDecided = "mfa.removal_decided",
        AccessPassIssued = "mfa.access_pass_issued",
        AccessPassUsed = "mfa.access_pass_used",
        EnrolmentReopened = "mfa.enrolment_reopened",
        EnrolmentPostponed = "mfa.enrolment_postponed",
        HardwareTokenImported = "mfa.hardware_token_imported",
        HardwareTokenAssigned = "mfa.hardware_token_assigned",
        HardwareTokenActivated = "mfa.hardware_token_activated",
        HardwareTokenDeleted = "mfa.hardware_token_deleted",
        CloneSuspected = "mfa.clone_suspected",
        PolicyCreated = "policy.created",
        PolicyChanged = "policy.changed",
        PolicyAssigned = "policy.assigned",
        SteppedUp = "admin.stepped_up",
        SessionRevoked = "session.revoked",
        SettingsChanged = "org.settings_changed",
        OrganisationCreated = "org.created",
        OrganisationSuspended = "org.suspended",
        OrganisationResumed = "org.resumed",
        OrganisationDeleted = "org.deleted",
        OperatorAssigned = "operator.assigned",
        OperatorWithdrawn = "operator.withdrawn",
        RoleGranted = "role.granted",
        RoleRevoked = "role.revoked",
        CredentialCreated = "api.credential_created",
        CredentialRevoked = "api.credential_revoked",
        TokenIssued = "api.token_issued",
        TokenRevoked = "api.token_revoked",
        DeviceKnown = "device.known",
        DeviceForgotten = "device.forgotten",
        NotMe = "account.not_me",
        AuditExported = "audit.exported",
        WebhookCreated = "webhook.created",
        WebhookChanged = "webhook.changed",
        WebhookSecretRotated = "webhook.secret_rotated",
        WebhookTested = "webhook.tested",
        WebhookFailing = "webhook.failing",
        WebhookDeleted = "webhook.deleted",
        Refused = "authz.refused",
        CrossOrganisation = "authz.cross_organisation",
        ThrottleEngaged = "throttle.engaged",
    }
}

/// Who is told by mail when it happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mailed {
    Nobody,
    /// The person whom it is about (ASVS 6.3.7).
    Subject,
    /// The admins of the organisation.
    Admins,
}

coded! {
    /// Who acted.
    ActorKind {
        User = "user",
        Credential = "credential",
        /// Latchkey itself, or somebody at its command line.
        System = "system",
    }
}
