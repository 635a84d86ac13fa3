//! The closed lists of words that stand in answers and bodies, for the document.

use identity::{
    audit::{ActorKind, Event},
    factor::FactorKind,
    policy::{Passwordless, Requirement, SelfRemoval},
    reset::{Fate, ReasonKind, Verification},
    role::Role,
    user::UserStatus,
};
use utoipa::openapi::{
    RefOr, Schema,
    schema::{ObjectBuilder, SchemaType, Type},
};

fn words<'a>(words: impl Iterator<Item = &'a str>) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::String))
        .enum_values(Some(words))
        .into()
}

macro_rules! lists {
    ($($name:ident: $type:ty),+ $(,)?) => {$(
        pub fn $name() -> RefOr<Schema> {
            words(<$type>::ALL.iter().map(|one| one.code()))
        }
    )+};
}

lists! {
    actor: ActorKind,
    event: Event,
    fate: Fate,
    kind: FactorKind,
    passwordless: Passwordless,
    reason_kind: ReasonKind,
    requirement: Requirement,
    self_removal: SelfRemoval,
    status: UserStatus,
    verification: Verification,
}

/// A role, or none.
pub fn role() -> RefOr<Schema> {
    let roles = Role::ALL.iter().map(|role| Some(role.code()));
    ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        .enum_values(Some(roles.chain([None])))
        .into()
}
