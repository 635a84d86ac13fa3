//! Which events somebody reads in their own history, and what of them.

use super::Event;

impl Event {
    /// Whether the person whom it is about reads of it. What admins do about rules, and what they were refused, is not theirs to read.
    pub const fn is_told_to_subject(self) -> bool {
        match self {
            Self::SignedIn
            | Self::SignedInMfaRequired
            | Self::SignInFailed
            | Self::SignedOut
            | Self::PasswordChanged
            | Self::PasswordResetRequested
            | Self::UserInvited
            | Self::UserEdited
            | Self::UserDisabled
            | Self::UserEnabled
            | Self::FactorEnrolled
            | Self::FactorVerified
            | Self::FactorSelfRemoved
            | Self::FactorReplaced
            | Self::FactorRenamed
            | Self::FactorApiRemoved
            | Self::FactorAdminRemoved
            | Self::FactorAdminReset
            | Self::FactorDisabled
            | Self::FactorSuspended
            | Self::FactorRestored
            | Self::ChallengeFailed
            | Self::ChallengeSent
            | Self::ChallengeRefused
            | Self::ChallengeUndelivered
            | Self::CodeReplayed
            | Self::BackupCodesGenerated
            | Self::BackupCodeUsed
            | Self::RemovalRefused
            | Self::RemovalRequested
            | Self::RemovalDecided
            | Self::AccessPassIssued
            | Self::AccessPassUsed
            | Self::EnrolmentReopened
            | Self::EnrolmentPostponed
            | Self::HardwareTokenAssigned
            | Self::HardwareTokenActivated
            | Self::CloneSuspected
            | Self::SteppedUp
            | Self::SessionRevoked
            | Self::RoleGranted
            | Self::RoleRevoked
            | Self::DeviceKnown
            | Self::DeviceForgotten
            | Self::NotMe
            | Self::ThrottleEngaged => true,
            Self::UserImported
            | Self::UserDeleted
            | Self::UsersExported
            | Self::HardwareTokenImported
            | Self::HardwareTokenDeleted
            | Self::PolicyCreated
            | Self::PolicyChanged
            | Self::PolicyAssigned
            | Self::SettingsChanged
            | Self::OrganisationCreated
            | Self::OrganisationSuspended
            | Self::OrganisationResumed
            | Self::OrganisationDeleted
            | Self::OperatorAssigned
            | Self::OperatorWithdrawn
            | Self::CredentialCreated
            | Self::CredentialRevoked
            | Self::TokenIssued
            | Self::TokenRevoked
            | Self::AuditExported
            | Self::WebhookCreated
            | Self::WebhookChanged
            | Self::WebhookSecretRotated
            | Self::WebhookTested
            | Self::WebhookFailing
            | Self::WebhookDeleted
            | Self::Refused
            | Self::CrossOrganisation => false,
        }
    }
}
