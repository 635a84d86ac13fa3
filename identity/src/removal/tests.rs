//! Removal by the user, toggle by toggle and factor by factor (group R).

use super::*;
use crate::{factor::FactorKind, name::FactorName, time::Timestamp};

fn factor(id: i64, kind: FactorKind, state: FactorState) -> Factor {
    let name = FactorName::stored(format!("factor {id}"));
    Factor {
        id: FactorId(id),
        kind,
        state,
        name,
        added_at: Timestamp(0),
        last_used_at: None,
        kept: None,
        number: None,
    }
}

fn rules(self_removal: SelfRemoval, requirement: Requirement) -> Rules {
    let allowed = Rules::default().allowed.with(FactorKind::Phone);
    Rules {
        requirement,
        allowed,
        self_removal,
        ..Rules::default()
    }
}

fn verdict(all: &[Factor], requirement: Requirement, role: Option<Role>) -> RemovalVerdict {
    removal(&all[0], all, &rules(SelfRemoval::On, requirement), role)
}

use FactorKind::{HardwareToken, Phone, Totp};
use FactorState::{Active, Deactivated, Disabled, Pending, Suspended};
use RemovalVerdict::{AdminsOnly, Allowed, LastOne};
use Requirement::{Optional, Required};

#[test]
fn the_toggle_stands_above_everything() {
    // Case R-01.
    for state in FactorState::ALL {
        for requirement in Requirement::ALL {
            let all = [factor(1, Totp, *state), factor(2, Totp, Active)];
            for role in [None, Some(Role::OrgAdmin)] {
                assert_eq!(
                    removal(&all[0], &all, &rules(SelfRemoval::Off, *requirement), role),
                    AdminsOnly
                );
            }
        }
    }
}

#[test]
fn the_last_one_that_is_owed_is_replaced_first() {
    // Case R-06.
    let alone = [factor(1, Totp, Active)];
    assert_eq!(verdict(&alone, Required, None), LastOne);
    assert_eq!(verdict(&alone, Optional, None), Allowed);
    assert_eq!(verdict(&alone, Optional, Some(Role::HelpDesk)), LastOne);
    assert_eq!(
        verdict(
            &[factor(1, Totp, Active), factor(2, Totp, Active)],
            Required,
            None
        ),
        Allowed
    );
    for state in [Pending, Suspended, Disabled, Deactivated] {
        assert_eq!(
            verdict(
                &[factor(1, Totp, Active), factor(2, Totp, state)],
                Required,
                None
            ),
            LastOne,
            "{state}"
        );
    }
    // What the policy does not allow is no second one, and for roles a phone is none.
    assert_eq!(
        verdict(
            &[factor(1, Totp, Active), factor(2, HardwareToken, Active)],
            Required,
            None
        ),
        LastOne
    );
    assert_eq!(
        verdict(
            &[factor(1, Totp, Active), factor(2, Phone, Active)],
            Required,
            None
        ),
        Allowed
    );
    assert_eq!(
        verdict(
            &[factor(1, Totp, Active), factor(2, Phone, Active)],
            Required,
            Some(Role::OrgAdmin)
        ),
        LastOne
    );
}

#[test]
fn what_cannot_be_used_goes_only_where_something_can() {
    for state in [Suspended, Disabled, Deactivated] {
        for requirement in [Required, Optional] {
            assert_eq!(
                verdict(&[factor(1, Totp, state)], requirement, None),
                AdminsOnly,
                "{state}"
            );
            assert_eq!(
                verdict(
                    &[factor(1, Totp, state), factor(2, Totp, Active)],
                    requirement,
                    None
                ),
                Allowed,
                "{state}"
            );
        }
    }
}

#[test]
fn the_last_active_one_takes_the_unusable_along() {
    let all = [
        factor(1, Totp, Active),
        factor(2, Phone, Suspended),
        factor(3, Totp, Disabled),
        factor(4, Totp, Pending),
        factor(5, HardwareToken, Deactivated),
    ];
    assert_eq!(goes_along(&all[0], &all), [2, 3, 4].map(FactorId));
    assert_eq!(goes_along(&all[1], &all), []);
    let two = [
        factor(1, Totp, Active),
        factor(2, Phone, Suspended),
        factor(3, HardwareToken, Active),
    ];
    assert_eq!(goes_along(&two[0], &two), []);
}
