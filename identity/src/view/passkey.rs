//! Passkeys: what a page and a browser need for a ceremony.

use crate::{
    factor::Factor,
    view::{account::Me, front::OrganisationView},
};

/// The options of a ceremony as JSON, for `PublicKeyCredential.parse…OptionsFromJSON`. The server alone decides them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyOptions(pub String);

/// What the browser of a user may know: every passkey that is good here, so that it offers no dead ones (`WebAuthn` Level 3,
/// Signal API). All of it in unpadded base64url.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPasskeys {
    /// What authenticators know the user by.
    pub user: String,
    pub credentials: Vec<String>,
}

/// `/enrol/passkey`.
#[derive(Clone, Debug)]
pub struct PasskeyView {
    pub organisation: OrganisationView,
    /// The factor that goes when the new one works.
    pub replaces: Option<Factor>,
    /// None while a session is still owed.
    pub me: Option<Me>,
}
