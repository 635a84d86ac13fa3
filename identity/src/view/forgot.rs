//! A forgotten password: who asks for a link, and what the link opens.

use super::front::OrganisationView;
use crate::time::Timestamp;

/// `/forgot-password` and `/o/<slug>/forgot-password`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForgotView {
    /// More than one organisation and none named: ask for the short name.
    WhichOrganisation,
    Form {
        organisation: OrganisationView,
    },
}

/// `/reset-password`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResetPasswordView {
    Open {
        organisation: OrganisationView,
        /// The name to sign in with, for the password manager.
        email: String,
        least_password: u32,
        until: Timestamp,
    },
    /// Used, too old, replaced by a newer one, or never made.
    Gone,
}
