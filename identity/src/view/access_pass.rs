//! Access passes: the page where an admin gives one, and the page where it is entered.

use crate::{
    ids::UserId,
    policy::Next,
    time::Timestamp,
    view::{account::Me, front::OrganisationView, prove::Due},
};

/// `/admin/users/<id>/access-pass`.
#[derive(Clone, Debug)]
pub struct AccessPassView {
    pub me: Me,
    pub id: UserId,
    pub name: String,
    pub email: String,
    /// Until when one is good that was given before: a new one takes its place.
    pub live_until: Option<Timestamp>,
    /// Backup codes that are left: they are the better way.
    pub codes_left: u32,
    pub gate: Due<()>,
}

/// `/sign-in/access-pass`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnterPassView {
    pub organisation: OrganisationView,
    pub why: PassWanted,
}

/// Why somebody stands at the page for a pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassWanted {
    /// The organisation asks for one before anybody enrols after a reset.
    AfterReset,
    /// In place of a factor or a code that is out of reach.
    Instead,
    /// Nothing else is left.
    NothingElse,
}

impl PassWanted {
    /// Why a pass is taken where a sign-in stands; none where it would open nothing.
    pub const fn at(next: &Next) -> Option<Self> {
        match next {
            Next::AccessPass => Some(Self::AfterReset),
            Next::Prove { .. } => Some(Self::Instead),
            Next::WindowPassed | Next::NoWayIn => Some(Self::NothingElse),
            Next::Refuse | Next::NewPassword | Next::Enrol { .. } | Next::Session => None,
        }
    }
}
