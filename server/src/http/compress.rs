//! Compresses pages, but never one into which somebody else could have put words: see docs/decisions on BREACH.

use std::cell::RefCell;

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
use flate2::{Compress, Compression, Crc, FlushCompress, Status};

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

thread_local! {
    /// Kept, because making one (300 KB) costs twice as much as compressing a page with it. Level 3: 10 KB in 80
    /// microseconds; the levels above it take longer and save one per cent.
    static DEFLATE: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(3), false));
}

/// RFC 1952: a head without time or name, the deflated bytes, their checksum and their length.
fn gzip(plain: &[u8]) -> Option<Vec<u8>> {
    let mut small = Vec::with_capacity(plain.len() / 2 + 64);
    small.extend_from_slice(&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
    let done = DEFLATE.with_borrow_mut(|deflate| {
        deflate.reset();
        // It stops when there is no room, and what does not shrink is not worth it.
        deflate.compress_vec(plain, &mut small, FlushCompress::Finish)
    });
    if !matches!(done, Ok(Status::StreamEnd)) {
        return None;
    }
    let mut checksum = Crc::new();
    checksum.update(plain);
    small.extend_from_slice(&checksum.sum().to_le_bytes());
    small.extend_from_slice(&checksum.amount().to_le_bytes());
    Some(small)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use axum::{
        Router, http::header::ACCEPT_ENCODING, middleware::from_fn, response::Html, routing::get,
    };
    use tower::ServiceExt as _;

    use super::*;
    use crate::world::World;

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

    #[test]
    fn what_is_compressed_comes_back() {
        for plain in [
            "word ".repeat(10),
            "<p>grün</p>".repeat(3_000),
            "x".repeat(100_000),
        ] {
            let mut back = String::new();
            let small = gzip(plain.as_bytes()).unwrap();
            flate2::read::GzDecoder::new(small.as_slice())
                .read_to_string(&mut back)
                .unwrap();
            assert_eq!(back, plain);
            assert!(small.len() < plain.len());
        }
        assert_eq!(gzip(&World::real().bytes::<4_096>()), None);
    }

    #[tokio::test]
    async fn what_somebody_else_may_have_written_into_is_not() {
        assert_eq!(encoding("/account?q=guess", "gzip").await, None);
        assert_eq!(encoding("/guess", "gzip").await, None);
        assert_eq!(encoding("/text", "gzip").await, None);
    }
}
