//! The closed lists of words that stand in answers and bodies, for the document.

use identity::{
    audit::{ActorKind, Event},
    factor::FactorKind,
    language::Language,
    policy::{Passwordless, Requirement, SelfRemoval},
    request,
    reset::{Fate, ReasonKind, Verification},
    role::Role,
    user::UserStatus,
};
use utoipa::openapi::{
    RefOr, Schema,
    schema::{ObjectBuilder, SchemaType, Type},
};

pub fn words<'a>(words: impl Iterator<Item = &'a str>) -> RefOr<Schema> {
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
    request_status: request::Status,
    requirement: Requirement,
    self_removal: SelfRemoval,
    status: UserStatus,
    verification: Verification,
}

/// One of these, or none.
fn words_or_none<'a>(words: impl Iterator<Item = &'a str>) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        .enum_values(Some(words.map(Some).chain([None])))
        .into()
}

pub fn role() -> RefOr<Schema> {
    words_or_none(Role::ALL.iter().map(|role| role.code()))
}

pub fn language() -> RefOr<Schema> {
    words(Language::ALL.iter().map(|one| one.tag()))
}

pub fn language_or_none() -> RefOr<Schema> {
    words_or_none(Language::ALL.iter().map(|one| one.tag()))
}
