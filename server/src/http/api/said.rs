//! What programs read of failure and success: the envelope of version 1 and the bare JSON of version 2, in the bytes that
//! OneLogin's pages show.

use axum::{
    http::{HeaderValue, StatusCode, header::CONTENT_TYPE},
    response::Response,
};

use identity::factor::FactorKind;

use super::json::Json;

/// Which of the two ways of speaking a path has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    One,
    Two,
    /// Problem details (RFC 9457), under `/api/latchkey`.
    Own,
}

/// In which order the fields of a status stand: each page shows its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    TypeFirst,
    ErrorFirst,
}

/// Something that was not done, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub status: StatusCode,
    pub message: String,
    /// How version 2 calls it.
    pub name: &'static str,
}

impl Problem {
    pub fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            name: match status {
                StatusCode::BAD_REQUEST => "BadRequest",
                StatusCode::UNAUTHORIZED => "Unauthorized",
                StatusCode::NOT_FOUND => "NotFound",
                StatusCode::UNPROCESSABLE_ENTITY => "UnprocessableEntity",
                StatusCode::TOO_MANY_REQUESTS => "TooManyRequests",
                StatusCode::SERVICE_UNAVAILABLE => "ServiceUnavailable",
                _ => "Error",
            },
        }
    }

    pub fn bad(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// What is turned away by its size, its speed or its host, before anybody looks into it.
    pub fn rejected(status: StatusCode) -> Self {
        let message = match status {
            StatusCode::MISDIRECTED_REQUEST => "This host is not served here",
            StatusCode::URI_TOO_LONG => "The address is too long",
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => "The headers are too long",
            StatusCode::PAYLOAD_TOO_LARGE => "The body is too large",
            StatusCode::REQUEST_TIMEOUT => "The body came too slowly",
            StatusCode::SERVICE_UNAVAILABLE => "Please try again",
            status if status.is_server_error() => "Something failed here",
            _ => "The request could not be read",
        };
        Self::new(status, message)
    }

    /// What version 1 calls it.
    fn kind(&self) -> &'static str {
        match self.status {
            StatusCode::BAD_REQUEST => "bad request",
            StatusCode::UNAUTHORIZED => "Unauthorized",
            StatusCode::NOT_FOUND => "not found",
            StatusCode::UNPROCESSABLE_ENTITY => "unprocessable entity",
            StatusCode::TOO_MANY_REQUESTS => "too many requests",
            StatusCode::SERVICE_UNAVAILABLE => "service unavailable",
            _ => "error",
        }
    }

    pub fn answer(self, version: Version) -> Response {
        let code = self.status.as_u16();
        let body = match version {
            Version::One => {
                let order = if self.status == StatusCode::BAD_REQUEST {
                    Order::TypeFirst
                } else {
                    Order::ErrorFirst
                };
                let status = status(order, (code, self.kind(), &self.message), true.into());
                Json::object([("status", status)])
            }
            Version::Two => Json::object([
                ("statusCode", code.into()),
                ("name", self.name.into()),
                ("message", self.message.into()),
            ]),
            // A problem without a type of its own has the title of its status (RFC 9457, section 4.2.1).
            Version::Own => Json::object([
                ("type", "about:blank".into()),
                (
                    "title",
                    self.status.canonical_reason().unwrap_or("Error").into(),
                ),
                ("status", code.into()),
                ("detail", self.message.into()),
            ]),
        };
        let mut response = body.answer(self.status);
        if version == Version::Own {
            let kind = HeaderValue::from_static("application/problem+json");
            response.headers_mut().insert(CONTENT_TYPE, kind);
        }
        response
    }
}

fn status(order: Order, (code, kind, message): (u16, &str, &str), error: Json) -> Json {
    let code = ("code", code.into());
    let kind = ("type", kind.into());
    let message = ("message", message.into());
    let error = ("error", error);
    match order {
        Order::TypeFirst => Json::object([kind, code, message, error]),
        Order::ErrorFirst => Json::object([error, code, kind, message]),
    }
}

/// `"status": …` of what went well.
pub fn success(order: Order) -> (&'static str, Json) {
    (
        "status",
        status(order, (200, "success", "Success"), false.into()),
    )
}

/// The same of a code that is waited for.
pub fn pending(kind: FactorKind) -> (&'static str, Json) {
    let message = match kind {
        FactorKind::Phone => "SMS token sent to your mobile device. Authentication pending.",
        FactorKind::Passkey | FactorKind::Totp | FactorKind::HardwareToken => {
            "Authentication pending."
        }
    };
    (
        "status",
        status(Order::TypeFirst, (200, "success", message), false.into()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn body(response: Response) -> (StatusCode, String) {
        let status = response.status();
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX)
            .await
            .unwrap();
        (status, String::from_utf8(bytes.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn failures_have_the_bytes_of_the_pages() {
        let missing = Problem::bad("Factor could not be found");
        assert_eq!(
            body(missing.clone().answer(Version::One)).await,
            (
                StatusCode::BAD_REQUEST,
                r#"{"status":{"type":"bad request","code":400,"message":"Factor could not be found","error":true}}"#
                    .to_owned()
            )
        );
        let refused = Problem::new(StatusCode::UNAUTHORIZED, "Insufficient Permission");
        assert_eq!(
            body(refused.clone().answer(Version::One)).await,
            (
                StatusCode::UNAUTHORIZED,
                r#"{"status":{"error":true,"code":401,"type":"Unauthorized","message":"Insufficient Permission"}}"#
                    .to_owned()
            )
        );
        assert_eq!(
            body(refused.answer(Version::Two)).await.1,
            r#"{"statusCode":401,"name":"Unauthorized","message":"Insufficient Permission"}"#
        );
    }
}
