//! Managed users: their standing, and what is owed by them.

use serde::{Deserialize, Serialize};

use crate::{coded::coded, role::Role, time::Timestamp};

pub mod file;
pub mod state;

coded! {
    /// Where an account is in its life.
    UserStatus {
        /// Has a link to set a password with, and has not used it.
        Invited = "invited",
        Active = "active",
        Disabled = "disabled",
    }
}

/// What the decision about the next step needs to know of a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub status: UserStatus,
    pub role: Option<Role>,
    /// Set by a reset: outranks an optional policy and a running grace.
    pub must_enrol: MustEnrol,
    pub password: PasswordStanding,
    /// A grace that runs until this instant. Written once, never extended, not reopened by a reset.
    pub grace_until: Option<Timestamp>,
}

coded! {
    MustEnrol {
        No = "no",
        Yes = "yes",
    }
}

coded! {
    PasswordStanding {
        Good = "good",
        /// An admin demands a new one.
        MustChange = "must_change",
    }
}
