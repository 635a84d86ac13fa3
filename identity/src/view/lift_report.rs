//! The page on which an admin ends the report of a loss: the device was found again.

use crate::{
    factor::Factor,
    ids::UserId,
    view::{account::Me, prove::Due},
};

/// `/admin/factors/<id>/lift`.
#[derive(Clone, Debug)]
pub struct LiftReportView {
    pub me: Me,
    pub user: UserId,
    pub name: String,
    pub email: String,
    pub factor: Factor,
    pub gate: Due<()>,
}
