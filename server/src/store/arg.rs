//! What is bound to `$1` and its fellows: four kinds of value that both engines hold alike.

use identity::{
    ids::{
        AddressId, AdminRequestId, ApiTokenId, BackupCodeSetId, BulkResetId, CredentialId,
        FactorId, HardwareTokenId, KnownDeviceId, OrganisationId, PolicyId, SessionId, SignInId,
        UserId, WebhookId,
    },
    time::{Span, Timestamp},
};

/// One bound value. `None` is NULL of that kind: PostgreSQL wants to know of which type nothing is.
#[derive(Clone, Debug)]
pub enum Arg {
    Int(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
    Bool(Option<bool>),
}

/// `args![id, name, now]`: the values of `$1`, `$2`, `$3`.
#[doc(hidden)]
#[macro_export]
macro_rules! __store_args {
    ($($value:expr),* $(,)?) => {
        <[$crate::store::Arg]>::into_vec(Box::new([$($crate::store::Arg::from($value)),*]))
    };
}
pub use __store_args as args;

macro_rules! arg_from {
    ($($kind:ident($value:ident: $type:ty) => $into:expr),+ $(,)?) => {$(
        impl From<$type> for Arg {
            fn from($value: $type) -> Self {
                Self::$kind(Some($into))
            }
        }

        impl From<Option<$type>> for Arg {
            fn from(value: Option<$type>) -> Self {
                Self::$kind(value.map(|$value| $into))
            }
        }
    )+};
}

arg_from! {
    Int(value: i64) => value,
    Int(value: i32) => value.into(),
    Int(value: u32) => value.into(),
    Int(value: Timestamp) => value.0,
    Int(value: Span) => value.0,
    Int(id: OrganisationId) => id.0,
    Int(id: UserId) => id.0,
    Int(id: FactorId) => id.0,
    Int(id: HardwareTokenId) => id.0,
    Int(id: BackupCodeSetId) => id.0,
    Int(id: SignInId) => id.0,
    Int(id: SessionId) => id.0,
    Int(id: KnownDeviceId) => id.0,
    Int(id: PolicyId) => id.0,
    Int(id: AdminRequestId) => id.0,
    Int(id: AddressId) => id.0,
    Int(id: CredentialId) => id.0,
    Int(id: ApiTokenId) => id.0,
    Int(id: BulkResetId) => id.0,
    Int(id: WebhookId) => id.0,
    Text(value: &str) => value.to_owned(),
    Text(value: String) => value,
    Text(value: &String) => value.clone(),
    Bytes(value: Vec<u8>) => value,
    Bytes(value: &[u8]) => value.to_vec(),
    Bytes(value: [u8; 32]) => value.to_vec(),
    Bytes(value: &[u8; 32]) => value.to_vec(),
    Bool(value: bool) => value,
}
