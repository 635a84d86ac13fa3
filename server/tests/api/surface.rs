//! The API is a surface of its own: cookies are worth nothing here, bearers nothing on the pages, and every path answers as a program expects.

use axum::{body::Body, http::Request};
use identity::api::Scope;

use super::{
    engines::on_both_engines,
    house::House,
    people::set_up,
    program::{FAILURE, INCORRECT, MISSING, NO_ROUTE},
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
