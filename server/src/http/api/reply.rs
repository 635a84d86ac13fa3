//! The way back: what came of a call, as an answer with the limit's headers.

use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header::RETRY_AFTER},
    response::Response,
};
use identity::api::{CALLS_PER_HOUR, Call, pace::CALLS_PER_SECOND};

use super::{
    asked::{Asked, nobody},
    json::Json,
    said::{Problem, Version},
};
use crate::{
    desk::{
        Knock,
        api::{Answered, Caller, Left, Refused, Stop, Trouble},
    },
    http::AppState,
};

const LIMIT: &str = "X-RateLimit-Limit";
const REMAINING: &str = "X-RateLimit-Remaining";
const RESET: &str = "X-RateLimit-Reset";

/// One call with an access token, from the header to the answer.
pub async fn serve<T, W, F>(
    (state, asked): (&AppState, &Asked),
    (version, about): (Version, &str),
    call: Call,
    work: W,
    good: impl FnOnce(T) -> Response,
) -> Response
where
    T: Send + 'static,
    W: Fn(Knock, Caller) -> F + Clone + Send + 'static,
    F: Future<Output = Result<T, Stop>> + Send + 'static,
{
    let bearer = match asked.bearer(version) {
        Ok(bearer) => bearer,
        Err(response) => return response,
    };
    let answered = state.desk.call(&asked.visitor, (&bearer, call), work).await;
    reply(answered, (version, about), good)
}

/// The answer; `about` is the user that was named, as it was written.
pub fn reply<T>(
    asked: Result<Answered<T>, Trouble>,
    (version, about): (Version, &str),
    good: impl FnOnce(T) -> Response,
) -> Response {
    let answered = match asked {
        Ok(answered) => answered,
        Err(trouble) => return failed(trouble, version),
    };
    let mut response = match &answered.outcome {
        Err(why) => refusal((why, answered.left), version, about),
        Ok(_) => Response::default(),
    };
    if let Ok(value) = answered.outcome {
        response = good(value);
    }
    if let Some(left) = answered.left {
        let headers = response.headers_mut();
        for (name, value) in numbers(left) {
            if let Ok(name) = HeaderName::try_from(name) {
                headers.insert(name, HeaderValue::from(value));
            }
        }
    }
    response
}

fn refusal((why, left): (&Refused, Option<Left>), version: Version, about: &str) -> Response {
    match why {
        Refused::NotAuthenticated => nobody(version),
        Refused::NotPermitted => {
            // OneLogin answers 401, not 403.
            let status = match version {
                Version::One | Version::Two => StatusCode::UNAUTHORIZED,
                Version::Own => StatusCode::FORBIDDEN,
            };
            Problem::new(status, "Insufficient Permission").answer(version)
        }
        Refused::Conflict(message) => Problem::new(StatusCode::CONFLICT, *message).answer(version),
        Refused::Unfit(field) => {
            let message = format!("{field} is not valid");
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, message).answer(version)
        }
        Refused::NoSuchUser => {
            let about: String = about.chars().take(40).collect();
            let message = format!("User for id {about} was not found");
            Problem::new(StatusCode::NOT_FOUND, message).answer(version)
        }
        Refused::NoSuchFactor => {
            // Version 1 answers 400, not 404.
            let status = match version {
                Version::One => StatusCode::BAD_REQUEST,
                Version::Two | Version::Own => StatusCode::NOT_FOUND,
            };
            Problem::new(status, "Factor could not be found").answer(version)
        }
        Refused::UserDoesNotExist => {
            let status = match version {
                Version::One => StatusCode::BAD_REQUEST,
                Version::Two | Version::Own => StatusCode::NOT_FOUND,
            };
            Problem::new(status, "User does not exist").answer(version)
        }
        Refused::NoSuchRequest => {
            Problem::new(StatusCode::NOT_FOUND, "Request could not be found").answer(version)
        }
        Refused::NoSuchCeremony => {
            Problem::new(StatusCode::NOT_FOUND, "Nothing was found under this id").answer(version)
        }
        Refused::NotAvailable => Problem::bad("Factor is not available").answer(version),
        Refused::FailedFactor => {
            let message = "Failed authentication with this factor";
            Problem::new(StatusCode::UNAUTHORIZED, message).answer(version)
        }
        Refused::Throttled(seconds) => {
            too_many(("Too many wrong codes".to_owned(), *seconds), version)
        }
        Refused::Malformed(message) => Problem::bad(message.as_str()).answer(version),
        Refused::TooManyCalls => {
            let message = format!("More than {CALLS_PER_HOUR} calls in an hour");
            too_many((message, left.map_or(1, |left| left.seconds)), version)
        }
        Refused::TooFast => {
            let message = format!("More than {CALLS_PER_SECOND} calls in a second");
            too_many((message, 1), version)
        }
    }
}

fn too_many((message, seconds): (String, i64), version: Version) -> Response {
    let mut response = Problem::new(StatusCode::TOO_MANY_REQUESTS, message).answer(version);
    response
        .headers_mut()
        .insert(RETRY_AFTER, HeaderValue::from(seconds.max(1)));
    response
}

fn failed(trouble: Trouble, version: Version) -> Response {
    let (status, message) = match trouble {
        Trouble::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "Please try again"),
        Trouble::Broken => (StatusCode::INTERNAL_SERVER_ERROR, "Something failed here"),
    };
    let mut response = Problem::new(status, message).answer(version);
    if trouble == Trouble::Unavailable {
        response
            .headers_mut()
            .insert(RETRY_AFTER, HeaderValue::from_static("2"));
    }
    response
}

fn numbers(left: Left) -> [(&'static str, i64); 3] {
    [
        (LIMIT, CALLS_PER_HOUR.into()),
        (REMAINING, left.calls.into()),
        (RESET, left.seconds),
    ]
}

/// The same as a body: `GET /auth/rate_limit`.
pub fn told(left: Option<Left>) -> Json {
    let numbers = left.map(numbers).unwrap_or_default();
    Json::Object(
        numbers
            .into_iter()
            .map(|(name, value)| (name, value.into()))
            .collect(),
    )
}
