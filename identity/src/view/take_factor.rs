//! The page on which an admin removes one factor: what will happen, before it does.

use crate::{
    factor::Factor,
    ids::UserId,
    reset::Fate,
    view::{account::Me, prove::Due},
};

/// `/admin/factors/<id>/remove`.
#[derive(Clone, Debug)]
pub struct TakeFactorView {
    pub me: Me,
    pub user: UserId,
    pub name: String,
    pub email: String,
    pub factor: Factor,
    pub fate: Fate,
    /// What its end means, if it is the last one.
    pub last: Option<LastOne>,
    pub gate: Due<()>,
}

/// Nothing is left to prove with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastOne {
    /// Backup codes that stop working as well.
    pub codes_left: u32,
    /// How long enrolment will stay open, in hours.
    pub window_hours: u32,
}
