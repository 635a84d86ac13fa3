//! The API is a surface of its own: cookies are worth nothing here, bearers nothing on the pages, and every path answers as a program expects.

use std::collections::BTreeSet;

use axum::{body::Body, http::Request};
use identity::api::Scope;

use super::{
    engines::on_both_engines,
    house::House,
    people::set_up,
    program::{FAILURE, INCORRECT, MISSING, NO_ROUTE, NOBODY_OWN, NOBODY_TWO},
};

on_both_engines! {
    /// K-12.
    async fn cookies_are_worth_nothing_here_and_bearers_nothing_there(house: House) {
        let mut admin = set_up(&house).await;
        let cookie = format!("__Host-sid={}", admin.browser.cookies["__Host-sid"]);
        for path in ["/auth/rate_limit"] {
            let said = house.send(("GET", path), &[("cookie", &cookie), ("sec-fetch-site", "same-origin")], "").await;
            said.is(400, MISSING);
            // Not even as a bearer.
            house.call(&admin.browser.cookies["__Host-sid"], "GET", path).await.is(401, FAILURE);
        }
        let token = house.bearer(Scope::ManageAll).await;
        let mut browser = house.browser();
        let request = Request::get("/account").header("accept", "text/html").header("authorization", format!("Bearer {token}"));
        browser.send(request, Body::empty(), "/account").await;
        assert_eq!(browser.page.status, 303);
        // A post with a session and a bearer is refused.
        admin.browser.open("/account").await;
        let body = admin.browser.form("/do/sign-out", &[]);
        let request = Request::post("/do/sign-out")
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        admin.browser.send(request, Body::from(body), "/do/sign-out").await;
        assert_eq!(admin.browser.page.status, 403);
    }
}

on_both_engines! {
    async fn what_is_no_call_is_no_route(house: House) {
        set_up(&house).await;
        let token = house.bearer(Scope::ManageAll).await;
        for (method, path) in [
            ("GET", "/api"),
            ("GET", "/api/"),
            ("GET", "/api/1"),
            ("GET", "/api/1/"),
            ("GET", "/api/3/users"),
            ("GET", "/api/1/users/1/nothing"),
            ("GET", "/api/1/users/1/otp_devices/1/2"),
            ("GET", "/auth"),
            ("GET", "/auth/oauth2"),
            ("GET", "/auth/oauth2/v2/token"),
            ("DELETE", "/auth/rate_limit"),
            ("PATCH", "/api/1/users"),
            ("GET", "/api/1/%ff"),
        ] {
            let said = house.call(&token, method, path).await;
            assert_eq!((said.status.as_u16(), said.body.as_str()), (404, NO_ROUTE), "{method} {path}");
        }
        let two = r#"{"statusCode":404,"name":"NotFound","message":"No Route Exists"}"#;
        house.call(&token, "POST", "/api/2/nothing").await.is(404, two);
        let own = r#"{"type":"about:blank","title":"Not Found","status":404,"detail":"No Route Exists"}"#;
        let said = house.call(&token, "POST", "/api/latchkey/1/nothing").await;
        assert_eq!(said.is(404, own).header("content-type"), "application/problem+json");
    }
}

/// Every call with a token that is served, and which scopes it takes. One that is not here fails the test.
const CALLS: [(&str, &str, &str); 38] = [
    (
        "GET",
        "/auth/rate_limit",
        "authentication_only read_users manage_users read_all manage_all",
    ),
    ("GET", "/api/1/users", READERS),
    ("GET", "/api/1/users/{user}", READERS),
    ("PUT", "/api/1/users/{user}/logout", MANAGERS),
    ("GET", "/api/1/users/{user}/auth_factors", READERS),
    ("GET", "/api/1/users/{user}/auth_factor", READERS),
    ("GET", "/api/1/users/{user}/otp_devices", READERS),
    (
        "DELETE",
        "/api/1/users/{user}/otp_devices/{device}",
        MANAGERS,
    ),
    ("POST", "/api/1/users/{user}/otp_devices", MANAGERS),
    ("POST", "/api/1/users/{user}/mfa_token", MANAGERS),
    ("POST", "/api/2/mfa/users/{user}/mfa_token", MANAGERS),
    (
        "POST",
        "/api/1/users/{user}/otp_devices/{device}/trigger",
        MANAGERS,
    ),
    (
        "POST",
        "/api/1/users/{user}/otp_devices/{device}/verify",
        MANAGERS,
    ),
    ("POST", "/api/2/mfa/users/{user}/registrations", MANAGERS),
    (
        "GET",
        "/api/2/mfa/users/{user}/registrations/{registration}",
        READERS,
    ),
    (
        "PUT",
        "/api/2/mfa/users/{user}/registrations/{registration}",
        MANAGERS,
    ),
    ("POST", "/api/2/mfa/users/{user}/verifications", MANAGERS),
    (
        "GET",
        "/api/2/mfa/users/{user}/verifications/{verification}",
        READERS,
    ),
    (
        "PUT",
        "/api/2/mfa/users/{user}/verifications/{verification}",
        MANAGERS,
    ),
    ("GET", "/api/2/users", READERS),
    ("GET", "/api/2/users/{user}", READERS),
    ("GET", "/api/2/mfa/users/{user}/factors", READERS),
    ("GET", "/api/2/mfa/users/{user}/devices", READERS),
    (
        "DELETE",
        "/api/2/mfa/users/{user}/devices/{device}",
        MANAGERS,
    ),
    ("POST", "/api/latchkey/1/users", MANAGERS),
    ("GET", "/api/latchkey/1/users/{user}", READERS),
    ("PATCH", "/api/latchkey/1/users/{user}", MANAGERS),
    ("POST", "/api/latchkey/1/users/{user}/disable", MANAGERS),
    ("POST", "/api/latchkey/1/users/{user}/enable", MANAGERS),
    ("GET", "/api/latchkey/1/users/{user}/groups", READERS),
    ("PUT", "/api/latchkey/1/users/{user}/groups", MANAGERS),
    ("POST", "/api/latchkey/1/users/{user}/reset", MANAGERS),
    (
        "GET",
        "/api/latchkey/1/requests",
        "manage_users read_all manage_all",
    ),
    (
        "GET",
        "/api/latchkey/1/requests/{request}",
        "manage_users read_all manage_all",
    ),
    (
        "POST",
        "/api/latchkey/1/requests/{request}/decline",
        MANAGERS,
    ),
    ("GET", "/api/latchkey/1/groups", READERS),
    ("GET", "/api/latchkey/1/policies", "read_all manage_all"),
    ("GET", "/api/latchkey/1/audit", "read_all manage_all"),
];
const READERS: &str = "read_users manage_users read_all manage_all";
const MANAGERS: &str = "manage_users manage_all";
/// What needs no token yet; tests/api/tokens.rs has them.
const BEFORE: [(&str, &str); 3] = [
    ("POST", "/auth/oauth2/v2/token"),
    ("POST", "/auth/oauth2/token"),
    ("POST", "/auth/oauth2/revoke"),
];

#[test]
fn every_call_is_walked() {
    let served: BTreeSet<_> = server::http::api::calls().into_iter().collect();
    let walked: BTreeSet<_> = CALLS
        .iter()
        .map(|(method, path, _)| (*method, *path))
        .chain(BEFORE)
        .map(|(method, path)| (method.to_owned(), path))
        .collect();
    assert_eq!(served, walked);
}

/// What nobody gets, by the version of the path.
fn failure(path: &str) -> &'static str {
    if path.starts_with("/api/latchkey/") {
        NOBODY_OWN
    } else if path.starts_with("/api/2/") {
        NOBODY_TWO
    } else {
        FAILURE
    }
}

on_both_engines! {
    /// K-02, K-03 and 10.3.2: the scopes exactly; and for every call every bad header, cookies, other methods.
    async fn every_call_asks_who_and_what_for(house: House) {
        let mut admin = set_up(&house).await;
        admin.invite(&house, "Anna", "anna@example.com").await;
        let (user, factor) = (house.user("anna@example.com").await, house.factors("anna@example.com").await[0].0);
        let cookie = format!("__Host-sid={}", admin.browser.cookies["__Host-sid"]);
        let mut tokens = Vec::new();
        for scope in Scope::ALL {
            tokens.push((scope, house.bearer(*scope).await));
        }
        for (method, path, scopes) in CALLS {
            // A device that is not there: the walk should change nothing.
            let filled = path.replace("{user}", &user.to_string()).replace("{device}", "999999")
                .replace("{registration}", "00000000-0000-4000-8000-000000000000")
                .replace("{verification}", "x").replace("{request}", "999999");
            for (scope, token) in &tokens {
                let said = house.call(token, method, &filled).await;
                let may = scopes.split(' ').any(|one| one == scope.code());
                let refused = [401, 403].contains(&said.status.as_u16()) && said.body.contains("Insufficient Permission");
                assert_eq!(may, !refused, "{method} {path} with {scope}: {said:?}");
                let names = ["{device}", "{registration}", "{verification}", "{request}"].iter().any(|name| path.contains(name));
                let found = if names || ["POST", "PATCH"].contains(&method) || path.ends_with("{user}/groups") { [200, 201, 400, 404].contains(&said.status.as_u16()) } else { said.status == 200 };
                assert_eq!(may, found, "{method} {path} with {scope}: {said:?}");
                assert_eq!(said.header("x-ratelimit-limit"), "5000", "{method} {path}");
            }
            for (header, status, body) in BAD_BEARERS {
                let (status, body) = if path.starts_with("/api/1/") || path.starts_with("/auth/") { (status, body) } else { (401, failure(path)) };
                house.send((method, &filled), &[("authorization", header), ("cookie", &cookie)], "").await.is(status, body);
            }
            let twice = format!("bearer {}", tokens[4].1);
            let said = house.send((method, &filled), &[("authorization", &twice), ("authorization", &twice)], "").await;
            let known = path.starts_with("/api/1/") || path.starts_with("/auth/");
            assert_eq!(said.status, if known { 400 } else { 401 }, "{method} {path}");
            let session = &admin.browser.cookies["__Host-sid"];
            house.call(session, method, &filled).await.is(401, failure(path));
            let said = house.call(&tokens[4].1, "TRACE", &filled).await;
            assert_eq!((said.status.as_u16(), said.json().is_object()), (404, true), "{path}");
        }
        assert_eq!(house.active_factors("anna@example.com").await, 1);
        assert!(factor.0 > 0);
    }
}

/// Headers that name nobody, and the token of nobody.
pub const BAD_BEARERS: [(&str, u16, &str); 10] = [
    ("", 400, MISSING),
    ("bearer", 400, INCORRECT),
    ("bearer:", 400, INCORRECT),
    ("Bearer a b", 400, INCORRECT),
    ("Basic eDp5", 400, INCORRECT),
    ("client_id:x, client_secret:y", 400, INCORRECT),
    ("\u{fc}", 400, INCORRECT),
    ("bearer x", 401, FAILURE),
    (
        "bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        401,
        FAILURE,
    ),
    ("bearer ' OR 1=1--", 400, INCORRECT),
];

on_both_engines! {
    async fn a_header_that_names_nobody_is_refused(house: House) {
        set_up(&house).await;
        for (header, status, body) in BAD_BEARERS {
            house.send(("GET", "/auth/rate_limit"), &[("authorization", header)], "").await.is(status, body);
        }
    }
}

on_both_engines! {
    /// What is turned away at the outer doors is told in the words of the API as well.
    async fn refusals_of_the_outer_doors_are_json(house: House) {
        let long = "x".repeat(17_000);
        let host: &[(&str, &str)] = &[("host", "evil.example")];
        for (path, name) in [("/api/1/users", "one"), ("/auth/rate_limit", "one"), ("/api/2/users", "two"), ("/api/2", "two")] {
            let told = |code: u16, message: &str| match name {
                "one" => format!("{{\"status\":{{\"error\":true,\"code\":{code},\"type\":\"error\",\"message\":\"{message}\"}}}}"),
                _ => format!("{{\"statusCode\":{code},\"name\":\"Error\",\"message\":\"{message}\"}}"),
            };
            house.send(("GET", path), host, "").await.is(421, &told(421, "This host is not served here"));
            house.send(("GET", path), &[("x-long", &long), ("accept", "text/html")], "").await.is(431, &told(431, "The headers are too long"));
            let address = format!("{path}?email={}", "y".repeat(5_000));
            house.send(("GET", &address), &[], "").await.is(414, &told(414, "The address is too long"));
        }
        // A page is still a page.
        let page = house.send(("GET", "/apiary"), &[("x-long", &long), ("accept", "text/html")], "").await;
        assert!(page.status == 431 && page.body.starts_with("<!DOCTYPE html>"), "{page:?}");
    }
}
