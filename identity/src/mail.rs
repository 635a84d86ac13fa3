//! Occasions on which Latchkey writes a mail. The app finds the words, the server sends them.

use crate::{language::Language, secret::Secret, time::Timestamp};

/// What happened, with what the mail must say of it.
#[derive(Clone, Debug)]
pub enum Occasion {
    /// A link to set a password with. The only occasions with a link that grants something: sealed in the outbox.
    Invited {
        link: Secret,
        until: Timestamp,
    },
    /// A link to set a new password with. To the address it was asked for alone.
    PasswordLink {
        link: Secret,
        until: Timestamp,
    },
    FactorAdded {
        name: String,
    },
    FactorRemoved {
        name: String,
    },
    FactorReplaced {
        old: String,
        new: String,
    },
    FactorRenamed {
        old: String,
        new: String,
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
    /// A complete sign-in in a browser that was not known.
    NewDevice,
    /// A hundred wrong passwords in a row.
    PasswordDisabled,
    /// `hours`: how long enrolment stays open.
    ResetByAdmin {
        admin: String,
        hours: u32,
    },
    /// To the admins.
    AdminAsked {
        name: String,
        email: String,
        note: String,
        link: String,
    },
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
}

/// A mail, ready to be put into the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailText {
    pub subject: String,
    pub text: String,
    pub html: String,
}

impl Occasion {
    /// Whether the mail carries a link or a code that grants something, so that the outbox must hold it sealed.
    pub const fn is_secret(&self) -> bool {
        matches!(self, Self::Invited { .. } | Self::PasswordLink { .. })
    }
}
