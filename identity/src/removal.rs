//! Removal of a factor by its own user: when it is allowed, and what it costs.

use serde::{Deserialize, Serialize};

use crate::{
    factor::{Factor, FactorState},
    ids::FactorId,
    policy::{Requirement, Rules, SelfRemoval},
    role::Role,
};

/// What may happen to the factor.
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
pub fn removal(
    factor: &Factor,
    all: &[Factor],
    rules: &Rules,
    role: Option<Role>,
) -> RemovalVerdict {
    let owed = role.is_some() || rules.requirement == Requirement::Required;
    let counts = rules.kinds_for(role);
    let others = all
        .iter()
        .any(|other| other.id != factor.id && other.is_active() && counts.contains(other.kind));
    let unusable = matches!(
        factor.state,
        FactorState::Suspended | FactorState::Disabled | FactorState::Deactivated
    );
    match rules.self_removal {
        SelfRemoval::Off => RemovalVerdict::AdminsOnly,
        // Only another factor or an admin lifts these, and removing is one way to lift.
        SelfRemoval::On if unusable && !others => RemovalVerdict::AdminsOnly,
        SelfRemoval::On if owed && !others => RemovalVerdict::LastOne,
        SelfRemoval::On => RemovalVerdict::Allowed,
    }
}

/// What goes in the same transaction: with the last active factor also those that cannot be used, since they would keep their owner
/// out at the next sign-in ([`crate::policy::next_step`]); and whatever was being set up. A token of hardware stays assigned.
pub fn goes_along(factor: &Factor, all: &[Factor]) -> Vec<FactorId> {
    let others = || all.iter().filter(|other| other.id != factor.id);
    if others().any(Factor::is_active) {
        return Vec::new();
    }
    let states = [
        FactorState::Suspended,
        FactorState::Disabled,
        FactorState::Pending,
    ];
    others()
        .filter(|other| states.contains(&other.state))
        .map(|other| other.id)
        .collect()
}

#[cfg(test)]
mod tests;
