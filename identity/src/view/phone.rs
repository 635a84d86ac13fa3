//! Phones that are sent codes: setting one up, and a code on its way.

use crate::{
    factor::{Factor, KindSet},
    ids::FactorId,
    phone::Masked,
    time::Timestamp,
    view::{account::Me, front::OrganisationView},
};

/// `/enrol/phone`: which number.
#[derive(Clone, Debug)]
pub struct PhoneView {
    pub organisation: OrganisationView,
    /// What this person may set up instead, which is stronger.
    pub stronger: KindSet,
    /// The factor that goes when the new one works.
    pub replaces: Option<Factor>,
    /// None while a session is still owed.
    pub me: Option<Me>,
}

/// `/enrol/phone/<id>`: the code that was sent there, for the sign-in or session that asked.
#[derive(Clone, Debug)]
pub struct PhoneCodeView {
    pub factor: FactorId,
    pub number: Masked,
    pub organisation: OrganisationView,
    /// A good default name.
    pub name: String,
    pub replaces: Option<Factor>,
    pub texted: Texted,
    pub me: Option<Me>,
}

/// How the sending of codes to one phone stands, for whoever asks on this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Texted {
    pub factor: FactorId,
    /// None while there is no code that counts.
    pub code: Option<CodeSent>,
    /// When the next one may be asked for; none if at once.
    pub again_at: Option<Timestamp>,
}

/// A code that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeSent {
    pub until: Timestamp,
    pub delivery: Delivery,
}

/// How far its message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Not tried yet.
    Waiting,
    /// Whoever sends our messages has it.
    Taken,
    /// They did not take it; it is tried again.
    Stuck,
}
