//! Reset all multi-factor authentication of many users at once: who is left out, and when it looks like everybody.

use std::collections::BTreeSet;

use crate::{
    coded::coded,
    ids::UserId,
    role::{Act, EqualRank, Role, reaches},
    user::UserStatus,
};

/// The most users in one: more is no reset any more, but a change of policy.
pub const MOST: usize = 500;

/// Fewer than this are never "everybody".
const FEW: u32 = 10;

coded! {
    /// How far it is.
    Stage {
        /// Users are being picked; nothing has happened.
        Draft = "draft",
        Running = "running",
        Done = "done",
    }
}

coded! {
    /// What became of one user.
    Outcome {
        Reset = "reset",
        /// Nobody acts on themselves through the console.
        Oneself = "oneself",
        /// The admin's role does not reach this user, or does not any more.
        Rank = "rank",
        /// Has never signed in, so there is nothing to reset.
        Invited = "invited",
        /// Something else was there than what was shown and confirmed.
        Changed = "changed",
        /// Trouble of our own; nothing was done to this user.
        Failed = "failed",
    }
}

/// Why a user who was picked is left out; none if the reset goes ahead.
pub fn left_out(
    admin: (UserId, Role),
    target: (UserId, Option<Role>),
    status: UserStatus,
    equal: EqualRank,
) -> Option<Outcome> {
    if admin.0 == target.0 {
        Some(Outcome::Oneself)
    } else if !reaches(equal, admin.1, Act::ResetFactors, target.1) {
        Some(Outcome::Rank)
    } else if status == UserStatus::Invited {
        Some(Outcome::Invited)
    } else {
        None
    }
}

/// Who is picked once a page of a list came back: whoever stood on it is picked if ticked there, and everybody else as before.
pub fn together(before: Vec<UserId>, shown: &[UserId], ticked: &[UserId]) -> Vec<UserId> {
    let mut users: BTreeSet<UserId> = before.into_iter().collect();
    for id in shown {
        users.remove(id);
    }
    users.extend(ticked.iter().filter(|id| shown.contains(id)));
    users.into_iter().collect()
}

/// Half of all who can sign in, or more: then a policy with a grace period is the better way.
pub fn looks_like_everybody(chosen: usize, all: u32) -> bool {
    let chosen = u32::try_from(chosen).unwrap_or(u32::MAX);
    chosen >= FEW && chosen >= all.div_ceil(2)
}

/// How many of how many are settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Tally {
    pub settled: u32,
    pub all: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whom_the_role_reaches_and_who_has_signed_in_is_reset() {
        use Role::{HelpDesk, OrgAdmin};
        use UserStatus::{Active, Disabled, Invited};
        let (me, other) = (UserId(1), UserId(2));
        for (role, target, status, expected) in [
            (HelpDesk, (other, None), Active, None),
            (HelpDesk, (other, None), Disabled, None),
            (HelpDesk, (other, None), Invited, Some(Outcome::Invited)),
            (
                HelpDesk,
                (other, Some(HelpDesk)),
                Active,
                Some(Outcome::Rank),
            ),
            (
                HelpDesk,
                (me, Some(HelpDesk)),
                Active,
                Some(Outcome::Oneself),
            ),
            (OrgAdmin, (other, Some(OrgAdmin)), Active, None),
            (
                OrgAdmin,
                (other, Some(Role::Operator)),
                Active,
                Some(Outcome::Rank),
            ),
        ] {
            let found = left_out((me, role), target, status, EqualRank::On);
            assert_eq!(found, expected, "{role} {target:?} {status}");
        }
        let equals = (other, Some(OrgAdmin));
        let found = left_out((me, OrgAdmin), equals, Active, EqualRank::Off);
        assert_eq!(found, Some(Outcome::Rank));
    }

    #[test]
    fn a_page_says_of_its_own_people_only() {
        let ids = |ids: &[i64]| ids.iter().copied().map(UserId).collect::<Vec<_>>();
        // 1 was unticked, 7 stood on another page, 99 on none.
        let picked = together(ids(&[1, 2, 7]), &ids(&[1, 2, 3, 4]), &ids(&[2, 4, 99]));
        assert_eq!(picked, ids(&[2, 4, 7]));
    }

    #[test]
    fn half_of_many_is_everybody_and_a_handful_never_is() {
        for (chosen, all, everybody) in [
            (9, 9, false),
            (10, 10, true),
            (10, 20, true),
            (10, 21, false),
            (11, 21, true),
            (500, 100_000, false),
        ] {
            assert_eq!(
                looks_like_everybody(chosen, all),
                everybody,
                "{chosen} of {all}"
            );
        }
    }
}
