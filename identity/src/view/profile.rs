//! What a person says of themselves, and where mail reaches them.

use super::{account::Me, front::OrganisationView};
use crate::{ids::AddressId, language::Language, time::Timestamp};

/// `/account/profile`.
#[derive(Clone, Debug)]
pub struct ProfileView {
    pub me: Me,
    pub language: Language,
    pub others: Vec<AddressView>,
}

/// `/account/addresses`.
#[derive(Clone, Debug)]
pub struct AddressesView {
    pub me: Me,
    pub others: Vec<AddressView>,
    pub room: Room,
}

/// Whether one more address may be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    Yes,
    No,
}

/// An address beside the first one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressView {
    pub id: AddressId,
    pub email: String,
    /// None while it waits to be confirmed: then it counts for nothing.
    pub verified_at: Option<Timestamp>,
}

/// `/confirm-address`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfirmAddressView {
    Open {
        organisation: OrganisationView,
        /// Who wants to use it.
        name: String,
        address: String,
        until: Timestamp,
    },
    /// Used, older than a day, given up, or somebody else's.
    Gone,
}
