//! Roles and the table of who may do what to whom.

use crate::coded::coded;

pub mod table;

pub use table::{Act, EqualRank, may, reaches, stays_within_grants};

coded! {
    /// A role in the console, in rising rank. A user without one is a managed user and nothing else.
    Role {
        HelpDesk = "help_desk",
        OrgAdmin = "org_admin",
        Operator = "operator",
    }
}
