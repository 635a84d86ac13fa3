//! Parameters of a query, for the document: what each takes, and what it is for.

use utoipa::openapi::{
    RefOr, Required, Schema,
    path::{Parameter as Told, ParameterBuilder, ParameterIn},
    schema::{ObjectBuilder, SchemaType, Type},
};

use super::own::codes;

#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    pub name: &'static str,
    pub words: &'static str,
    kind: Kind,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Text,
    Number { least: i64, most: i64 },
    OneOf(fn() -> RefOr<Schema>),
}

const fn parameter(name: &'static str, kind: Kind, words: &'static str) -> Parameter {
    Parameter { name, words, kind }
}

const fn number(name: &'static str, (least, most): (i64, i64), words: &'static str) -> Parameter {
    parameter(name, Kind::Number { least, most }, words)
}

const EMAIL: Parameter = parameter("email", Kind::Text, "A star stands for any text.");
const USERNAME: Parameter = parameter("username", Kind::Text, "The same as the e-mail address.");
const FIRST_NAME: Parameter = parameter(
    "firstname",
    Kind::Text,
    "The whole name; a star stands for any text.",
);
const ID: Parameter = number("id", (1, i64::MAX), "One user.");
const SINCE: Parameter = parameter(
    "since",
    Kind::Text,
    "Created then or later: a day, or an instant (RFC 3339).",
);
const UNTIL: Parameter = parameter(
    "until",
    Kind::Text,
    "Created then or earlier: a day, or an instant (RFC 3339).",
);
const SORT: Parameter = parameter("sort", Kind::OneOf(directions), "The order.");
const FIELDS: Parameter = parameter(
    "fields",
    Kind::Text,
    "Only these, with commas between them.",
);
const AFTER: Parameter = number(
    "after",
    (0, i64::MAX),
    "The cursor of the answer before; 0 for the beginning.",
);

/// Users, in both versions.
const USERS: [Parameter; 8] = [EMAIL, USERNAME, FIRST_NAME, ID, SINCE, UNTIL, SORT, FIELDS];

/// Users, in version 1.
pub fn users_one() -> Vec<Parameter> {
    let own = [
        number("limit", (1, 50), "How many on a page."),
        parameter("after_cursor", Kind::Text, "The page after this."),
        parameter("before_cursor", Kind::Text, "The page before this."),
    ];
    USERS.into_iter().chain(own).collect()
}

/// Users, in version 2.
pub fn users_two() -> Vec<Parameter> {
    let own = [
        number("limit", (1, 100), "How many on a page."),
        number("page", (1, u32::MAX.into()), "The nth page."),
        parameter("cursor", Kind::Text, "The page that this says."),
    ];
    USERS.into_iter().chain(own).collect()
}

/// The audit log.
pub fn events() -> Vec<Parameter> {
    vec![
        AFTER,
        number("limit", (1, 1_000), "How many; 100 when nobody says."),
        parameter("event", Kind::OneOf(codes::event), "Only this kind."),
    ]
}

/// What users asked their admins for.
pub fn requests() -> Vec<Parameter> {
    vec![
        AFTER,
        number("limit", (1, 100), "How many; 50 when nobody says."),
        parameter("status", Kind::OneOf(codes::request_status), "Only these."),
    ]
}

fn directions() -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::String))
        .enum_values(Some(["+id", "-id"]))
        .into()
}

impl Parameter {
    pub fn told(&self) -> Told {
        let schema = match self.kind {
            Kind::Text => of(Type::String).into(),
            Kind::Number { least, most } => of(Type::Integer)
                .minimum(Some(least))
                .maximum(Some(most))
                .into(),
            Kind::OneOf(list) => list(),
        };
        ParameterBuilder::new()
            .name(self.name)
            .parameter_in(ParameterIn::Query)
            .required(Required::False)
            .description(Some(self.words))
            .schema(Some(schema))
            .build()
    }
}

fn of(kind: Type) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(SchemaType::Type(kind))
}
