//! A factor that its owner reports lost: what can be reported, what can be lifted, and what signs in still.

use crate::{
    factor::{Factor, FactorState},
    policy::Rules,
    role::Role,
};

/// By what its owner can sign in once a factor is reported lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remains {
    /// Another second step.
    Factors,
    /// Only backup codes, so many.
    Codes(u32),
    /// Nothing: at the next sign-in only an admin can help. *Replace* is the better way.
    Nothing,
}

/// Decides about one of the user's factors, given all of them.
pub fn remains(
    factor: &Factor,
    all: &[Factor],
    codes_left: u32,
    rules: &Rules,
    role: Option<Role>,
) -> Remains {
    let counts = rules.kinds_for(role);
    let others = all
        .iter()
        .any(|other| other.id != factor.id && other.is_active() && counts.contains(other.kind));
    match (others, codes_left) {
        (true, _) => Remains::Factors,
        (false, 0) => Remains::Nothing,
        (false, left) => Remains::Codes(left),
    }
}

/// Only what signs in can be lost; a token that was deactivated proves nothing already.
pub fn can_be_lost(factor: &Factor) -> bool {
    factor.state == FactorState::Active
}

/// A disabled one was guessed at or copied: finding the device again mends nothing.
pub fn can_be_restored(factor: &Factor) -> bool {
    factor.state == FactorState::Suspended
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{factor::FactorKind, ids::FactorId, name::FactorName, time::Timestamp};

    fn factor(id: i64, kind: FactorKind, state: FactorState) -> Factor {
        Factor {
            id: FactorId(id),
            kind,
            state,
            name: FactorName::stored(format!("factor {id}")),
            added_at: Timestamp(0),
            last_used_at: None,
            kept: None,
            number: None,
        }
    }

    #[test]
    fn what_remains_is_what_signs_in() {
        use FactorKind::{Phone, Totp};
        use FactorState::{Active, Disabled, Suspended};
        let rules = Rules::default();
        let lost = factor(1, Totp, Active);
        let with = |other: Factor, codes: u32| {
            let all = [lost.clone(), other];
            remains(&lost, &all, codes, &rules, None)
        };
        assert_eq!(with(factor(2, Totp, Active), 0), Remains::Factors);
        assert_eq!(with(factor(2, Totp, Active), 3), Remains::Factors);
        for useless in [Suspended, Disabled] {
            assert_eq!(with(factor(2, Totp, useless), 0), Remains::Nothing);
            assert_eq!(with(factor(2, Totp, useless), 3), Remains::Codes(3));
        }
        // A kind that the policy does not allow signs nobody in.
        assert!(!rules.kinds_for(None).contains(Phone));
        assert_eq!(with(factor(2, Phone, Active), 0), Remains::Nothing);
        assert_eq!(
            remains(&lost, std::slice::from_ref(&lost), 0, &rules, None),
            Remains::Nothing
        );
    }

    #[test]
    fn only_what_works_is_lost_and_only_what_was_reported_is_restored() {
        for state in FactorState::ALL {
            let factor = factor(1, FactorKind::Totp, *state);
            assert_eq!(can_be_lost(&factor), *state == FactorState::Active);
            assert_eq!(can_be_restored(&factor), *state == FactorState::Suspended);
        }
    }
}
