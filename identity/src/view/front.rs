//! Pages before a session: set-up, the short name, sign-in, the second step, the invitation.

use crate::{
    brand::Brand, factor::Factor, policy::Passwordless, time::Timestamp, view::phone::Texted,
};

/// The organisation as a stranger sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationView {
    pub slug: String,
    pub name: String,
    /// Boxed, since every view of a signed-in page carries it.
    pub brand: Box<Brand>,
}

/// `/setup`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetUpView {
    /// The link is valid: ask.
    Open { until: Timestamp },
    /// No link, or one that is used up or too old: say how to get one.
    NeedsLink,
}

/// `/sign-in` and `/o/<slug>/sign-in`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInView {
    /// More than one organisation and none named: ask for the short name.
    WhichOrganisation,
    Form {
        organisation: OrganisationView,
        help_line: String,
        /// Whether a passkey alone may sign in anybody here.
        passwordless: Passwordless,
    },
}

/// `/sign-in/verify`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyView {
    pub organisation: OrganisationView,
    /// Active factors, the one used last first. Empty when only a backup code is left.
    pub factors: Vec<Factor>,
    /// How the sending to each phone among them stands.
    pub texted: Vec<Texted>,
    /// Backup codes that are left.
    pub codes_left: u32,
    /// When the sign-in runs out.
    pub expires_at: Timestamp,
}

/// `/welcome`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WelcomeView {
    Open {
        organisation: OrganisationView,
        name: String,
        email: String,
        least_password: u32,
        until: Timestamp,
    },
    /// Used, too old or never made.
    Gone,
}
