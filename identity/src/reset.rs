//! Force MFA reset: what becomes of each factor, and what an admin must say before.

use serde::{Deserialize, Serialize};

use crate::{
    coded::coded,
    factor::{Factor, FactorKind, FactorState},
};

coded! {
    /// What a reset does to one factor.
    Fate {
        Deleted = "deleted",
        /// A hardware token stays assigned and unusable until an admin activates it again.
        Deactivated = "deactivated",
    }
}

coded! {
    /// Why the reset is asked for.
    ReasonKind {
        LostDevice = "lost_device",
        NewDevice = "new_device",
        BrokenDevice = "broken_device",
        StolenDevice = "stolen_device",
        Other = "other",
    }
}

coded! {
    /// How the admin made sure who the person is, out of band.
    Verification {
        CallBack = "call_back",
        Video = "video",
        InPerson = "in_person",
        Ticket = "ticket",
    }
}

/// What a reset will do, as shown and as carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResetPlan {
    pub factors: Vec<(Factor, Fate)>,
    pub codes_left: u32,
    pub sessions: u32,
}

/// What becomes of a factor of this kind.
pub const fn fate(kind: FactorKind) -> Fate {
    match kind {
        FactorKind::HardwareToken => Fate::Deactivated,
        FactorKind::Passkey | FactorKind::Totp | FactorKind::Phone => Fate::Deleted,
    }
}

/// Plans the reset of a user: every factor that is not a tombstone, pending ones too.
pub fn plan(factors: &[Factor], codes_left: u32, sessions: u32) -> ResetPlan {
    let factors = factors
        .iter()
        .filter(|factor| factor.state != FactorState::Deleted);
    ResetPlan {
        factors: factors
            .map(|factor| (factor.clone(), fate(factor.kind)))
            .collect(),
        codes_left,
        sessions,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ids::FactorId, name::FactorName, time::Timestamp};

    #[test]
    fn hardware_tokens_are_deactivated_and_all_else_is_deleted() {
        // Tombstones are left alone, and whatever is not one goes, in whatever state it is.
        let mut factors = Vec::new();
        for kind in FactorKind::ALL {
            for state in FactorState::ALL {
                let id = FactorId(i64::try_from(factors.len()).unwrap());
                let name = FactorName::stored(format!("{kind} {state}"));
                factors.push(Factor {
                    id,
                    kind: *kind,
                    state: *state,
                    name,
                    added_at: Timestamp(0),
                    last_used_at: None,
                    kept: None,
                    number: None,
                });
            }
        }
        let plan = plan(&factors, 7, 2);
        assert_eq!((plan.codes_left, plan.sessions), (7, 2));
        assert_eq!(
            plan.factors.len(),
            FactorKind::ALL.len() * (FactorState::ALL.len() - 1)
        );
        for (factor, fate) in plan.factors {
            assert_ne!(factor.state, FactorState::Deleted);
            assert_eq!(
                fate == Fate::Deactivated,
                factor.kind == FactorKind::HardwareToken,
                "{factor:?}"
            );
        }
    }
}
