//! Removal of a factor by its own user: when it is allowed, and what it costs.

use serde::{Deserialize, Serialize};

use crate::{
    factor::{Factor, FactorState},
    policy::{Requirement, Rules, SelfRemoval},
    role::Role,
};

/// What may happen to the factor (DESIGN section 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RemovalVerdict {
    /// The policy lets only admins remove factors.
    AdminsOnly,
    /// Goes, and others stay.
    Allowed,
    /// The last one where one is required: *replace* first; insisting ends the sessions and leads to enrolment.
    LastOne,
}

/// Decides about one of the user's factors, given all of them. `role` holders always owe a factor.
pub fn removal(factor: &Factor, all: &[Factor], rules: &Rules, role: Option<Role>) -> RemovalVerdict {
    let owed = role.is_some() || rules.requirement == Requirement::Required;
    let others = all.iter().filter(|other| other.id != factor.id && other.is_active() && rules.allowed.contains(other.kind)).count();
    match rules.self_removal {
        SelfRemoval::Off => RemovalVerdict::AdminsOnly,
        SelfRemoval::On if factor.state == FactorState::Deactivated || factor.state == FactorState::Suspended => {
            // Only another factor or an admin lifts these (DESIGN section 6), and removing is one way to lift.
            if others > 0 { RemovalVerdict::Allowed } else { RemovalVerdict::AdminsOnly }
        }
        SelfRemoval::On if owed && others == 0 => RemovalVerdict::LastOne,
        SelfRemoval::On => RemovalVerdict::Allowed,
    }
}
