//! What a change of policies does to the people they apply to, computed before it is made.

use crate::{
    factor::KindSet,
    ids::{PolicyId, UserId},
    name::GroupName,
    policy::{Policy, Requirement, Rules, applying},
    role::Role,
    time::Span,
    user::UserStatus,
    view::policies::Impact,
};

/// The grace for whom a factor becomes due by a change that has no form to say otherwise.
pub const USUAL_GRACE: Span = Span::days(14);
/// The longest grace that an admin may give, in days.
pub const MOST_GRACE_DAYS: i64 = 90;
/// How many names an impact tells.
const NAMES: usize = 10;

/// A user, as far as a policy can touch them.
#[derive(Clone, Debug)]
pub struct Member {
    pub id: UserId,
    pub name: String,
    pub status: UserStatus,
    pub role: Option<Role>,
    pub groups: Vec<GroupName>,
    /// The kinds of the active factors.
    pub active: KindSet,
}

/// What a change would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
    pub impact: Impact,
    /// For whom a factor becomes due that was not before.
    pub owing: Vec<UserId>,
    /// Whether somebody without a role has more demanded of them than before.
    pub tightens: bool,
}

impl Member {
    fn owes(&self, rules: &Rules) -> bool {
        self.role.is_some() || rules.requirement == Requirement::Required
    }

    /// Without an active factor of a kind that counts.
    fn lacks(&self, rules: &Rules) -> bool {
        !rules
            .kinds_for(self.role)
            .iter()
            .any(|kind| self.active.contains(kind))
    }

    fn is_tightened(&self, before: &Rules, after: &Rules) -> bool {
        let fewer = before
            .allowed
            .iter()
            .any(|kind| !after.allowed.contains(kind));
        self.role.is_none() && self.owes(after) && (!self.owes(before) || fewer)
    }
}

/// Compares two states of an organisation's policies; `about` is the policy that is being looked at.
pub fn outlook(
    members: &[Member],
    before: &[Policy],
    after: &[Policy],
    about: Option<PolicyId>,
) -> Outlook {
    let mut outlook = Outlook::default();
    for member in members
        .iter()
        .filter(|member| member.status != UserStatus::Disabled)
    {
        let (Some(old), Some(new)) = (
            applying(before, &member.groups),
            applying(after, &member.groups),
        ) else {
            continue;
        };
        let lacks = member.lacks(&new.rules);
        let active = member.status == UserStatus::Active;
        if about == Some(new.id) {
            outlook.impact.applies_to += 1;
            if lacks && active {
                outlook.impact.without_factor += 1;
                if outlook.impact.names.len() < NAMES {
                    outlook.impact.names.push(member.name.clone());
                }
            }
        }
        outlook.tightens |= active && member.is_tightened(&old.rules, &new.rules);
        let owed_before = member.owes(&old.rules) && member.lacks(&old.rules);
        if active && lacks && member.owes(&new.rules) && !owed_before {
            outlook.impact.newly_owing += 1;
            outlook.owing.push(member.id);
        }
    }
    outlook
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{factor::FactorKind, policy::Scope};

    fn member(id: i64, groups: &[&str], active: &[FactorKind]) -> Member {
        Member {
            id: UserId(id),
            name: format!("User {id}"),
            status: UserStatus::Active,
            role: None,
            groups: groups
                .iter()
                .map(|group| GroupName::stored((*group).to_owned()))
                .collect(),
            active: active.iter().copied().collect(),
        }
    }

    fn policy(id: i64, scope: Scope, requirement: Requirement, allowed: &[FactorKind]) -> Policy {
        let rules = Rules {
            requirement,
            allowed: allowed.iter().copied().collect(),
            ..Rules::default()
        };
        Policy {
            id: PolicyId(id),
            name: format!("Policy {id}"),
            scope,
            rules,
        }
    }

    fn sales() -> Scope {
        Scope::Groups(vec![GroupName::stored("sales".to_owned())])
    }

    const BOTH: [FactorKind; 2] = [FactorKind::Passkey, FactorKind::Totp];

    #[test]
    fn whoever_must_enrol_because_of_it_is_counted_once() {
        let before = [policy(1, Scope::Default, Requirement::Optional, &BOTH)];
        let after = [policy(
            1,
            Scope::Default,
            Requirement::Required,
            &[FactorKind::Passkey],
        )];
        let mut members = vec![
            member(1, &[], &[]),
            member(2, &[], &[FactorKind::Totp]),
            member(3, &[], &[FactorKind::Passkey]),
            Member {
                role: Some(Role::HelpDesk),
                ..member(4, &[], &[])
            },
            Member {
                role: Some(Role::HelpDesk),
                ..member(5, &[], &[FactorKind::Totp])
            },
            Member {
                status: UserStatus::Disabled,
                ..member(6, &[], &[])
            },
            Member {
                status: UserStatus::Invited,
                ..member(7, &[], &[])
            },
        ];
        let found = outlook(&members, &before, &after, Some(PolicyId(1)));
        assert_eq!(
            (found.impact.applies_to, found.impact.without_factor),
            (6, 4)
        );
        assert_eq!(found.impact.names, ["User 1", "User 2", "User 4", "User 5"]);
        // The fourth owed a factor before as well: a role always does.
        assert_eq!(found.owing, [UserId(1), UserId(2), UserId(5)]);
        assert!(found.tightens);
        members.truncate(0);
        assert_eq!(
            outlook(&members, &before, &after, Some(PolicyId(1))),
            Outlook::default()
        );
    }

    #[test]
    fn only_those_to_whom_it_applies_are_touched() {
        let default = policy(1, Scope::Default, Requirement::Optional, &BOTH);
        let strict = policy(2, sales(), Requirement::Required, &BOTH);
        let members = [member(1, &["sales"], &[]), member(2, &[], &[])];
        let before = [default.clone()];
        let after = [strict, default];
        let found = outlook(&members, &before, &after, Some(PolicyId(2)));
        assert_eq!(
            (found.impact.applies_to, found.owing.as_slice()),
            (1, [UserId(1)].as_slice())
        );
        let back = outlook(&members, &after, &before, None);
        assert_eq!(
            (back.impact.applies_to, back.tightens, back.owing.len()),
            (0, false, 0)
        );
    }
}
