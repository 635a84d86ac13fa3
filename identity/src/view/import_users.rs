//! The page that takes a file of users.

use crate::view::{account::Me, prove::Due};

/// `/admin/users/import`.
#[derive(Clone, Debug)]
pub struct ImportUsersView {
    pub me: Me,
    pub gate: Due<()>,
}
