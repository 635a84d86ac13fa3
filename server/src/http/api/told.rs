//! What is told of a call beside its handler: the source of the document.

use identity::api::Call;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, Schema},
};

/// Parts of the API, as the document groups them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Tokens,
    One,
    Two,
    Own,
}

impl Part {
    pub const ALL: [Self; 4] = [Self::Tokens, Self::One, Self::Two, Self::Own];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Tokens => "Tokens",
            Self::One => "OneLogin, version 1",
            Self::Two => "OneLogin, version 2",
            Self::Own => "Latchkey",
        }
    }
}

/// A schema by its name, with whatever it refers to.
#[derive(Clone, Debug)]
pub struct Shape {
    pub name: String,
    pub parts: Vec<(String, RefOr<Schema>)>,
}

impl Shape {
    pub fn of<T: ToSchema>() -> Self {
        let name = T::name().into_owned();
        let mut parts = Vec::new();
        <T as ToSchema>::schemas(&mut parts);
        parts.push((name.clone(), <T as PartialSchema>::schema()));
        Self { name, parts }
    }
}

/// A parameter of the query, and what it is for.
pub type Query = (&'static str, &'static str);

#[derive(Clone, Debug)]
pub struct Told {
    pub part: Part,
    pub summary: &'static str,
    /// What a token needs for it; none for what needs no token.
    pub call: Option<Call>,
    pub queries: &'static [Query],
    pub body: Option<Shape>,
    pub status: u16,
    pub answer: Answer,
}

/// What a good answer holds.
#[derive(Clone, Debug)]
pub enum Answer {
    Nothing,
    One(Shape),
    Many(Shape),
}

impl Told {
    pub const fn new(part: Part, call: Option<Call>, summary: &'static str) -> Self {
        Self {
            part,
            summary,
            call,
            queries: &[],
            body: None,
            status: 200,
            answer: Answer::Nothing,
        }
    }

    #[must_use]
    pub fn asks(mut self, queries: &'static [Query]) -> Self {
        self.queries = queries;
        self
    }

    #[must_use]
    pub fn takes<T: ToSchema>(mut self) -> Self {
        self.body = Some(Shape::of::<T>());
        self
    }

    #[must_use]
    pub fn gives<T: ToSchema>(mut self, status: u16) -> Self {
        self.status = status;
        self.answer = Answer::One(Shape::of::<T>());
        self
    }

    #[must_use]
    pub fn gives_many<T: ToSchema>(mut self, status: u16) -> Self {
        self.status = status;
        self.answer = Answer::Many(Shape::of::<T>());
        self
    }

    #[must_use]
    pub const fn gives_nothing(mut self, status: u16) -> Self {
        self.status = status;
        self
    }
}
