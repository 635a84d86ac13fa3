//! The body of a call as named texts: JSON or a form, each field once.

use std::{collections::HashMap, str::FromStr};

use axum::{
    body::Body,
    http::{HeaderMap, header::CONTENT_TYPE},
    response::Response,
};
use identity::secret::Secret;
use serde_json::Value;

use super::said::{Problem, Version};
use crate::{
    desk::api::Refused,
    http::{form, limits, rejection::Rejection},
};

/// No body of this API is larger.
const MOST: usize = 16 * 1024;

const KIND: &str = "Content Type is not specified or specified incorrectly. Content-Type header must be set to application/json";

/// By name; nothing for a list or an object, which no field of ours is.
#[derive(Clone, Debug, Default)]
pub struct Fields(HashMap<String, Option<Secret>>);

impl Fields {
    /// What stands there, unless it is empty or no text.
    pub fn get(&self, name: &str) -> Option<&Secret> {
        self.0.get(name)?.as_ref().filter(|text| !text.is_empty())
    }

    /// What stands there, if anything does: a list is not taken for nothing.
    fn maybe(&self, name: &str) -> Result<Option<&Secret>, Refused> {
        match self.0.get(name) {
            Some(None) => Err(invalid(name)),
            Some(Some(_)) | None => Ok(self.get(name)),
        }
    }

    pub fn text(&self, name: &str) -> Result<Option<String>, Refused> {
        let text = self.maybe(name)?;
        Ok(text.map(|text| text.reveal().to_owned()))
    }

    /// What must stand there.
    pub fn needed(&self, name: &str) -> Result<&Secret, Refused> {
        let missing = || Refused::Malformed(format!("{name} is missing"));
        self.maybe(name)?.ok_or_else(missing)
    }

    /// A number, if there is one.
    pub fn number<T: FromStr>(&self, name: &str) -> Result<Option<T>, Refused> {
        let number = self.maybe(name)?.map(|text| text.reveal().parse());
        number.transpose().map_err(|_| invalid(name))
    }
}

/// A field that says nothing that can be used.
pub fn invalid(name: &str) -> Refused {
    Refused::Malformed(format!("{name} is not valid"))
}

/// Whether a call makes sense without a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Body,
    /// Old clients send nothing at all, not even a content type.
    Maybe,
}

/// For a call with a token: what is wrong with a body is told once it is known who asks. Only what is too large or too slow is
/// turned away before that.
pub async fn of_call(
    (headers, body): (&HeaderMap, Body),
    need: Need,
    version: Version,
) -> Result<Result<Fields, Refused>, Response> {
    let read = match limits::read(headers, body, MOST).await {
        Ok(body) if body.is_empty() && need == Need::Maybe => return Ok(Ok(Fields::default())),
        Ok(body) => parsed(headers, &body),
        Err(why @ (Rejection::BodyTooLarge | Rejection::BodyTooSlow)) => {
            return Err(Problem::rejected(why.status()).answer(version));
        }
        Err(why) => Err(unread(why)),
    };
    Ok(read.map_err(|problem| Refused::Malformed(problem.message)))
}

pub async fn read(headers: &HeaderMap, body: Body) -> Result<Fields, Problem> {
    let parse = parser(headers)?;
    let body = limits::read(headers, body, MOST).await.map_err(unread)?;
    parse(&body).ok_or_else(unreadable)
}

fn parsed(headers: &HeaderMap, body: &[u8]) -> Result<Fields, Problem> {
    parser(headers)?(body).ok_or_else(unreadable)
}

fn unreadable() -> Problem {
    Problem::bad("The body could not be read")
}

type Parse = fn(&[u8]) -> Option<Fields>;

fn parser(headers: &HeaderMap) -> Result<Parse, Problem> {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .and_then(|kind| kind.split(';').next())
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    match kind.as_str() {
        "application/json" => Ok(json),
        "application/x-www-form-urlencoded" => Ok(posted),
        _ => Err(Problem::bad(KIND)),
    }
}

fn unread(why: Rejection) -> Problem {
    match why {
        Rejection::BodyTooLarge | Rejection::BodyTooSlow => Problem::rejected(why.status()),
        _ => unreadable(),
    }
}

/// An object of texts, numbers and truths, all as texts.
fn json(body: &[u8]) -> Option<Fields> {
    let Ok(Value::Object(fields)) = serde_json::from_slice(body) else {
        return None;
    };
    // No text of ours holds one, and PostgreSQL takes none.
    let holds_nul = |value: &Value| value.as_str().is_some_and(|text| text.contains('\0'));
    if fields.values().any(holds_nul) {
        return None;
    }
    let text = |(name, value)| match value {
        Value::String(text) => Some((name, Some(Secret::from(text)))),
        Value::Number(number) => Some((name, Some(Secret::from(number.to_string())))),
        Value::Bool(truth) => Some((name, Some(Secret::from(truth.to_string())))),
        Value::Null => None,
        Value::Array(_) | Value::Object(_) => Some((name, None)),
    };
    Some(Fields(fields.into_iter().filter_map(text).collect()))
}

fn posted(body: &[u8]) -> Option<Fields> {
    let pairs = form::fields(std::str::from_utf8(body).ok()?)?;
    let secret = |(name, value)| (name, Some(Secret::from(value)));
    Some(Fields(pairs.into_iter().map(secret).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(fields: Option<Fields>) -> Option<String> {
        fields?.get("a").map(|text| text.reveal().to_owned())
    }

    #[test]
    fn both_kinds_of_body_give_the_same() {
        for body in [r#"{"a":"b c","n":1}"#, r#" {"n":null,"a":"b c"} "#] {
            assert_eq!(value(json(body.as_bytes())).as_deref(), Some("b c"));
        }
        assert_eq!(value(posted(b"x=&a=b+c")).as_deref(), Some("b c"));
        for (body, text) in [
            ("{\"a\":1}", Some("1")),
            ("{\"a\":true}", Some("true")),
            ("{\"a\":[1]}", None),
            ("{\"a\":null}", None),
        ] {
            assert_eq!(value(json(body.as_bytes())).as_deref(), text, "{body}");
        }
        assert_eq!(value(posted(b"a=")), None);
    }

    #[test]
    fn a_list_is_not_taken_for_nothing() {
        for (body, fits) in [
            ("{}", true),
            (r#"{"a":null}"#, true),
            (r#"{"a":7,"b":[]}"#, true),
            (r#"{"a":[7]}"#, false),
            (r#"{"a":{}}"#, false),
        ] {
            let fields = json(body.as_bytes()).unwrap_or_default();
            assert_eq!(fields.number::<u32>("a").is_ok(), fits, "{body}");
            assert_eq!(fields.text("a").is_ok(), fits, "{body}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_nothing() {
        for body in ["", "[]", "\"a\"", "{", "{\"a\":\"b\"} x", "\u{0}"] {
            assert!(json(body.as_bytes()).is_none(), "{body}");
        }
        for body in ["a=1&a=2", "a=%zz", "a=%00", "a=%ff"] {
            assert!(posted(body.as_bytes()).is_none(), "{body}");
        }
        assert!(posted(b"\xff").is_none());
    }
}
