//! What browsers load besides pages: the built site inside the binary, compressed when it was built.

use std::{borrow::Cow, collections::HashMap};

use axum::{
    body::{Body, Bytes},
    extract::{Path, Request},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY},
    },
    response::{IntoResponse as _, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};

/// Where the built files live; their names say their content.
pub const PREFIX: &str = "/pkg/";

#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Site;

/// The hashed path of each built file, by the name that the pages know. Empty when no site was built.
pub fn manifest() -> HashMap<String, String> {
    Site::get("manifest.json")
        .and_then(|file| serde_json::from_slice(&file.data).ok())
        .unwrap_or_default()
}

/// `GET /pkg/…`.
pub async fn package(Path(name): Path<String>, request: Request) -> Response {
    // A compressed sibling is a form of its file, not a file of its own.
    let Some(kind) = content_type(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match best_form(&format!("pkg/{name}"), request.headers()) {
        None => StatusCode::NOT_FOUND.into_response(),
        Some((file, encoding)) => {
            let bytes = match file.data {
                Cow::Borrowed(bytes) => Bytes::from_static(bytes),
                Cow::Owned(bytes) => bytes.into(),
            };
            let mut response = Response::new(Body::from(bytes));
            let headers = response.headers_mut();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
            headers.insert(
                CACHE_CONTROL,
                HeaderValue::from_static("public, max-age=31536000, immutable"),
            );
            headers.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
            if let Some(encoding) = encoding {
                headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
            }
            response
        }
    }
}

fn best_form(path: &str, headers: &HeaderMap) -> Option<(EmbeddedFile, Option<&'static str>)> {
    let forms = [("br", ".br"), ("gzip", ".gz")];
    let mut accepted = forms
        .into_iter()
        .filter(|(encoding, _)| accepts(headers, encoding));
    accepted
        .find_map(|(encoding, suffix)| {
            Site::get(&format!("{path}{suffix}")).map(|file| (file, Some(encoding)))
        })
        .or_else(|| Site::get(path).map(|file| (file, None)))
}

/// Whether `Accept-Encoding` names an encoding, and not with a weight of nothing (RFC 9110, section 12.5.3).
pub fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let lines = headers
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|one| {
        let mut parts = one.split(';').map(str::trim);
        let named = parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let refused = parts.any(|part| {
            part.strip_prefix("q=")
                .is_some_and(|weight| weight.parse() == Ok(0.0_f32))
        });
        named && !refused
    })
}

fn content_type(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "wasm" => Some("application/wasm"),
        "svg" => Some("image/svg+xml"),
        "png" => Some("image/png"),
        "woff2" => Some("font/woff2"),
        _ => None,
    }
}

/// Where the icon stands without a built name; browsers ask for the first on their own.
pub const ICONS: [&str; 2] = ["/favicon.ico", "/favicon.svg"];

/// A key on the accent colour: what a tab shows. Its name does not say its content, so it is asked for again after a day.
pub async fn icon() -> Response {
    let headers = [
        (CONTENT_TYPE, "image/svg+xml"),
        (CACHE_CONTROL, "public, max-age=86400"),
    ];
    (headers, include_str!("../../../app/static/icon.svg")).into_response()
}

/// `GET /robots.txt`: there is nothing here for a search engine.
pub async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepting(text: &'static str) -> HeaderMap {
        [(ACCEPT_ENCODING, HeaderValue::from_static(text))]
            .into_iter()
            .collect()
    }

    #[test]
    fn an_encoding_is_taken_only_when_it_is_wanted() {
        assert!(accepts(&accepting("gzip, deflate, br;q=0.9"), "br"));
        assert!(!accepts(&accepting("gzip, br;q=0"), "br"));
        assert!(!accepts(&accepting("brotli"), "br"));
        assert!(!accepts(&HeaderMap::new(), "gzip"));
    }

    #[tokio::test]
    async fn what_was_not_built_is_not_there() {
        for name in [
            "missing.css",
            "../Cargo.toml",
            "main.css.br",
            "",
            "manifest.json",
        ] {
            let response = package(Path(name.to_owned()), Request::default()).await;
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{name}");
        }
    }

    #[tokio::test]
    async fn every_built_file_is_served_in_every_form() {
        for path in manifest().values() {
            let name = path.strip_prefix(PREFIX).unwrap();
            for (accepted, encoding) in [
                ("br, gzip", Some("br")),
                ("gzip", Some("gzip")),
                ("identity", None),
            ] {
                let mut request = Request::default();
                *request.headers_mut() = accepting(accepted);
                let response = package(Path(name.to_owned()), request).await;
                assert_eq!(response.status(), StatusCode::OK, "{name}");
                assert_eq!(
                    response
                        .headers()
                        .get(CONTENT_ENCODING)
                        .map(|found| found.to_str().unwrap()),
                    encoding
                );
            }
        }
    }
}
