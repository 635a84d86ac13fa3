//! Identifiers: one newtype for each kind of row, so that a user's id is never taken for a factor's.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, de};

/// Not how an id is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct NotAnId;

/// Reads an id the one way in which it is written: ASCII digits, no sign, no zero in front. One thing has one address.
pub(crate) fn parse(text: &str) -> Result<i64, NotAnId> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let canonical = text == "0" || !text.starts_with('0');
    let id = if plain && canonical {
        text.parse().ok()
    } else {
        None
    };
    id.ok_or(NotAnId)
}

/// A number where numbers are known (JSON); in a form, where all is text, text in the one way.
struct Id;

impl de::Visitor<'_> for Id {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id")
    }

    fn visit_i64<E: de::Error>(self, id: i64) -> Result<i64, E> {
        Ok(id)
    }

    fn visit_u64<E: de::Error>(self, id: u64) -> Result<i64, E> {
        i64::try_from(id).map_err(|_| E::custom(NotAnId))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<i64, E> {
        parse(text).map_err(E::custom)
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                parse(text).map(Self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                from.deserialize_any(Id).map(Self)
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
    /// A browser in which somebody has completed a sign-in.
    KnownDeviceId,
    /// An authentication policy.
    PolicyId,
    /// A request to the admins, made by a user in trouble.
    AdminRequestId,
    /// An address of a user beside the first one.
    AddressId,
    /// A credential for the REST API.
    CredentialId,
    /// An access token that such a credential was given.
    ApiTokenId,
    /// A reset of many users at once.
    BulkResetId,
    /// An endpoint that is told of audit events.
    WebhookId,
    /// A device that shows codes, whoever has it.
    HardwareTokenId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_written_in_one_way() {
        for (text, id) in [("0", 0), ("7", 7), ("9223372036854775807", i64::MAX)] {
            assert_eq!(text.parse(), Ok(UserId(id)));
            let as_text = serde_json::to_string(text).unwrap();
            assert_eq!(
                serde_json::from_str::<UserId>(&as_text).unwrap(),
                UserId(id)
            );
            assert_eq!(UserId(id).to_string(), text);
        }
        for text in [
            "",
            "+1",
            "-1",
            " 1",
            "1 ",
            "01",
            "00",
            "1.0",
            "1e3",
            "0x10",
            "١٢٣",
            "1_000",
            "9223372036854775808",
        ] {
            assert_eq!(text.parse::<UserId>(), Err(NotAnId), "{text:?}");
            let as_text = serde_json::to_string(text).unwrap();
            assert!(
                serde_json::from_str::<UserId>(&as_text).is_err(),
                "{text:?}"
            );
        }
    }

    #[test]
    fn an_id_travels_as_a_number() {
        assert_eq!(serde_json::to_string(&FactorId(7)).unwrap(), "7");
        assert_eq!(serde_json::from_str::<FactorId>("7").unwrap(), FactorId(7));
        for other in ["9223372036854775808", "1.5", "true", "null", "[1]"] {
            assert!(serde_json::from_str::<FactorId>(other).is_err(), "{other}");
        }
    }
}
