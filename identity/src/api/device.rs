//! How programs know the kinds of factors: by a number and by a name, both stable.

use crate::factor::{Factor, FactorKind};

/// A kind of factor, as the API tells of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Model {
    pub id: i64,
    /// What people read.
    pub name: &'static str,
    /// What programs compare with: the names that OneLogin gives to what is the same.
    pub auth_factor: &'static str,
    /// Whether a code must be sent before it can be checked.
    pub needs_trigger: bool,
}

/// The numbers are told to programs: never change one, never use one again.
pub const fn model(kind: FactorKind) -> Model {
    let (id, name, auth_factor) = match kind {
        FactorKind::Passkey => (1, "Passkey", "WebAuthn"),
        FactorKind::Totp => (2, "Authenticator app", "Google Authenticator"),
        FactorKind::HardwareToken => (3, "Hardware token", "OATH Token"),
        FactorKind::Phone => (4, "SMS", "SMS"),
    };
    Model {
        id,
        name,
        auth_factor,
        needs_trigger: matches!(kind, FactorKind::Phone),
    }
}

/// Whether a program sees it, and so may remove it. What its owner is setting up in a browser at this moment is none of a program's
/// business; a deactivated hardware token is removed already, and stays assigned for an admin to activate.
pub const fn is_listed(factor: &Factor) -> bool {
    factor.state.is_listed()
}

/// Whether, with this factor gone, nothing is left to prove with.
pub fn was_last(removed: &Factor, all: &[Factor]) -> bool {
    let mut others = all.iter().filter(|other| other.id != removed.id);
    !others.any(Factor::is_active)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::factor::FactorState;
    use crate::{ids::FactorId, name::FactorName, time::Timestamp};

    fn factor(id: i64, state: FactorState) -> Factor {
        Factor {
            id: FactorId(id),
            kind: FactorKind::Totp,
            state,
            name: FactorName::stored("Phone".to_owned()),
            added_at: Timestamp(0),
            last_used_at: None,
            kept: None,
            number: None,
        }
    }

    #[test]
    fn no_two_kinds_share_a_number_or_a_name() {
        for (place, one) in FactorKind::ALL.iter().enumerate() {
            for other in FactorKind::ALL.iter().skip(place + 1) {
                let (one, other) = (model(*one), model(*other));
                assert_ne!(one.id, other.id);
                assert_ne!(one.name, other.name);
                assert_ne!(one.auth_factor, other.auth_factor);
            }
        }
    }

    #[test]
    fn only_what_can_be_removed_is_listed() {
        for state in FactorState::ALL {
            let listed = matches!(
                state,
                FactorState::Active | FactorState::Suspended | FactorState::Disabled
            );
            assert_eq!(is_listed(&factor(1, *state)), listed, "{state}");
        }
    }

    #[test]
    fn the_last_one_leaves_nothing_to_prove_with() {
        use FactorState::{Active, Deactivated, Disabled, Pending, Suspended};
        for state in [Active, Suspended, Disabled] {
            let removed = factor(1, state);
            assert!(
                was_last(&removed, std::slice::from_ref(&removed)),
                "{state}"
            );
            for other in [Suspended, Disabled, Deactivated, Pending] {
                let all = [removed.clone(), factor(2, other)];
                assert!(was_last(&removed, &all), "{state} beside {other}");
            }
            assert!(!was_last(&removed, &[removed.clone(), factor(2, Active)]));
        }
    }
}
