//! The page before somebody goes for good.

use crate::{
    ids::UserId,
    role::Role,
    view::{account::Me, prove::Due},
};

/// `/admin/users/<id>/delete`.
#[derive(Clone, Debug)]
pub struct DeleteUserView {
    pub me: Me,
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub role: Option<Role>,
    /// What goes with them.
    pub factors: u32,
    pub codes_left: u32,
    pub sessions: u32,
    /// Names what is shown; sessions come and go by themselves.
    pub digest: String,
    pub gate: Due<()>,
}
