//! The page of one operation on an account: what it will do, before it does.

use crate::{
    ids::UserId,
    operation::Operation,
    view::{account::Me, prove::Due},
};

/// `/admin/users/<id>/<operation>`.
#[derive(Clone, Debug)]
pub struct OperationView {
    pub me: Me,
    pub operation: Operation,
    pub id: UserId,
    pub name: String,
    pub email: String,
    /// How many sessions are open.
    pub sessions: u32,
    /// How long enrolment stays open once it is opened again, in hours.
    pub window_hours: u32,
    pub gate: Due<()>,
}
