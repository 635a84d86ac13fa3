//! What the console says about a user in one word, decided from little enough that the whole table can be listed.

use crate::{
    enrolment::Grant,
    factor::{FactorKind, FactorState},
    policy::{Requirement, Rules, next_step::kinds},
    time::Timestamp,
    user::{MustEnrol, Standing, UserStatus},
    view::users::UserState,
};

/// What the user has to prove with, best first from the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holding {
    Nothing,
    /// Suspended, disabled or deactivated ones only.
    Unusable,
    /// Active ones, of kinds that the policy no longer allows.
    NotAllowed,
    Allowed,
}

/// The grant that opens enrolment to a password alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    Never,
    Open,
    Shut,
}

/// All that the word depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Situation {
    pub status: UserStatus,
    pub door: Door,
    pub holding: Holding,
    pub must_enrol: bool,
    pub in_grace: bool,
    pub owed: bool,
}

const STATUSES: [UserStatus; 3] = [
    UserStatus::Invited,
    UserStatus::Active,
    UserStatus::Disabled,
];
const DOORS: [Door; 3] = [Door::Never, Door::Open, Door::Shut];
const HOLDINGS: [Holding; 4] = [
    Holding::Nothing,
    Holding::Unusable,
    Holding::NotAllowed,
    Holding::Allowed,
];
const FLAGS: [bool; 2] = [false, true];

impl Holding {
    /// What these factors amount to under a policy.
    pub fn of(
        factors: impl IntoIterator<Item = (FactorKind, FactorState)>,
        rules: &Rules,
        standing: &Standing,
    ) -> Self {
        let allowed = kinds(rules, standing);
        let worth = |(kind, state)| match state {
            FactorState::Active if allowed.contains(kind) => Self::Allowed,
            FactorState::Active => Self::NotAllowed,
            FactorState::Suspended | FactorState::Disabled | FactorState::Deactivated => {
                Self::Unusable
            }
            FactorState::Pending | FactorState::Deleted => Self::Nothing,
        };
        factors
            .into_iter()
            .map(worth)
            .max()
            .unwrap_or(Self::Nothing)
    }
}

impl Situation {
    pub fn of(
        standing: &Standing,
        grant: Option<Grant>,
        holding: Holding,
        rules: &Rules,
        now: Timestamp,
    ) -> Self {
        Self {
            status: standing.status,
            door: match grant {
                None => Door::Never,
                Some(grant) if grant.is_open(now) => Door::Open,
                Some(_) => Door::Shut,
            },
            holding,
            must_enrol: standing.must_enrol == MustEnrol::Yes,
            in_grace: standing.grace_until.is_some_and(|until| now < until),
            owed: standing.role.is_some() || rules.requirement == Requirement::Required,
        }
    }

    /// Every situation there is, in the order of [`Situation::number`].
    pub fn all() -> impl Iterator<Item = Self> {
        let parts = STATUSES
            .into_iter()
            .flat_map(|status| DOORS.map(|door| (status, door)));
        let parts =
            parts.flat_map(|(status, door)| HOLDINGS.map(|holding| (status, door, holding)));
        let flags = || {
            FLAGS.into_iter().flat_map(|a| {
                FLAGS
                    .into_iter()
                    .flat_map(move |b| FLAGS.map(|c| (a, b, c)))
            })
        };
        parts.flat_map(move |(status, door, holding)| {
            flags().map(move |(must_enrol, in_grace, owed)| Self {
                status,
                door,
                holding,
                must_enrol,
                in_grace,
                owed,
            })
        })
    }

    /// The place in [`Situation::all`]: a number that SQL can compute as well, so that this table also filters lists.
    pub const fn number(self) -> u32 {
        let number = self.status as u32 * 3 + self.door as u32;
        let number = number * 4 + self.holding as u32;
        number * 8 + self.must_enrol as u32 * 4 + self.in_grace as u32 * 2 + self.owed as u32
    }

    /// The word for it: what happens to this user at the next sign-in, as [`crate::policy::next_step`] decides it.
    pub const fn state(self) -> UserState {
        match (self.status, self.door, self.holding) {
            (UserStatus::Invited, ..) => UserState::Invited,
            (UserStatus::Disabled, ..) => UserState::Disabled,
            (_, Door::Open, _) | (_, _, Holding::NotAllowed | Holding::Allowed)
                if self.must_enrol =>
            {
                UserState::MustEnrol
            }
            _ if self.must_enrol => UserState::WindowPassed,
            (.., Holding::Allowed) => UserState::Active,
            (.., Holding::NotAllowed) => match (self.owed, self.in_grace) {
                (false, _) => UserState::Active,
                (true, true) => UserState::InGrace,
                (true, false) => UserState::MustEnrol,
            },
            (_, Door::Open, _) if self.owed && !self.in_grace => UserState::MustEnrol,
            (.., Holding::Unusable) => UserState::Suspended,
            (.., Holding::Nothing) => match (self.owed, self.in_grace) {
                (false, _) => UserState::NoFactor,
                (true, true) => UserState::InGrace,
                (true, false) => UserState::WindowPassed,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_the_place_in_the_table() {
        assert_eq!(Situation::all().count(), 288);
        for (place, situation) in (0..).zip(Situation::all()) {
            assert_eq!(situation.number(), place, "{situation:?}");
        }
    }

    #[test]
    fn a_reset_outranks_grace_and_an_optional_policy() {
        for situation in
            Situation::all().filter(|one| one.must_enrol && one.status == UserStatus::Active)
        {
            assert!(
                matches!(
                    situation.state(),
                    UserState::MustEnrol | UserState::WindowPassed
                ),
                "{situation:?}"
            );
        }
    }

    #[test]
    fn each_word_has_its_situations() {
        let plain = Situation {
            status: UserStatus::Active,
            door: Door::Never,
            holding: Holding::Nothing,
            must_enrol: false,
            in_grace: false,
            owed: true,
        };
        for (situation, word) in [
            (
                Situation {
                    holding: Holding::Allowed,
                    ..plain
                },
                UserState::Active,
            ),
            (
                Situation {
                    door: Door::Open,
                    ..plain
                },
                UserState::MustEnrol,
            ),
            (
                Situation {
                    door: Door::Shut,
                    ..plain
                },
                UserState::WindowPassed,
            ),
            (plain, UserState::WindowPassed),
            (
                Situation {
                    in_grace: true,
                    ..plain
                },
                UserState::InGrace,
            ),
            (
                Situation {
                    owed: false,
                    ..plain
                },
                UserState::NoFactor,
            ),
            (
                Situation {
                    holding: Holding::Unusable,
                    ..plain
                },
                UserState::Suspended,
            ),
            (
                Situation {
                    holding: Holding::NotAllowed,
                    ..plain
                },
                UserState::MustEnrol,
            ),
            (
                Situation {
                    holding: Holding::NotAllowed,
                    owed: false,
                    ..plain
                },
                UserState::Active,
            ),
            (
                Situation {
                    status: UserStatus::Invited,
                    ..plain
                },
                UserState::Invited,
            ),
            (
                Situation {
                    status: UserStatus::Disabled,
                    ..plain
                },
                UserState::Disabled,
            ),
        ] {
            assert_eq!(situation.state(), word, "{situation:?}");
        }
    }
}
