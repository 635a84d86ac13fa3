//! What each audit event means: the source of docs/audit-events.md.

use super::{Event, Mailed};

impl Event {
    /// One sentence for whoever reads the log or writes a rule for it.
    #[expect(clippy::too_many_lines, reason = "a table, one row an event")]
    pub const fn describe(self) -> &'static str {
        match self {
            Self::SignedIn => "Everything that is owed was proved, and a session began.",
            Self::SignedInMfaRequired => {
                "The password was right and enrolment is owed before anything else: after a reset, before the first factor, or since the policy asks for another kind."
            }
            Self::SignInFailed => {
                "A sign-in was refused: unknown address, wrong password or an account that is not active."
            }
            Self::SignedOut => "The user ended the session.",
            Self::PasswordChanged => {
                "The user set a new password, with the old one or by a mailed link; every other session of theirs ended."
            }
            Self::PasswordResetRequested => {
                "A link to set a new password was asked for. The outcome says whether one was mailed; about nobody, where the address is unknown."
            }
            Self::UserInvited => "An admin invited somebody, or sent the invitation anew.",
            Self::UserImported => {
                "An admin imported a file of users; the detail says how many were invited, changed, or as the file has them."
            }
            Self::UserEdited => "A name, an address, a language or groups were changed.",
            Self::UserDisabled => "An admin disabled a user; sign-ins and sessions ended.",
            Self::UserEnabled => "An admin enabled a user again.",
            Self::UserDeleted => {
                "An admin deleted a user: rows are erased, and the log calls the user by a number from then on."
            }
            Self::UsersExported => {
                "An admin took the list of users away as a file; the detail says how many, and what it was narrowed down to."
            }
            Self::FactorEnrolled => {
                "A new factor was confirmed with a code of it: by its user, or by a program for them."
            }
            Self::FactorVerified => {
                "A program gave a right code of a factor through the REST API; the code is spent."
            }
            Self::FactorSelfRemoved => {
                "The user removed a factor of their own, as the policy allows."
            }
            Self::FactorReplaced => {
                "The user confirmed a new factor, and the old one that it replaces went."
            }
            Self::FactorRenamed => "The user gave a factor another name.",
            Self::FactorApiRemoved => "A program removed a factor through the REST API.",
            Self::FactorAdminRemoved => "An admin removed one factor of a user.",
            Self::FactorAdminReset => {
                "An admin reset all factors: deleted or deactivated, backup codes revoked, sessions ended, enrolment owed."
            }
            Self::FactorDisabled => {
                "Fifty wrong codes in a row disabled a factor or a set of backup codes."
            }
            Self::FactorSuspended => {
                "The user reported a factor as lost; it proves nothing until another factor or an admin lifts that."
            }
            Self::FactorRestored => {
                "A factor that had been reported lost proves again: its user showed another one, or an admin lifted it."
            }
            Self::ChallengeFailed => "A wrong code, after the right password or for a step-up.",
            Self::ChallengeSent => "A code by text message was put on its way to a phone.",
            Self::ChallengeRefused => {
                "A code by text message was asked for and not sent: the reason names the limit that was reached."
            }
            Self::ChallengeUndelivered => {
                "A code by text message could not be handed to the sender of messages while it counted."
            }
            Self::CodeReplayed => {
                "A code that had been accepted before came again; it is no guess, and somebody may have watched."
            }
            Self::BackupCodesGenerated => {
                "The user made a new set of backup codes; the old set is dead."
            }
            Self::BackupCodeUsed => "A backup code stood in for a factor and is used up.",
            Self::RemovalRefused => {
                "The user tried to remove a factor where the policy leaves that to admins."
            }
            Self::RemovalRequested => {
                "The user asked the admins for help or for the removal of a factor."
            }
            Self::RemovalDecided => "An admin decided about such a request.",
            Self::AccessPassIssued => {
                "An admin issued an access pass, which stands in for a factor once."
            }
            Self::AccessPassUsed => "An access pass stood in for a factor and is used up.",
            Self::EnrolmentReopened => "An admin reopened a user's time to enrol.",
            Self::EnrolmentPostponed => "The user postponed enrolment within the grace period.",
            Self::HardwareTokenImported => "Hardware tokens were imported.",
            Self::HardwareTokenAssigned => {
                "A hardware token was assigned to a user, or taken back."
            }
            Self::HardwareTokenActivated => "A hardware token was activated.",
            Self::HardwareTokenDeleted => "A hardware token was deleted, with its secret.",
            Self::CloneSuspected => "A passkey's counter went back: maybe a copy. It is disabled.",
            Self::PolicyCreated => "An authentication policy was created.",
            Self::PolicyChanged => {
                "An authentication policy was changed, moved in the order or deleted."
            }
            Self::PolicyAssigned => {
                "Another policy applies to a user, since groups or their order changed."
            }
            Self::SteppedUp => "Somebody proved a factor once more for one action.",
            Self::SessionRevoked => {
                "A session was ended by something other than its own sign-out; the cause says by what."
            }
            Self::SettingsChanged => {
                "Settings of the organisation were changed; all admins are mailed where it is what guards a reset."
            }
            Self::OrganisationCreated => "The organisation was created.",
            Self::OrganisationSuspended => {
                "The organisation was suspended: sign-ins, sessions and access tokens ended, and nobody signs in until it is resumed."
            }
            Self::OrganisationResumed => "A suspended organisation was resumed.",
            Self::OrganisationDeleted => {
                "The organisation was deleted: its people and all that they had are erased, its credentials and tokens are worth nothing. Its log stays; soon after, everybody in it is a number."
            }
            Self::OperatorAssigned => "An operator was given this organisation to look after.",
            Self::OperatorWithdrawn => "An operator no longer looks after this organisation.",
            Self::RoleGranted => "A role was granted.",
            Self::RoleRevoked => "A role was taken away.",
            Self::CredentialCreated => "A credential for the REST API was created.",
            Self::CredentialRevoked => "A credential for the REST API was revoked.",
            Self::TokenIssued => {
                "A program was given an access token, for its secret or for an older pair of tokens."
            }
            Self::TokenRevoked => "A program ended an access token before its time.",
            Self::DeviceKnown => "A browser became a known device after a complete sign-in.",
            Self::DeviceForgotten => "A known device was forgotten.",
            Self::NotMe => "A mail's link said: this was not me. The detail says what was done.",
            Self::AuditExported => "The audit log was exported.",
            Self::WebhookCreated => "A webhook was created.",
            Self::WebhookChanged => "A webhook was changed, or switched on or off.",
            Self::WebhookSecretRotated => {
                "A webhook was given a new secret; the old one signs beside it for a day."
            }
            Self::WebhookTested => "A test event was sent to a webhook.",
            Self::WebhookFailing => {
                "A webhook has taken nothing for a day. It is told of events all the same."
            }
            Self::WebhookDeleted => "A webhook was deleted.",
            Self::Refused => "Somebody tried what their role or their state does not allow.",
            Self::CrossOrganisation => {
                "Somebody named a thing that belongs to another organisation."
            }
            Self::ThrottleEngaged => {
                "So many failures in a row that waiting began, for an account, a factor or a network; or a hundred, which disabled a password; or three hundred in an hour from a neighbourhood of networks."
            }
        }
    }

    /// Who is told by mail (ASVS 6.3.7).
    pub const fn mailed(self) -> Mailed {
        match self {
            Self::UserInvited
            | Self::PasswordResetRequested
            | Self::UserEdited
            | Self::UserDeleted
            | Self::PasswordChanged
            | Self::FactorEnrolled
            | Self::FactorSelfRemoved
            | Self::FactorReplaced
            | Self::FactorRenamed
            | Self::FactorApiRemoved
            | Self::FactorAdminRemoved
            | Self::FactorAdminReset
            | Self::FactorDisabled
            | Self::FactorSuspended
            | Self::FactorRestored
            | Self::DeviceKnown
            | Self::BackupCodesGenerated
            | Self::BackupCodeUsed
            | Self::AccessPassIssued
            | Self::AccessPassUsed
            | Self::HardwareTokenAssigned
            | Self::HardwareTokenActivated
            | Self::CloneSuspected => Mailed::Subject,
            Self::RemovalRequested | Self::NotMe | Self::SettingsChanged => Mailed::Admins,
            _ => Mailed::Nobody,
        }
    }
}
