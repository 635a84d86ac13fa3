//! The whole router, asked as a stranger would ask it: what is turned away before any page or form.

use axum::{
    body::Body,
    http::{HeaderMap, Request, StatusCode, header::SET_COOKIE},
};
use tower::ServiceExt as _;

use super::{AppState, form_key, holder::Holder, router};
use identity::secret::Secret;

mod house;

use house::House;

const ANONYMOUS: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const OURS: (&str, &str) = ("sec-fetch-site", "same-origin");
const COOKIE: (&str, &str) = (
    "cookie",
    "__Host-anon=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
);

struct Answered {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

async fn ask(state: &AppState, request: Request<Body>) -> Answered {
    let response = router(state.clone()).oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    Answered {
        status: parts.status,
        headers: parts.headers,
        body: String::from_utf8_lossy(&body).into_owned(),
    }
}

fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Request<Body> {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", "localhost:3000");
    let request = headers.iter().fold(request, |request, (name, value)| {
        request.header(*name, *value)
    });
    request.body(Body::from(body.to_owned())).unwrap()
}

async fn get(state: &AppState, path: &str) -> Answered {
    ask(state, request("GET", path, &[("accept", "text/html")], "")).await
}

fn token(state: &AppState, action: &str) -> String {
    let holder = Holder {
        anonymous: Some(Secret::new(ANONYMOUS)),
        ..Holder::default()
    };
    form_key::token(state.desk.keys.csrf(), holder.binding().unwrap(), action)
}

#[tokio::test]
async fn every_answer_is_named_and_secured() {
    let house = House::new().await;
    for path in [
        "/sign-in",
        "/livez",
        "/readyz",
        "/pkg/missing.css",
        "/no-such-page",
        "/robots.txt",
        "/do/sign-in",
    ] {
        let answered = get(&house.state, path).await;
        assert_eq!(answered.headers["x-request-id"].len(), 20, "{path}");
        for name in [
            "strict-transport-security",
            "content-security-policy",
            "x-content-type-options",
            "referrer-policy",
        ] {
            assert!(answered.headers.contains_key(name), "{path} {name}");
        }
        assert_eq!(answered.headers["cache-control"], "no-store", "{path}");
        assert!(!answered.headers.contains_key("server"), "{path}");
    }
}

#[tokio::test]
async fn the_icon_is_kept_for_a_day() {
    let house = House::new().await;
    for path in ["/favicon.ico", "/favicon.svg"] {
        let answered = get(&house.state, path).await;
        assert_eq!(answered.headers["content-type"], "image/svg+xml", "{path}");
        assert_eq!(
            answered.headers["cache-control"], "public, max-age=86400",
            "{path}"
        );
        assert!(!answered.headers.contains_key("vary"), "{path}");
    }
}

#[tokio::test]
async fn health_answers_under_any_name_and_says_nothing() {
    let house = House::new().await;
    let asked = async |path: &str| {
        let request = Request::builder()
            .uri(path)
            .header("host", "10.0.0.7")
            .body(Body::empty())
            .unwrap();
        let answered = ask(&house.state, request).await;
        assert_eq!(answered.body, "");
        answered.status.as_u16()
    };
    assert_eq!((asked("/livez").await, asked("/readyz").await), (200, 200));
    house.state.drain();
    assert_eq!((asked("/livez").await, asked("/readyz").await), (200, 503));
    let gone = House::new().await;
    gone.state.desk.db.close().await;
    assert_eq!(
        get(&gone.state, "/readyz").await.status,
        StatusCode::SERVICE_UNAVAILABLE
    );
}

#[tokio::test]
async fn another_host_is_misdirected() {
    let house = House::new().await;
    for host in ["evil", "localhost:3001", "127.0.0.1:3000"] {
        let request = Request::builder()
            .uri("/sign-in")
            .header("host", host)
            .header("x-forwarded-host", "localhost:3000");
        assert_eq!(
            ask(&house.state, request.body(Body::empty()).unwrap())
                .await
                .status,
            StatusCode::MISDIRECTED_REQUEST,
            "{host}"
        );
    }
}

#[tokio::test]
async fn a_page_gives_a_stranger_one_cookie_to_bind_forms_to() {
    let house = House::new().await;
    let set = |answered: &Answered| {
        answered
            .headers
            .get_all(SET_COOKIE)
            .iter()
            .filter(|line| line.as_bytes().starts_with(b"__Host-anon="))
            .count()
    };
    assert_eq!(set(&get(&house.state, "/no-such-page").await), 1);
    assert_eq!(
        set(&ask(&house.state, request("GET", "/no-such-page", &[COOKIE], "")).await),
        0
    );
    assert_eq!(set(&get(&house.state, "/livez").await), 0);
    assert_eq!(set(&get(&house.state, "/pkg/x.css").await), 0);
}

#[tokio::test]
async fn what_is_doubled_or_too_long_is_refused() {
    let house = House::new().await;
    let refused = [
        (
            StatusCode::BAD_REQUEST,
            request("GET", "/sign-in", &[COOKIE, COOKIE], ""),
        ),
        (
            StatusCode::BAD_REQUEST,
            request("GET", "/sign-in?then=a&then=b", &[], ""),
        ),
        (
            StatusCode::URI_TOO_LONG,
            request("GET", &format!("/{}", "a".repeat(5_000)), &[], ""),
        ),
        (
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            request("GET", "/sign-in", &[("x-long", &"a".repeat(17_000))], ""),
        ),
    ];
    for (status, request) in refused {
        let path = request.uri().path().chars().take(20).collect::<String>();
        assert_eq!(ask(&house.state, request).await.status, status, "{path}");
    }
}

#[tokio::test]
async fn only_declared_methods_are_served() {
    let house = House::new().await;
    for (method, path) in [
        ("POST", "/sign-in"),
        ("PUT", "/do/sign-in"),
        ("DELETE", "/no-such-page"),
        ("GET", "/do/sign-in"),
        ("OPTIONS", "/sign-in"),
        ("TRACE", "/no-such-page"),
        ("POST", "/livez"),
        ("GET", "/csp-report"),
    ] {
        let answered = ask(
            &house.state,
            request(method, path, &[OURS, FORM, COOKIE], ""),
        )
        .await;
        assert_eq!(
            answered.status,
            StatusCode::METHOD_NOT_ALLOWED,
            "{method} {path}"
        );
        assert!(answered.headers.contains_key("allow"), "{method} {path}");
    }
}

#[tokio::test]
async fn a_post_passes_only_from_a_page_of_ours() {
    let house = House::new().await;
    let state = &house.state;
    let right = format!("csrf={}", token(state, "/do/sign-in"));
    let other = format!("csrf={}", token(state, "/do/sign-out"));
    let twice = format!("{right}&{right}");
    let cases: [(u16, &[(&str, &str)], &str); 10] = [
        (403, &[FORM, COOKIE], &right),
        (
            403,
            &[("sec-fetch-site", "cross-site"), FORM, COOKIE],
            &right,
        ),
        (403, &[("origin", "https://evil"), FORM, COOKIE], &right),
        (403, &[OURS, FORM], &right),
        (403, &[OURS, FORM, COOKIE], "email=a"),
        (403, &[OURS, FORM, COOKIE], &other),
        (415, &[OURS, COOKIE], &right),
        (
            415,
            &[OURS, ("content-type", "application/json"), COOKIE],
            "{}",
        ),
        (400, &[OURS, FORM, COOKIE], &twice),
        (
            413,
            &[OURS, FORM, COOKIE, ("content-length", "4294967296")],
            &right,
        ),
    ];
    for (status, headers, body) in cases {
        let answered = ask(state, request("POST", "/do/sign-in", headers, body)).await;
        assert_eq!(answered.status.as_u16(), status, "{headers:?} {body}");
        assert!(
            !answered.headers.contains_key("location")
                && !answered.headers.contains_key(SET_COOKIE)
        );
    }
    for from in [OURS, ("origin", "http://localhost:3000")] {
        let answered = ask(
            state,
            request("POST", "/do/sign-in", &[from, FORM, COOKIE], &right),
        )
        .await;
        assert_ne!(
            answered.status,
            StatusCode::FORBIDDEN,
            "{} {}",
            answered.status,
            answered.body
        );
    }
}

#[tokio::test]
async fn an_old_page_says_so_and_leads_back() {
    let house = House::new().await;
    let navigating = [
        OURS,
        FORM,
        COOKIE,
        ("accept", "text/html"),
        ("referer", "http://localhost:3000/o/acme/sign-in"),
    ];
    let answered = ask(
        &house.state,
        request("POST", "/do/sign-in", &navigating, "csrf=old"),
    )
    .await;
    assert_eq!(answered.status, StatusCode::FORBIDDEN);
    assert!(
        answered.body.contains("href=\"/o/acme/sign-in\""),
        "{}",
        answered.body
    );
}

#[tokio::test]
async fn a_form_that_there_is_not_is_not_found() {
    let house = House::new().await;
    let body = format!("csrf={}", token(&house.state, "/do/<script>"));
    let answered = ask(
        &house.state,
        request("POST", "/do/%3Cscript%3E", &[OURS, FORM, COOKIE], &body),
    )
    .await;
    assert!(
        [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&answered.status),
        "{}",
        answered.status
    );
    assert!(!answered.body.contains("<script>"));
}

#[tokio::test]
async fn reports_are_taken_and_kept_small() {
    let house = House::new().await;
    let report = r#"[{"body":{"effectiveDirective":"script-src","blockedURL":"inline"}}]"#;
    let send = async |body: &str| {
        ask(&house.state, request("POST", "/csp-report", &[], body))
            .await
            .status
            .as_u16()
    };
    assert_eq!(send(report).await, 204);
    assert_eq!(send("no json").await, 400);
    assert_eq!(send(&"x".repeat(9_000)).await, 413);
}
