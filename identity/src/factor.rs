//! Factors: what a user proves besides the password.

use serde::{Deserialize, Serialize};

use crate::{
    coded::coded, ids::FactorId, name::FactorName, passkey::Kept, phone::Masked, time::Timestamp,
};

/// The most factors that one user may have, pending ones not counted (ASVS 2.1.3).
pub const MOST_FACTORS: usize = 10;

coded! {
    /// What kind of thing the factor is. The order is the order in which kinds are offered.
    FactorKind {
        /// Any `WebAuthn` credential.
        Passkey = "passkey",
        /// A software OATH token: an authenticator app.
        Totp = "totp",
        /// An OATH TOTP or HOTP token of hardware.
        HardwareToken = "hardware_token",
        /// A code by SMS.
        Phone = "phone",
    }
}

impl FactorKind {
    /// Whether its owner reads six digits from it, whatever makes them.
    pub const fn shows_codes(self) -> bool {
        matches!(self, Self::Totp | Self::HardwareToken | Self::Phone)
    }
}

coded! {
    /// Where a factor is in its life. Only an active one proves anything.
    FactorState {
        /// Set up and not yet confirmed with a code.
        Pending = "pending",
        Active = "active",
        /// Reported lost by its owner; only another factor or an admin lifts it.
        Suspended = "suspended",
        /// Fifty wrong codes in a row (NIST SP 800-63B-4, section 3.2.2).
        Disabled = "disabled",
        /// A hardware token after a reset: it stays assigned, and an admin activates it again.
        Deactivated = "deactivated",
        /// A tombstone without a secret.
        Deleted = "deleted",
    }
}

impl FactorState {
    /// Whether it is somebody's second step, good or not: neither begun, nor waiting to be activated, nor gone.
    #[must_use]
    pub const fn is_listed(self) -> bool {
        match self {
            Self::Active | Self::Suspended | Self::Disabled => true,
            Self::Pending | Self::Deactivated | Self::Deleted => false,
        }
    }
}

/// A factor as its owner and the admins see it. Never holds the secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factor {
    pub id: FactorId,
    pub kind: FactorKind,
    pub state: FactorState,
    pub name: FactorName,
    pub added_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
    /// Where a passkey's key is; none for what is no passkey.
    pub kept: Option<Kept>,
    /// The end of a phone's number; none for what is no phone.
    pub number: Option<Masked>,
}

impl Factor {
    pub fn is_active(&self) -> bool {
        self.state == FactorState::Active
    }
}

/// A set of factor kinds: what a policy allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindSet(u8);

impl KindSet {
    pub const NONE: Self = Self(0);

    const fn bit(kind: FactorKind) -> u8 {
        1 << kind as u8
    }

    #[must_use]
    pub const fn with(self, kind: FactorKind) -> Self {
        Self(self.0 | Self::bit(kind))
    }

    #[must_use]
    pub const fn without(self, kind: FactorKind) -> Self {
        Self(self.0 & !Self::bit(kind))
    }

    pub const fn contains(self, kind: FactorKind) -> bool {
        self.0 & Self::bit(kind) != 0
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// What is in both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub fn iter(self) -> impl Iterator<Item = FactorKind> {
        FactorKind::ALL
            .iter()
            .copied()
            .filter(move |kind| self.contains(*kind))
    }
}

/// The kinds that people can set up by themselves in this release; a policy may allow more.
pub const ENROLLABLE: KindSet = KindSet::NONE
    .with(FactorKind::Passkey)
    .with(FactorKind::Totp)
    .with(FactorKind::Phone);

impl FromIterator<FactorKind> for KindSet {
    fn from_iter<I: IntoIterator<Item = FactorKind>>(kinds: I) -> Self {
        kinds.into_iter().fold(Self::NONE, Self::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_kinds_is_a_set() {
        use FactorKind::{HardwareToken, Passkey, Phone, Totp};
        let set: KindSet = [Phone, Passkey, Phone].into_iter().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), [Passkey, Phone]);
        assert_eq!(
            set.without(Phone)
                .with(Totp)
                .and(KindSet::NONE.with(Totp).with(HardwareToken)),
            KindSet::NONE.with(Totp)
        );
        assert!(KindSet::NONE.is_empty() && !set.contains(Totp) && ENROLLABLE.contains(Totp));
        let all: KindSet = FactorKind::ALL.iter().copied().collect();
        assert_eq!(all.iter().count(), 4);
    }

    #[test]
    fn only_an_active_factor_is_active() {
        for state in FactorState::ALL {
            let factor = Factor {
                id: FactorId(1),
                kind: FactorKind::Totp,
                state: *state,
                name: FactorName::stored("Phone".to_owned()),
                added_at: Timestamp(0),
                last_used_at: None,
                kept: None,
                number: None,
            };
            assert_eq!(factor.is_active(), *state == FactorState::Active, "{state}");
        }
    }

    #[test]
    fn codes_are_what_is_stored() {
        assert_eq!(
            FactorKind::ALL
                .iter()
                .map(|kind| kind.code())
                .collect::<Vec<_>>(),
            ["passkey", "totp", "hardware_token", "phone"]
        );
        assert_eq!("hardware_token".parse(), Ok(FactorKind::HardwareToken));
        assert!("Totp".parse::<FactorKind>().is_err());
    }
}
