//! Who asks: a visitor without cookies, and what the `Authorization` header says.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, StatusCode, header::WWW_AUTHENTICATE, request::Parts},
    response::Response,
};
use identity::{secret::Secret, visitor::Visitor};

use super::{
    authorization::{self, Unread},
    said::{Problem, Version},
};
use crate::http::{AppState, trace::Arrival, visitor::agent};

/// A call before anybody believes it. A cookie is never looked at (case K-12).
#[derive(Clone, Debug)]
pub struct Asked {
    pub visitor: Visitor,
    pub headers: HeaderMap,
}

impl FromRequestParts<AppState> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        let arrival = parts.extensions.get::<Arrival>().cloned();
        let arrival = arrival.unwrap_or_else(|| Arrival {
            id: state.desk.world.request_id(),
            ip: std::net::Ipv4Addr::UNSPECIFIED.into(),
        });
        Ok(Self {
            visitor: Visitor::stranger(
                arrival.id,
                state.desk.world.now(),
                arrival.ip,
                agent(&parts.headers),
            ),
            headers: parts.headers.clone(),
        })
    }
}

impl Asked {
    /// The access token, or the answer that says what is wrong with the header.
    #[expect(
        clippy::result_large_err,
        reason = "the answer is made once, where it is known"
    )]
    pub fn bearer(&self, version: Version) -> Result<Secret, Response> {
        authorization::bearer(&self.headers).map_err(|unread| unreadable(unread, version))
    }
}

/// What is said of a header that names nobody.
pub fn unreadable(unread: Unread, version: Version) -> Response {
    match (version, unread) {
        (Version::One, Unread::Missing) => {
            Problem::bad("The authorization information is missing").answer(version)
        }
        (Version::One, Unread::Malformed) => {
            Problem::bad("Authorization Information is incorrect").answer(version)
        }
        (Version::Two | Version::Own, _) => nobody(version),
    }
}

/// A header that names somebody who is nobody (any more).
pub fn nobody(version: Version) -> Response {
    match version {
        Version::One => {
            Problem::new(StatusCode::UNAUTHORIZED, "Authentication Failure").answer(version)
        }
        Version::Two => Problem {
            name: "InvalidCredentials",
            ..Problem::new(StatusCode::UNAUTHORIZED, "Please provide valid credentials")
        }
        .answer(version),
        Version::Own => {
            let message = "An access token is needed: one that is good, of a credential that is";
            let mut response = Problem::new(StatusCode::UNAUTHORIZED, message).answer(version);
            response
                .headers_mut()
                .insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            response
        }
    }
}
