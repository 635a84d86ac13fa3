//! The body of a call as named texts: JSON or a form, each field once.

use std::collections::HashMap;

use axum::{
    body::Body,
    http::{HeaderMap, header::CONTENT_TYPE},
};
use identity::secret::Secret;
use serde_json::Value;

use super::said::Problem;
use crate::http::{form, limits, rejection::Rejection};

/// No body of this API is larger.
const MOST: usize = 16 * 1024;

const KIND: &str = "Content Type is not specified or specified incorrectly. Content-Type header must be set to application/json";

#[derive(Debug, Default)]
pub struct Fields(HashMap<String, Secret>);

impl Fields {
    /// What stands there, unless it is empty.
    pub fn get(&self, name: &str) -> Option<&Secret> {
        self.0.get(name).filter(|text| !text.is_empty())
    }
}

pub async fn read(headers: &HeaderMap, body: Body) -> Result<Fields, Problem> {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .and_then(|kind| kind.split(';').next())
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let parse = match kind.as_str() {
        "application/json" => json,
        "application/x-www-form-urlencoded" => posted,
        _ => return Err(Problem::bad(KIND)),
    };
    let body = limits::read(headers, body, MOST).await.map_err(unread)?;
    parse(&body).ok_or_else(|| Problem::bad("The body could not be read"))
}

fn unread(why: Rejection) -> Problem {
    match why {
        Rejection::BodyTooLarge | Rejection::BodyTooSlow => Problem::rejected(why.status()),
        _ => Problem::bad("The body could not be read"),
    }
}

/// An object of texts; whatever else it holds is none of ours.
fn json(body: &[u8]) -> Option<Fields> {
    let Ok(Value::Object(fields)) = serde_json::from_slice(body) else {
        return None;
    };
    let text = |(name, value)| match value {
        Value::String(text) => Some((name, Secret::from(text))),
        _ => None,
    };
    Some(Fields(fields.into_iter().filter_map(text).collect()))
}

fn posted(body: &[u8]) -> Option<Fields> {
    let pairs = form::fields(std::str::from_utf8(body).ok()?)?;
    let secret = |(name, value)| (name, Secret::from(value));
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
        assert_eq!(value(json(br#"{"a":1}"#)), None);
        assert_eq!(value(posted(b"a=")), None);
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
