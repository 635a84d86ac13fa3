//! "This wasn't me": what a mailed link denies, and what will come of it.

use super::front::OrganisationView;
use crate::{
    not_me::{Deed, Step},
    time::Timestamp,
};

/// `/not-me`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotMeView {
    Open {
        organisation: OrganisationView,
        deed: Deed,
        /// When it happened.
        at: Timestamp,
        steps: Vec<Step>,
    },
    /// Used, older than seven days, or never made.
    Gone,
}
