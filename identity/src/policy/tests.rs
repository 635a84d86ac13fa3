//! Which policy applies, and what it asks by itself.

use super::*;
use crate::time::Timestamp;

fn policy(id: i64, groups: &[&str]) -> Policy {
    let scope = match groups {
        [] => Scope::Default,
        groups => Scope::Groups(
            groups
                .iter()
                .map(|group| GroupName::stored((*group).to_owned()))
                .collect(),
        ),
    };
    Policy {
        id: PolicyId(id),
        name: format!("policy {id}"),
        scope,
        rules: Rules::default(),
    }
}

fn applies(ordered: &[Policy], groups: &[&str]) -> Option<i64> {
    let groups: Vec<GroupName> = groups
        .iter()
        .filter_map(|group| GroupName::parse(group).ok())
        .collect();
    applying(ordered, &groups).map(|policy| policy.id.0)
}

#[test]
fn the_first_match_applies_and_else_the_default() {
    let ordered = [
        policy(1, &["sales", "field"]),
        policy(2, &["ops"]),
        policy(3, &["sales"]),
        policy(9, &[]),
    ];
    for (groups, id) in [
        (&["sales"][..], 1),
        (&["ops", "sales"], 1),
        (&["OPS"], 2),
        (&["field", "x"], 1),
        (&["x"], 9),
        (&[], 9),
    ] {
        assert_eq!(applies(&ordered, groups), Some(id), "{groups:?}");
    }
}

#[test]
fn the_default_yields_wherever_it_stands() {
    assert_eq!(
        applies(&[policy(9, &[]), policy(1, &["sales"])], &["sales"]),
        Some(1)
    );
    assert_eq!(applies(&[policy(1, &["sales"])], &["ops"]), None);
}

#[test]
fn after_set_up_a_factor_is_required_and_nobody_removes_their_own() {
    // The toggle stays off by default (case R-01).
    let rules = Rules::default();
    assert_eq!(rules.requirement, Requirement::Required);
    assert_eq!(rules.self_removal, SelfRemoval::Off);
    assert_eq!(
        rules.allowed.iter().collect::<Vec<_>>(),
        [FactorKind::Passkey, FactorKind::Totp]
    );
    assert_eq!(
        (rules.idle(), rules.absolute()),
        (Span::minutes(30), Span::hours(12))
    );
    assert_eq!(Timestamp(0) + rules.idle(), Timestamp(1_800_000));
}

#[test]
fn roles_never_count_a_phone() {
    let rules = Rules {
        allowed: KindSet::NONE.with(FactorKind::Phone).with(FactorKind::Totp),
        ..Rules::default()
    };
    assert_eq!(rules.kinds_for(None), rules.allowed);
    for role in Role::ALL {
        assert_eq!(
            rules.kinds_for(Some(*role)),
            KindSet::NONE.with(FactorKind::Totp)
        );
    }
}
