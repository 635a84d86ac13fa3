//! The page before the list of users goes into a file.

use crate::view::{account::Me, prove::Due, users_query::UsersQuery};

/// `/admin/users/export`.
#[derive(Clone, Debug)]
pub struct UsersExportView {
    pub me: Me,
    /// Of which list.
    pub query: UsersQuery,
    /// How many match, counted up to 1,000.
    pub total: u32,
    pub gate: Due<()>,
}
