//! The page on which an admin changes who somebody is.

use crate::{
    ids::UserId,
    language::Language,
    user::UserStatus,
    view::{account::Me, prove::Due},
};

/// `/admin/users/<id>/edit`.
#[derive(Clone, Debug)]
pub struct EditUserView {
    pub me: Me,
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub language: Language,
    /// Names what was there when the page was shown.
    pub digest: String,
    /// Whoever is only invited gets a new invitation at a new address.
    pub status: UserStatus,
    pub gate: Due<()>,
}
