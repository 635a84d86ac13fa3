//! Compresses pages, but never one into which somebody else could have put words: see docs/decisions on BREACH.

use std::io::Write as _;

use axum::{
    body::Body,
    extract::Request,
    http::{
        HeaderValue, Method, StatusCode,
        header::{CONTENT_ENCODING, CONTENT_LENGTH, VARY},
    },
    middleware::Next,
    response::Response,
};
use flate2::{Compression, write::GzEncoder};

use super::{assets::accepts, headers::is_page};

/// Below this, headers weigh more than what is saved.
const LEAST: usize = 512;
const MOST: usize = 4 * 1024 * 1024;

/// A page that shows what stood in its address (a query, or a path that is none of ours) goes out as it is: guessing at
/// a secret beside it by the length of the answer then teaches nothing.
pub async fn pages(request: Request, next: Next) -> Response {
    let eligible = request.method() == Method::GET
        && request.uri().query().is_none()
        && accepts(request.headers(), "gzip");
    let response = next.run(request).await;
    if eligible && response.status() == StatusCode::OK && is_page(response.headers()) {
        compressed(response).await
    } else {
        response
    }
}

async fn compressed(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(plain) = axum::body::to_bytes(body, MOST).await else {
        tracing::error!("a page was cut off");
        parts.status = StatusCode::INTERNAL_SERVER_ERROR;
        return Response::from_parts(parts, Body::empty());
    };
    parts
        .headers
        .insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    match gzip(&plain).filter(|_| plain.len() >= LEAST) {
        Some(small) => {
            parts
                .headers
                .insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            parts.headers.remove(CONTENT_LENGTH);
            Response::from_parts(parts, Body::from(small))
        }
        None => Response::from_parts(parts, Body::from(plain)),
    }
}

/// Level 4: a page costs a tenth of a millisecond, and the higher ones save three per cent more.
fn gzip(plain: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 3), Compression::new(4));
    encoder.write_all(plain).ok()?;
    encoder.finish().ok()
}

#[cfg(test)]
mod tests {
    use axum::{
        Router, http::header::ACCEPT_ENCODING, middleware::from_fn, response::Html, routing::get,
    };
    use tower::ServiceExt as _;

    use super::*;

    async fn encoding(path: &str, accepted: &str) -> Option<String> {
        let page = || async { Html("<p>word</p>".repeat(200)) };
        let router = Router::new()
            .route("/account", get(page))
            .route("/text", get(|| async { "x".repeat(2_000) }))
            .fallback(move || async move { (StatusCode::NOT_FOUND, page().await) })
            .layer(from_fn(pages));
        let request = Request::builder()
            .uri(path)
            .header(ACCEPT_ENCODING, accepted)
            .body(Body::empty())
            .unwrap();
        let response = router.oneshot(request).await.unwrap();
        response
            .headers()
            .get(CONTENT_ENCODING)
            .map(|value| value.to_str().unwrap().to_owned())
    }

    #[tokio::test]
    async fn a_page_is_compressed_for_who_can_read_it() {
        assert_eq!(
            encoding("/account", "gzip, br").await.as_deref(),
            Some("gzip")
        );
        assert_eq!(encoding("/account", "identity").await, None);
    }

    #[tokio::test]
    async fn what_somebody_else_may_have_written_into_is_not() {
        assert_eq!(encoding("/account?q=guess", "gzip").await, None);
        assert_eq!(encoding("/guess", "gzip").await, None);
        assert_eq!(encoding("/text", "gzip").await, None);
    }
}
