//! Every way in which a person can be refused: a closed set, poor on purpose, each with a field to stand at.

use serde::{Deserialize, Serialize};

use crate::{brand::Accent, session::EndCause, time::Timestamp};

mod file;

pub use file::FileFault;

/// Why something was not done. The app has one sentence for each, saying what to do next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// The form could not be read: a field is missing, doubled or far too long.
    Malformed,
    /// The form came from elsewhere or from an old page: load it again.
    NotOurForm,
    /// Unknown, disabled, wrong password: one sentence for all.
    NotRecognised,
    /// Too many tries; the same for known and unknown addresses.
    TryAgainAt(Timestamp),
    /// Too many failures from this network.
    TooManyFromHere,
    /// Too many mails were asked for.
    AskedTooOften,
    /// The hashing queue is full or the database away: nothing was lost.
    Busy,
    CodeNotAccepted,
    /// A TOTP code that was accepted before.
    CodeUsedBefore,
    BackupCodeNotAccepted,
    /// A backup code that was used before.
    BackupCodeUsed,
    /// An access pass that is wrong, used, too old or replaced by a newer one: one sentence for all.
    PassNotAccepted,
    /// Five wrong codes: the sign-in is over.
    StartAgain,
    /// The sign-in, the pending factor, the link or the step-up has run out.
    Expired,
    /// No session, or one that is over. Only scripts are told: a person is led to the sign-in page.
    SignedOut,
    /// The answer of a passkey that could not be verified, or that is none of theirs.
    PasskeyNotAccepted,
    /// A passkey alone, where it signs nobody in: unknown, not allowed, not in use. One sentence for all.
    PasskeyUnknown,
    /// The counter went backwards: there may be a copy.
    PasskeyCopied,
    /// Registered already, here or with somebody else.
    PasskeyTaken,
    /// The code does not match the secret just shown.
    EnrolCodeWrong,
    /// Six wrong codes on one pending factor.
    EnrolStartAgain,
    TooManyFactors,
    /// The policy does not allow this kind of factor.
    KindNotAllowed,
    /// The policy lets only admins remove factors.
    RemovalNotAllowed,
    /// The role, the rank or the state does not allow it.
    NotAllowed,
    /// There is no such thing, or it belongs to somebody else.
    NotFound,
    /// What was confirmed is not what is there now: look again.
    ChangedMeanwhile,
    /// A fresh proof is owed first.
    ProveFirst,
    EmailInvalid,
    EmailTaken,
    /// One's own already.
    AddressYours,
    TooManyAddresses,
    NameMissing,
    NameTooLong,
    NameHasControls,
    SlugInvalid,
    SlugTaken,
    OrganisationUnknown,
    PasswordWrong,
    PasswordTooShort(u32),
    PasswordTooLong,
    PasswordCommon,
    /// Holds nothing but words from around the account: its name, the organisation, the product.
    PasswordGuessable,
    PasswordSame,
    PasswordsDiffer,
    NotTicked,
    ReasonMissing,
    /// A request is declined with an answer, which its owner reads.
    AnswerMissing,
    /// Somebody else has decided already.
    RequestDecided,
    ReasonKindMissing,
    VerificationMissing,
    NoteTooLong,
    GroupInvalid,
    PolicyNameTaken,
    KindsMissing,
    GraceInvalid,
    LifetimeInvalid,
    PassLifeInvalid,
    /// How long enrolment stays open: out of bounds.
    WindowInvalid,
    /// No colour that is written as one.
    AccentInvalid,
    /// Too light to be read; with a colour that would do.
    AccentTooLight(Accent),
    /// A file that is no picture of a kind that we read.
    LogoUnreadable,
    /// A picture with too many bytes or pixels.
    LogoTooLarge,
    /// None of a few was chosen.
    ChoiceMissing,
    /// Whoever demands a passkey of all admins has none.
    OwnPasskeyFirst,
    LastAdmin,
    /// A reset of many that they began is under way, and would end with them.
    BulkResetRuns,
    OneselfRefused,
    AlreadySetUp,
    SetUpLinkInvalid,
    /// A mailed link that was used, is too old, or that a newer one has replaced.
    LinkGone,
    CodesNotSaved,
    /// The session of this browser is over: signed out here, and why.
    SessionEnded(EndCause),
    /// The last backup code was used: new ones come first. Only scripts are told: a person is led to where they are made.
    CodesOwed,
    /// A list was sent on with no box ticked.
    NobodyPicked,
    /// More than [`crate::bulk_reset::MOST`].
    TooManyPicked,
    /// Several customers are chosen, and this belongs to one: choose it first.
    OneCustomer,
    /// The short name that confirms a deletion is not that of the customer.
    SlugDiffers,
    /// Nobody suspends or deletes the organisation that they themselves sign in to.
    OwnOrganisation,
    /// The operator looks after somebody whom the admin does not.
    CustomersBeyond,
    /// Nobody with this address is an operator among those in question.
    NoOperator,
    /// No address that a webhook can have.
    WebhookUrlInvalid,
    /// Not https.
    WebhookUrlPlain,
    /// Within the network that Latchkey stands in.
    WebhookUrlInside,
    /// A webhook for chosen events, and none chosen.
    EventsMissing,
    TooManyWebhooks,
    /// Switched off, so that nothing is sent to it.
    WebhookOff,
    /// A file that is not taken.
    File(FileFault),
    /// The code of a token that is being activated.
    TokenCodeWrong,
    /// Of its two codes, one or both.
    TokenCodesWrong,
    /// Somebody has it already.
    TokenTaken,
    /// Nobody has it.
    TokenFree,
    /// The policy of its owner does not allow hardware tokens.
    TokenNotAllowed,
    /// Its owner has as many factors as they can have.
    OwnerFull,
    /// Nobody here has this address.
    UserUnknown,
    /// No telephone number.
    NumberInvalid,
    /// One as it is dialled at home.
    NumberWithoutCountry,
    /// Of a country that no messages are sent to.
    NumberElsewhere,
    /// A code by message that is wrong.
    TextCodeWrong,
    /// The same, spent before.
    TextCodeUsed,
    /// None was sent, or it is too old, or was guessed at too often.
    TextCodeDead,
    /// Five wrong codes for one number that is set up.
    EnrolTextAgain,
    /// Another message to this number, or for this person, may be asked for then.
    TextAgainAt(Timestamp),
    /// As many messages as the organisation may send were sent.
    TextsPausedUntil(Timestamp),
}

/// The form field that an error stands at; `id` of the input too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Field {
    Email,
    Password,
    CurrentPassword,
    NewPassword,
    RepeatPassword,
    Code,
    Name,
    Slug,
    OrganisationName,
    Reason,
    ReasonKind,
    Verification,
    Note,
    Groups,
    Kinds,
    Grace,
    Idle,
    Absolute,
    Minutes,
    Saved,
    HelpLine,
    Contact,
    StepUp,
    ResetPass,
    EqualRank,
    Window,
    Runbook,
    Accent,
    Logo,
    Url,
    Which,
    File,
    Pasted,
    SecondCode,
    Number,
}

impl Field {
    /// The `name` of the input and its `id`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Password => "password",
            Self::CurrentPassword => "current_password",
            Self::NewPassword => "new_password",
            Self::RepeatPassword => "repeat_password",
            Self::Code => "code",
            Self::Name => "name",
            Self::Slug => "slug",
            Self::OrganisationName => "organisation_name",
            Self::Reason => "reason",
            Self::ReasonKind => "reason_kind",
            Self::Verification => "verification",
            Self::Note => "note",
            Self::Groups => "groups",
            Self::Kinds => "kinds",
            Self::Grace => "grace_days",
            Self::Idle => "idle_minutes",
            Self::Absolute => "absolute_minutes",
            Self::Minutes => "minutes",
            Self::Saved => "saved",
            Self::HelpLine => "help_line",
            Self::Contact => "contact",
            Self::StepUp => "step_up",
            Self::ResetPass => "reset_pass",
            Self::EqualRank => "equal_rank",
            Self::Window => "window_hours",
            Self::Runbook => "runbook",
            Self::Accent => "accent",
            Self::Logo => "logo",
            Self::Url => "url",
            Self::Which => "which",
            Self::File => "file",
            Self::Pasted => "pasted",
            Self::SecondCode => "second_code",
            Self::Number => "number",
        }
    }
}

/// A refusal, and the field it stands at if it is about one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    pub why: Refusal,
    pub at: Option<Field>,
}

impl Refusal {
    /// This refusal at a field.
    pub const fn at(self, field: Field) -> Refused {
        Refused {
            why: self,
            at: Some(field),
        }
    }

    /// The status for a caller that does not navigate (RFC 9110); a form always gets 303.
    pub const fn status(&self) -> u16 {
        match self {
            Self::NotRecognised
            | Self::CodeNotAccepted
            | Self::CodeUsedBefore
            | Self::BackupCodeNotAccepted
            | Self::BackupCodeUsed
            | Self::PassNotAccepted
            | Self::TextCodeWrong
            | Self::TextCodeUsed
            | Self::TextCodeDead
            | Self::PasskeyNotAccepted
            | Self::PasskeyUnknown
            | Self::PasskeyCopied
            | Self::StartAgain
            | Self::Expired
            | Self::SessionEnded(_)
            | Self::SignedOut
            | Self::PasswordWrong => 401,
            Self::NotOurForm
            | Self::RemovalNotAllowed
            | Self::KindNotAllowed
            | Self::NotAllowed
            | Self::ProveFirst
            | Self::CodesOwed
            | Self::OneselfRefused
            | Self::LastAdmin
            | Self::BulkResetRuns
            | Self::OneCustomer
            | Self::OwnOrganisation
            | Self::CustomersBeyond
            | Self::TokenNotAllowed
            | Self::SetUpLinkInvalid => 403,
            Self::NotFound | Self::OrganisationUnknown => 404,
            Self::ChangedMeanwhile
            | Self::TooManyFactors
            | Self::PasskeyTaken
            | Self::EmailTaken
            | Self::TooManyAddresses
            | Self::TooManyWebhooks
            | Self::WebhookOff
            | Self::TokenTaken
            | Self::TokenFree
            | Self::OwnerFull
            | Self::SlugTaken
            | Self::PolicyNameTaken
            | Self::AlreadySetUp => 409,
            Self::LinkGone => 410,
            Self::TryAgainAt(_)
            | Self::TextAgainAt(_)
            | Self::TextsPausedUntil(_)
            | Self::TooManyFromHere
            | Self::AskedTooOften => 429,
            Self::Busy => 503,
            _ => 422,
        }
    }
}

impl From<Refusal> for Refused {
    fn from(why: Refusal) -> Self {
        Self { why, at: None }
    }
}
