//! Our own part of the API, `/api/latchkey/1/…`: for what OneLogin has no call for. Bare JSON, and problem details (RFC 9457) for what was
//! not done.

use axum::{
    body::Body,
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CONTENT_TYPE, LOCATION},
    },
    response::Response,
};
use serde::{Serialize, de::DeserializeOwned};

use super::said::{Problem, Version};
use crate::{
    desk::api::Refused,
    http::{limits, rejection::Rejection},
};

pub mod codes;
pub mod events;
pub mod people;
mod query;
pub mod requests;
pub mod reset;
pub mod rules;

/// No body of ours is larger.
const MOST: usize = 16 * 1024;
const OWN: Version = Version::Own;

/// An answer whose body this is.
fn answer(value: &impl Serialize, status: StatusCode) -> Response {
    let text = serde_json::to_string(value).unwrap_or_default();
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

fn at(mut response: Response, address: &str) -> Response {
    if let Ok(address) = HeaderValue::from_str(address) {
        response.headers_mut().insert(LOCATION, address);
    }
    response
}

/// What a body says: every field known, and each once. What is wrong with it is told once it is known who asks; only what is too large or
/// too slow is turned away before that.
async fn said<T: DeserializeOwned>(
    headers: &HeaderMap,
    body: Body,
) -> Result<Result<T, Refused>, Response> {
    let malformed = |why: &str| Refused::Malformed(why.to_owned());
    let bytes = match limits::read(headers, body, MOST).await {
        Ok(bytes) => bytes,
        Err(why @ (Rejection::BodyTooLarge | Rejection::BodyTooSlow)) => {
            return Err(Problem::rejected(why.status()).answer(OWN));
        }
        Err(_) => return Ok(Err(malformed("The body could not be read"))),
    };
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .and_then(|kind| kind.split(';').next())
        .unwrap_or_default();
    if !kind.trim().eq_ignore_ascii_case("application/json") {
        return Ok(Err(malformed("The body must be application/json")));
    }
    // A list of the right length would do as well.
    let value = if bytes.trim_ascii_start().starts_with(b"{") {
        serde_json::from_slice(&bytes)
    } else {
        Err(serde::de::Error::custom("no object"))
    };
    Ok(value.map_err(|_| malformed("The body is not what this call takes")))
}
