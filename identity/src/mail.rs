//! Occasions on which Latchkey writes a mail. The app finds the words, the server sends them.

use crate::{
    access_pass::ResetPass,
    ids::FactorId,
    language::Language,
    not_me::{Deed, Deniable},
    organisation::StepUpRequirement,
    secret::Secret,
    time::Timestamp,
};

/// What happened, with what the mail must say of it.
#[derive(Clone, Debug)]
pub enum Occasion {
    /// A link to set a password with.
    Invited {
        link: Secret,
        until: Timestamp,
    },
    /// A link to set a new password with. To the address it was asked for alone.
    PasswordLink {
        link: Secret,
        until: Timestamp,
    },
    /// The same after a denial: the old password no longer signs in.
    PasswordDemanded {
        link: Secret,
        until: Timestamp,
    },
    /// To an address that somebody wants to add, to see that it is theirs.
    ConfirmAddress {
        link: Secret,
        until: Timestamp,
    },
    /// The same where somebody else has it: nothing comes of it.
    AddressTaken,
    AddressAdded {
        address: String,
    },
    AddressRemoved {
        address: String,
    },
    FirstAddressChanged {
        old: String,
        new: String,
    },
    /// To the old address and to all others.
    AddressChangedByAdmin {
        admin: String,
        old: String,
        new: String,
    },
    AccountDeleted {
        admin: String,
    },
    FactorAdded {
        factor: FactorId,
        name: String,
    },
    /// A hardware token that cannot sign in yet.
    TokenAssigned {
        name: String,
        admin: String,
    },
    FactorRemoved {
        name: String,
    },
    FactorReplaced {
        factor: FactorId,
        old: String,
        new: String,
    },
    FactorRenamed {
        old: String,
        new: String,
    },
    /// Reported lost by its owner.
    FactorLost {
        name: String,
    },
    /// Found again.
    FactorRestored {
        factor: FactorId,
        name: String,
    },
    /// Fifty wrong codes in a row.
    FactorDisabled {
        name: String,
    },
    /// The counter of a passkey went backwards.
    PasskeyCopied {
        name: String,
    },
    BackupCodesMade,
    /// Fifty wrong backup codes in a row: the set is dead.
    BackupCodesDisabled,
    BackupCodeUsed {
        left: u32,
    },
    PasswordChanged,
    /// By an admin, to stand in for a factor. Never with the pass itself.
    AccessPassIssued {
        admin: String,
        until: Timestamp,
    },
    AccessPassUsed,
    /// A complete sign-in in a browser that was not known.
    NewDevice,
    /// A hundred wrong passwords in a row.
    PasswordDisabled,
    /// `hours`: how long enrolment stays open.
    ResetByAdmin {
        admin: String,
        hours: u32,
        /// Whether an access pass is asked for before the new set-up.
        pass: ResetPass,
    },
    /// By somebody who may. `hours`, if it was the last one: how long enrolment stays open.
    TakenAway {
        name: String,
        by: Remover,
        hours: Option<u32>,
    },
    /// The right password, then several wrong codes in a row.
    CodesGuessed {
        failures: u32,
    },
    /// The right password or code after many wrong ones.
    RightAfterWrong {
        failures: u32,
    },
    /// The first sign-in after a long time.
    BackAgain {
        days: u32,
    },
    /// Somebody said "this wasn't me" with the link of a mail.
    Denied,
    /// The same, to the admins.
    AdminsTold {
        name: String,
        email: String,
        deed: Deed,
        link: String,
    },
    /// To the admins: what guards a reset is another than before.
    GuardsChanged {
        admin: String,
        step_up: StepUpRequirement,
        reset_pass: ResetPass,
        link: String,
    },
    /// To the admins.
    AdminAsked {
        name: String,
        email: String,
        note: String,
        /// None for the first mail; else since when nobody has answered.
        waits_since: Option<Timestamp>,
        link: String,
    },
    /// An admin answered a request, and does no more.
    RequestDeclined {
        admin: String,
        answer: String,
    },
}

/// Who removed a factor that is not their own.
#[derive(Clone, Debug)]
pub enum Remover {
    Admin(String),
    /// With a credential for the REST API, of this name.
    Program(String),
}

/// The frame of every mail: to whom, about which account, when and from where.
#[derive(Clone, Debug)]
pub struct Circumstances {
    pub language: Language,
    /// How the reader is called.
    pub name: String,
    pub organisation: String,
    /// Where to get help: the organisation's contact; may be empty.
    pub contact: String,
    /// The configured public address, for links to plain pages.
    pub public_url: String,
    pub at: Timestamp,
    /// The address it came from; empty for what Latchkey did itself.
    pub ip: String,
    pub agent: String,
    /// The page where the reader can say "this wasn't me".
    pub not_me: Option<Secret>,
}

/// A mail, ready to be put into the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailText {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Which addresses of the reader a mail goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All that were verified: what happened to an account (NIST SP 800-63B-4, section 4.6).
    Everywhere,
    /// The first one, or the one it is about.
    OneAddress,
}

impl Occasion {
    pub const fn reach(&self) -> Reach {
        match self {
            Self::Invited { .. }
            | Self::PasswordLink { .. }
            | Self::PasswordDemanded { .. }
            | Self::ConfirmAddress { .. }
            | Self::AddressTaken
            | Self::AdminsTold { .. }
            | Self::RequestDeclined { .. }
            | Self::GuardsChanged { .. }
            | Self::AdminAsked { .. } => Reach::OneAddress,
            _ => Reach::Everywhere,
        }
    }

    /// What its reader can deny, by a link in the mail.
    pub fn deniable(&self) -> Option<Deniable<'_>> {
        let (deed, factor, address) = match self {
            Self::FactorAdded { factor, .. } => (Deed::FactorAdded, Some(*factor), None),
            Self::FactorReplaced { factor, .. } => (Deed::FactorReplaced, Some(*factor), None),
            Self::FactorRemoved { .. } => (Deed::FactorRemoved, None, None),
            // As after a reset, it is the open way to enrol that has to be shut.
            Self::TakenAway { hours: Some(_), .. } => (Deed::Reset, None, None),
            Self::TakenAway { hours: None, .. } => (Deed::FactorRemoved, None, None),
            Self::FactorRenamed { .. } => (Deed::FactorRenamed, None, None),
            Self::FactorLost { .. } => (Deed::FactorLost, None, None),
            Self::FactorRestored { factor, .. } => (Deed::FactorRestored, Some(*factor), None),
            Self::BackupCodesMade => (Deed::CodesMade, None, None),
            Self::BackupCodeUsed { .. } => (Deed::CodeUsed, None, None),
            Self::PasswordChanged => (Deed::PasswordChanged, None, None),
            Self::AccessPassIssued { .. } => (Deed::PassIssued, None, None),
            Self::AccessPassUsed => (Deed::PassUsed, None, None),
            Self::CodesGuessed { .. } | Self::FactorDisabled { .. } | Self::BackupCodesDisabled => {
                (Deed::CodesGuessed, None, None)
            }
            Self::PasskeyCopied { .. } => (Deed::PasskeyCopied, None, None),
            Self::NewDevice => (Deed::NewDevice, None, None),
            Self::RightAfterWrong { .. } | Self::BackAgain { .. } => {
                (Deed::UnusualSignIn, None, None)
            }
            Self::AddressAdded { address } => (Deed::AddressAdded, None, Some(address.as_str())),
            Self::AddressRemoved { address } => {
                (Deed::AddressRemoved, None, Some(address.as_str()))
            }
            Self::FirstAddressChanged { new, .. } => {
                (Deed::FirstAddressChanged, None, Some(new.as_str()))
            }
            Self::ResetByAdmin { .. } => (Deed::Reset, None, None),
            Self::Invited { .. }
            | Self::PasswordLink { .. }
            | Self::PasswordDemanded { .. }
            | Self::ConfirmAddress { .. }
            | Self::AddressTaken
            | Self::AddressChangedByAdmin { .. }
            | Self::AccountDeleted { .. }
            | Self::TokenAssigned { .. }
            | Self::PasswordDisabled
            | Self::Denied
            | Self::AdminsTold { .. }
            | Self::RequestDeclined { .. }
            | Self::GuardsChanged { .. }
            | Self::AdminAsked { .. } => return None,
        };
        Some(Deniable {
            deed,
            factor,
            address,
        })
    }

    /// Whether the mail itself carries a link that grants something, so that the outbox must hold it sealed.
    pub const fn is_secret(&self) -> bool {
        matches!(
            self,
            Self::Invited { .. }
                | Self::PasswordLink { .. }
                | Self::PasswordDemanded { .. }
                | Self::ConfirmAddress { .. }
        )
    }
}
