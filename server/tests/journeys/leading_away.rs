//! No answer leads away from us or says that we are somebody else. Cases and S-14.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use tower::ServiceExt as _;

use super::{
    anna,
    engines::on_both_engines,
    house::{House, PASSWORD},
};

const ANNA: &str = "anna@example.com";

/// Paths that look like ours, or do not even try.
const EVIL: [&str; 20] = [
    "//evil",
    "///evil",
    "/\\evil",
    "\\\\evil",
    "https:evil",
    "https://evil/",
    "http:/\\evil",
    "/%2f/evil",
    "/%2F%2Fevil",
    "/%5cevil",
    "javascript:alert(1)",
    "data:text/html,x",
    "/a\r\nLocation: //evil",
    "/a\tb",
    " /account",
    "/a//evil",
    "/do/sign-out",
    "/ümlaut",
    "/%0d%0aX: y",
    "@evil",
];

on_both_engines! {
    /// wherever a link says that one wanted to go: to a path of ours, or to the account.
    async fn a_sign_in_leads_nowhere_else(house: House) {
        let (_, anna) = anna::enrolled(&house).await;
        let factor = house.factors(ANNA).await[0].0.to_string();
        let long = format!("/{}", "a".repeat(10_000));
        for then in EVIL.into_iter().chain([long.as_str()]) {
            let mut browser = house.browser();
            browser.open("/o/acme/sign-in").await;
            browser.push(&house, "/do/sign-in", &[("organisation", "acme"), ("email", ANNA), ("password", PASSWORD), ("then", then)]).await;
            assert_eq!(browser.page.leads_to(), "/sign-in/verify", "{then:?}");
            let code = house.fresh_code(&anna.phone);
            browser.push(&house, "/do/verify-totp", &[("factor", &factor), ("code", &code)]).await;
            assert_eq!(browser.page.leads_to(), "/account", "{then:?}");
            for (action, field) in [("/do/language", ("language", "de")), ("/do/choose-organisation", ("slug", "acme"))] {
                browser.push(&house, action, &[field, ("then", then)]).await;
                let to = browser.page.leads_to();
                assert!(to.starts_with('/') && !to.contains("evil") && !to.starts_with("/do/"), "{action} {then:?}: {to}");
            }
        }
        let mut browser = house.browser();
        browser.open("/account/admins?x=1").await;
        browser.submit("/do/sign-in", &[("email", ANNA), ("password", PASSWORD)]).await;
        let code = house.fresh_code(&anna.phone);
        browser.submit("/do/verify-totp", &[("code", &code)]).await;
        assert_eq!(browser.page.path, "/account/admins?x=1", "a path of ours is kept");
    }
}

on_both_engines! {
    /// the address of another site in `Referer` comes back in no answer, and no error stands in an address.
    async fn a_foreign_referer_is_not_followed(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        for action in app::wire::ENDPOINTS.iter().map(|(action, _)| *action) {
            let key = anna.browser.form_key(&house, action);
            for accept in ["text/html", "application/json", "*/*"] {
                for body in [format!("csrf={key}"), format!("csrf={key}&factor=x&user=x&policy=x&set=x")] {
                    let request = Request::post(action)
                        .header(header::ACCEPT, accept)
                        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                        .header(header::REFERER, "https://evil.example/page?a=1")
                        .header("sec-fetch-site", "same-origin");
                    let mut browser = anna.browser.clone();
                    browser.send(request, Body::from(body), action).await;
                    let (page, to) = (&browser.page, browser.page.leads_to());
                    assert!(page.status.as_u16() < 500, "{action}: {}", page.status);
                    assert!(to.is_empty() || to.starts_with('/') && !to.starts_with("//") && !to.contains("__err"), "{action}: {to}");
                    assert!(!page.html.contains("evil.example"), "{action}");
                }
            }
            if action == "/do/sign-out" {
                anna.browser = house.browser();
                anna.sign_in(&house).await;
            }
        }
    }
}

on_both_engines! {
    /// S-14: a request for another host is misdirected, and no letter and no answer ever names that host.
    async fn another_host_is_misdirected(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        for (host, uri) in [("evil.example", "/o/acme/sign-in"), ("localhost:3000.evil.example", "/"), ("evil.example", "http://evil.example/account"), ("localhost:3000", "http://evil.example/account"), ("evil.example", "/pkg/main.css"), ("evil.example", "/do/sign-in")] {
            let request = Request::get(uri).header(header::HOST, host).header(header::ACCEPT, "text/html").body(Body::empty()).unwrap();
            let answer = house.router.clone().oneshot(request).await.unwrap();
            assert_eq!(answer.status(), StatusCode::MISDIRECTED_REQUEST, "{host} {uri}");
            let body = axum::body::to_bytes(answer.into_body(), 1 << 20).await.unwrap();
            assert!(!String::from_utf8_lossy(&body).contains("evil"), "{host} {uri}");
        }
        admin.browser.open("/admin/users/invite").await;
        let body = admin.browser.form("/do/invite", &[("name", "Boris New"), ("email", "boris@example.com")]);
        let request = Request::post("/do/invite")
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header("x-forwarded-host", "evil.example")
            .header("forwarded", "host=evil.example")
            .header("x-original-host", "evil.example");
        admin.browser.send(request, Body::from(body), "/do/invite").await;
        let letter = house.newest_letter_to("boris@example.com").await;
        assert!(letter.contains("http://localhost:3000/welcome?link=") && !letter.contains("evil"), "{letter}");
    }
}
