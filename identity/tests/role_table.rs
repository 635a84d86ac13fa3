//! Who may do what to whom, as a table in `role_table.txt`, reviewed like code. `UPDATE_EXPECT=1` writes it.

use expect_test::expect_file;
use identity::role::{Act, EqualRank, Role, may, reaches, stays_within_grants};

const ABOUT: &str = "\
Who may do what to whom. Across: the role of the admin, and below it the role of the target, `-` for a managed
user or for what has no target. Nobody acts on themselves through the console; the desk checks that.
";

const ACTS: [Act; 23] = [
    Act::LookUp,
    Act::ResetFactors,
    Act::RevokeSessions,
    Act::SendPasswordReset,
    Act::IssueAccessPass,
    Act::DecideRequest,
    Act::Invite,
    Act::Disable,
    Act::Edit,
    Act::Import,
    Act::Delete,
    Act::Export,
    Act::EditPolicies,
    Act::EditSettings,
    Act::GrantRole(Role::HelpDesk),
    Act::GrantRole(Role::OrgAdmin),
    Act::GrantRole(Role::Operator),
    Act::ManageCredentials,
    Act::ManageWebhooks,
    Act::ImportTokens,
    Act::AssignToken,
    Act::ActivateToken,
    Act::ManageCustomers,
];

const TARGETS: [Option<Role>; 4] = [
    None,
    Some(Role::HelpDesk),
    Some(Role::OrgAdmin),
    Some(Role::Operator),
];

fn line(head: &str, cell: impl Fn(Role, Option<Role>) -> String) -> String {
    let mut line = format!("{head:22}");
    for actor in Role::ALL {
        line += "| ";
        for target in TARGETS {
            let cell = cell(*actor, target);
            line.extend([
                cell.as_str(),
                &" ".repeat(10_usize.saturating_sub(cell.len())),
            ]);
        }
    }
    format!("{}\n", line.trim_end())
}

#[test]
fn the_table() {
    let named = |role: Option<Role>| role.map_or("-", Role::code).to_owned();
    let mut table = format!("{ABOUT}\n");
    table += &line("", |actor, target| {
        if target.is_none() {
            actor.code().to_owned()
        } else {
            String::new()
        }
    });
    table += &line("", |_, target| named(target));
    for act in ACTS {
        let name = match act {
            Act::GrantRole(role) => format!("GrantRole {role}"),
            _ => format!("{act:?}"),
        };
        table += &line(&name, |actor, target| {
            if may(actor, act, target) { "yes" } else { "." }.to_owned()
        });
    }
    expect_file!["role_table.txt"].assert_eq(&table);
}

#[test]
fn a_higher_role_may_do_whatever_a_lower_one_may() {
    for act in ACTS {
        for target in TARGETS {
            for pair in Role::ALL.windows(2) {
                assert!(
                    !may(pair[0], act, target) || may(pair[1], act, target),
                    "{act:?} on {target:?}: {pair:?}"
                );
            }
        }
    }
}

#[test]
fn nobody_reaches_above_themselves() {
    // Case A-12, and no role is granted that the admin does not have.
    for act in ACTS.into_iter().filter(|act| *act != Act::LookUp) {
        assert!(!may(Role::HelpDesk, act, Some(Role::HelpDesk)), "{act:?}");
        let about_nobody = matches!(
            act,
            Act::Export
                | Act::EditPolicies
                | Act::EditSettings
                | Act::ManageCredentials
                | Act::ManageWebhooks
                | Act::ImportTokens
        );
        assert!(
            about_nobody || !may(Role::OrgAdmin, act, Some(Role::Operator)),
            "{act:?}"
        );
    }
    for actor in Role::ALL {
        for granted in Role::ALL.iter().filter(|granted| *granted > actor) {
            assert!(
                TARGETS
                    .iter()
                    .all(|target| !may(*actor, Act::GrantRole(*granted), *target)),
                "{actor} grants {granted}"
            );
        }
    }
}

#[test]
fn where_equal_ranks_are_left_alone_only_they_and_only_what_touches_a_sign_in() {
    let touching = [
        Act::ResetFactors,
        Act::RevokeSessions,
        Act::SendPasswordReset,
        Act::IssueAccessPass,
        Act::DecideRequest,
        Act::ActivateToken,
    ];
    for actor in Role::ALL {
        for act in ACTS {
            for target in TARGETS {
                let allowed = may(*actor, act, target);
                assert_eq!(reaches(EqualRank::On, *actor, act, target), allowed);
                // After either of these all the others could be done.
                let leads_there = matches!(act, Act::Edit | Act::GrantRole(_));
                let spared = (touching.contains(&act) || leads_there) && target == Some(*actor);
                let reached = reaches(EqualRank::Off, *actor, act, target);
                assert_eq!(reached, allowed && !spared, "{actor} {act:?} {target:?}");
            }
        }
    }
}

/// An operator who looks after less than another can sign that one out and send them a link, and nothing that lets anybody in.
#[test]
fn only_what_lets_nobody_in_goes_beyond_the_grants() {
    let beyond: Vec<Act> = ACTS
        .into_iter()
        .filter(|act| !stays_within_grants(*act))
        .collect();
    assert_eq!(
        beyond,
        [Act::LookUp, Act::RevokeSessions, Act::SendPasswordReset]
    );
}
