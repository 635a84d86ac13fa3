//! The green line: what has just been done, said once at the top of the next page.

use serde::{Deserialize, Serialize};

use crate::operation::Operation;

/// What changed. The app has one sentence for each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notice {
    SignedOut,
    SignInCancelled,
    FactorAdded(String),
    FactorRenamed(String),
    FactorRemoved(String),
    FactorLost(String),
    FactorRestored(String),
    FactorReplaced {
        old: String,
        new: String,
    },
    CodesMade,
    CodesSaved,
    PasswordChanged,
    AdminsAsked,
    Proved,
    /// What stood in a form when the session was over stands there again.
    TypedKept,
    /// The address, and the link where no mail can be sent.
    Invited(String),
    UserDisabled(String),
    UserEnabled(String),
    GroupsSaved,
    RoleChanged,
    UserReset(String),
    /// The same where an access pass is asked for before enrolment.
    UserResetWantsPass(String),
    /// To whom.
    PassIssued(String),
    PolicySaved(String),
    PolicyDeleted(String),
    PoliciesOrdered,
    PasswordSet,
    /// A new password by a mailed link: nobody is signed in by it.
    PasswordReset,
    /// What everybody reads who asks for a link.
    LinkAsked,
    /// How many.
    SessionsEnded(u32),
    DeviceForgotten,
    /// After a denial: what happens next depends on whether a new password is demanded.
    Denied,
    DeniedPassword,
    ProfileSaved,
    /// A mail went to this address.
    AddressAsked(String),
    AddressConfirmed(String),
    AddressRemoved(String),
    FirstAddressChanged(String),
    LanguageChanged,
    /// The ticks in the console's lists are gone.
    PicksDropped,
    BulkResetBegun,
    /// What was done, and to whom.
    Operated(Operation, String),
    /// Whose.
    RequestDeclined(String),
    FactorTaken {
        factor: String,
        name: String,
    },
    ReportLifted {
        factor: String,
        name: String,
    },
    CredentialRevoked(String),
    ApiRemovalChanged,
    WebhookCreated(String),
    WebhookSaved(String),
    WebhookOn(String),
    WebhookOff(String),
    WebhookTested(String),
    WebhookRotated(String),
    WebhookDeleted(String),
    UsersImported {
        invited: u32,
        changed: u32,
        same: u32,
    },
    /// How many, and how many of them somebody has now.
    TokensImported {
        tokens: u32,
        given: u32,
    },
    TokenAssigned {
        serial: String,
        name: String,
    },
    TokenActivated {
        serial: String,
        name: String,
    },
    TokenTakenBack(String),
    TokenDeleted(String),
    SettingsSaved,
    CustomerCreated(String),
    CustomerSuspended(String),
    CustomerResumed(String),
    CustomerDeleted(String),
    /// Whom.
    OperatorAssigned(String),
    OperatorWithdrawn(String),
    /// Whom.
    UserEdited(String),
    UserDeleted(String),
}
