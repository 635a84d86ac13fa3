//! Identifiers: one newtype for each kind of row, so that a user's id is never taken for a factor's.

use std::{fmt, num::ParseIntError, str::FromStr};

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<$name> for i64 {
            fn from(id: $name) -> i64 {
                id.0
            }
        }
    )+};
}

ids! {
    /// An organisation: to an operator, a customer.
    OrganisationId,
    /// A managed user. Never used again after a deletion.
    UserId,
    /// A factor, pending or confirmed. The REST API calls it a device.
    FactorId,
    /// A set of ten backup codes.
    BackupCodeSetId,
    /// A sign-in: the attempt, not the session.
    SignInId,
    /// A complete session.
    SessionId,
    /// An authentication policy.
    PolicyId,
    /// A request to the admins, made by a user in trouble.
    AdminRequestId,
    /// An address of a user beside the first one.
    AddressId,
}
