//! JSON whose fields stand in the order in which they were written down: some programs compare bytes.

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header::CONTENT_TYPE},
    response::Response,
};
use identity::time::Timestamp;
use serde::{Serialize, Serializer};
use time::{OffsetDateTime, macros::format_description};

#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    Number(i64),
    Text(String),
    List(Vec<Self>),
    Object(Vec<(&'static str, Self)>),
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => to.serialize_unit(),
            Self::Bool(value) => to.serialize_bool(*value),
            Self::Number(value) => to.serialize_i64(*value),
            Self::Text(value) => to.serialize_str(value),
            Self::List(items) => to.collect_seq(items),
            Self::Object(fields) => {
                to.collect_map(fields.iter().map(|(name, value)| (name, value)))
            }
        }
    }
}

impl Json {
    pub fn object<const N: usize>(fields: [(&'static str, Self); N]) -> Self {
        Self::Object(fields.into())
    }

    /// The same of fields that may be there or not.
    pub fn object_of(fields: impl IntoIterator<Item = (&'static str, Self)>) -> Self {
        Self::Object(fields.into_iter().collect())
    }

    /// An answer whose body this is.
    pub fn answer(&self, status: StatusCode) -> Response {
        let text = serde_json::to_string(self).unwrap_or_default();
        let mut response = Response::new(Body::from(text));
        *response.status_mut() = status;
        response.headers_mut().insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/json; charset=utf-8"),
        );
        response
    }
}

macro_rules! json_from {
    ($($type:ty: $value:ident => $made:expr),+ $(,)?) => {$(
        impl From<$type> for Json {
            fn from($value: $type) -> Self {
                $made
            }
        }
    )+};
}

json_from! {
    bool: value => Self::Bool(value),
    i64: value => Self::Number(value),
    u16: value => Self::Number(value.into()),
    u32: value => Self::Number(value.into()),
    &str: value => Self::Text(value.to_owned()),
    String: value => Self::Text(value),
    Timestamp: at => Self::Text(instant(at)),
    Vec<Json>: items => Self::List(items),
}

impl<T: Into<Self>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// `2015-11-11T03:36:18.714Z`
pub fn instant(at: Timestamp) -> String {
    let form =
        format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(at.0) * 1_000_000)
        .ok()
        .and_then(|at| at.format(form).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_keep_their_order_and_instants_their_milliseconds() {
        let json = Json::object([
            ("b", Timestamp(1_447_212_978_714).into()),
            ("a", Json::List(vec![1_i64.into(), "\"x\"".into()])),
            ("none", None::<i64>.into()),
            ("yes", true.into()),
        ]);
        assert_eq!(
            serde_json::to_string(&json).unwrap(),
            r#"{"b":"2015-11-11T03:36:18.714Z","a":[1,"\"x\""],"none":null,"yes":true}"#
        );
        assert_eq!(instant(Timestamp(i64::MAX)), "");
    }
}
