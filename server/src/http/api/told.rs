//! What is told of a call beside its handler: the source of the document.

use identity::api::Call;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, Required, Schema},
};

use super::parameter::Parameter;

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

#[derive(Clone, Debug)]
pub struct Told {
    pub part: Part,
    pub summary: &'static str,
    /// What a token needs for it; none for what needs no token.
    pub call: Option<Call>,
    pub queries: Vec<Parameter>,
    /// What is told of a refusal that only this call knows.
    pub also: &'static [(u16, &'static str)],
    pub body: Option<Body>,
    pub status: u16,
    pub answer: Answer,
}

/// What a call takes.
#[derive(Clone, Debug)]
pub struct Body {
    pub shape: Shape,
    pub required: Required,
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
            queries: Vec::new(),
            also: &[],
            body: None,
            status: 200,
            answer: Answer::Nothing,
        }
    }

    #[must_use]
    pub fn asks(mut self, queries: Vec<Parameter>) -> Self {
        self.queries = queries;
        self
    }

    #[must_use]
    pub const fn also(mut self, refusals: &'static [(u16, &'static str)]) -> Self {
        self.also = refusals;
        self
    }

    #[must_use]
    pub fn takes<T: ToSchema>(self) -> Self {
        self.with_body::<T>(Required::True)
    }

    /// The call makes sense without a body, too.
    #[must_use]
    pub fn may_take<T: ToSchema>(self) -> Self {
        self.with_body::<T>(Required::False)
    }

    fn with_body<T: ToSchema>(mut self, required: Required) -> Self {
        let shape = Shape::of::<T>();
        self.body = Some(Body { shape, required });
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
