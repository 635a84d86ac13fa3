//! The security headers of every answer, as ASVS 3.4 and the OWASP cheat sheets on HTTP headers and CSP ask.

use axum::{
    extract::Request,
    http::{
        HeaderMap, HeaderName, HeaderValue,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, SERVER,
            SET_COOKIE, STRICT_TRANSPORT_SECURITY, VARY, X_CONTENT_TYPE_OPTIONS,
        },
    },
    middleware::Next,
    response::Response,
};

use super::{assets, cookies::Cookie};

const PAGE_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; font-src 'self'; \
     connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; \
     report-to csp",
);
/// For what is no page: should a browser show it after all, nothing in it comes alive.
const OTHER_POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");

const ALWAYS: [(HeaderName, HeaderValue); 7] = [
    (
        STRICT_TRANSPORT_SECURITY,
        HeaderValue::from_static("max-age=63072000; includeSubDomains; preload"),
    ),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (
        HeaderName::from_static("reporting-endpoints"),
        HeaderValue::from_static("csp=\"/csp-report\""),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "publickey-credentials-get=(self), publickey-credentials-create=(self), clipboard-write=(self), camera=(), \
             microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
        ),
    ),
    (
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex"),
    ),
];

/// Pages whose address carries a token: nothing that they load or lead to may learn it (case C-10).
const SECRET_ADDRESSES: [&str; 5] = [
    "/setup",
    "/welcome",
    "/reset-password",
    "/not-me",
    "/confirm-address",
];

pub async fn secure(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let kept = path.starts_with(assets::PREFIX)
        || path.starts_with(app::brand::PREFIX)
        || assets::ICONS.contains(&path);
    let quiet = SECRET_ADDRESSES.contains(&path);
    let mut response = next.run(request).await;
    let succeeded = response.status().is_success();
    let headers = response.headers_mut();
    headers.extend(ALWAYS);
    headers.insert(
        CONTENT_SECURITY_POLICY,
        if is_page(headers) {
            PAGE_POLICY
        } else {
            OTHER_POLICY
        },
    );
    headers.insert(
        REFERRER_POLICY,
        HeaderValue::from_static(if quiet { "no-referrer" } else { "same-origin" }),
    );
    if !(kept && succeeded) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.append(VARY, HeaderValue::from_static("Cookie"));
    }
    if ends_a_session(headers) {
        headers.insert(
            HeaderName::from_static("clear-site-data"),
            HeaderValue::from_static("\"cache\", \"storage\""),
        );
    }
    headers.remove(SERVER);
    response
}

pub fn is_page(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// Signed out, and not into anything else at the same time.
fn ends_a_session(headers: &HeaderMap) -> bool {
    let sets = |cookie: Cookie, text: &HeaderValue| {
        let text = text.to_str().unwrap_or_default();
        text.strip_prefix(cookie.name())
            .and_then(|rest| rest.strip_prefix('='))
            .map(|value| !value.starts_with(';'))
    };
    let changes = |cookie| {
        headers
            .get_all(SET_COOKIE)
            .iter()
            .find_map(move |line| sets(cookie, line))
    };
    changes(Cookie::Session) == Some(false) && changes(Cookie::SignIn) != Some(true)
}

#[cfg(test)]
mod tests {
    use axum::{
        Router,
        body::Body,
        http::StatusCode,
        middleware::from_fn,
        response::{Html, IntoResponse as _},
        routing::get,
    };
    use tower::ServiceExt as _;

    use super::*;

    async fn answer(path: &str) -> HeaderMap {
        let signed_out = || async {
            let mut response = StatusCode::SEE_OTHER.into_response();
            response
                .headers_mut()
                .insert(SET_COOKIE, Cookie::Session.end().parse().unwrap());
            response
        };
        let router = Router::new()
            .route("/account", get(|| async { Html("<p>") }))
            .route("/welcome", get(|| async { Html("<p>") }))
            .route(
                "/pkg/main.css",
                get(|| async {
                    (
                        [(CACHE_CONTROL, "public, max-age=31536000, immutable")],
                        "a{}",
                    )
                }),
            )
            .route(
                "/favicon.svg",
                get(|| async { ([(CACHE_CONTROL, "public, max-age=86400")], "") }),
            )
            .route("/livez", get(|| async { ([(SERVER, "latchkey")], "") }))
            .route("/out", get(signed_out))
            .layer(from_fn(secure));
        let request = Request::builder().uri(path).body(Body::empty()).unwrap();
        router.oneshot(request).await.unwrap().headers().clone()
    }

    #[tokio::test]
    async fn a_page_has_the_whole_set() {
        let headers = answer("/account").await;
        let expected = expect_test::expect![[r#"
            cache-control: no-store
            content-security-policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; report-to csp
            content-type: text/html; charset=utf-8
            cross-origin-opener-policy: same-origin
            cross-origin-resource-policy: same-origin
            permissions-policy: publickey-credentials-get=(self), publickey-credentials-create=(self), clipboard-write=(self), camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()
            referrer-policy: same-origin
            reporting-endpoints: csp="/csp-report"
            strict-transport-security: max-age=63072000; includeSubDomains; preload
            vary: Cookie
            x-content-type-options: nosniff
            x-robots-tag: noindex
        "#]];
        let mut lines: Vec<_> = headers
            .iter()
            .filter(|(name, _)| *name != "content-length")
            .map(|(name, value)| format!("{name}: {}\n", value.to_str().unwrap()))
            .collect();
        lines.sort();
        expected.assert_eq(&lines.concat());
    }

    #[tokio::test]
    async fn what_is_no_page_cannot_come_alive() {
        let headers = answer("/livez").await;
        assert_eq!(
            headers[CONTENT_SECURITY_POLICY],
            "default-src 'none'; sandbox"
        );
        assert!(!headers.contains_key(SERVER));
    }

    #[tokio::test]
    async fn only_built_files_are_kept_by_browsers() {
        assert_eq!(
            answer("/pkg/main.css").await[CACHE_CONTROL],
            "public, max-age=31536000, immutable"
        );
        assert_eq!(
            answer("/favicon.svg").await[CACHE_CONTROL],
            "public, max-age=86400"
        );
        assert_eq!(answer("/pkg/missing.css").await[CACHE_CONTROL], "no-store");
    }

    #[tokio::test]
    async fn addresses_with_a_token_are_not_told() {
        assert_eq!(answer("/welcome").await[REFERRER_POLICY], "no-referrer");
    }

    #[tokio::test]
    async fn a_sign_out_clears_the_site() {
        assert_eq!(
            answer("/out").await["clear-site-data"],
            "\"cache\", \"storage\""
        );
        assert!(!answer("/account").await.contains_key("clear-site-data"));
    }
}
