//! Posts that no page of ours sent: from other sites, with no or another's token, as another kind of body. Cases X-01 to
//! X-06, X-10 and R-08.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};

use super::{
    browser::{Browser, encode},
    engines::on_both_engines,
    house::{House, PASSWORD},
    people::{self, Person},
};

const ANNA: &str = "anna@example.com";
const FORM: &str = "application/x-www-form-urlencoded";

/// Posts with exactly these headers.
async fn post(
    browser: &mut Browser,
    action: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> StatusCode {
    let request = headers.iter().fold(
        Request::post(action).header(header::ACCEPT, "text/html"),
        |request, (name, value)| request.header(*name, *value),
    );
    browser
        .send(request, Body::from(body.to_owned()), action)
        .await;
    assert_eq!(
        browser.page.leads_to(),
        "",
        "{action} leads on: {headers:?}"
    );
    browser.page.status
}

/// Anna, signed in and proved, and the body of a form that would rename her phone.
async fn anna(house: &House) -> (Person, String) {
    let mut admin = people::set_up(house).await;
    let anna = admin.invite(house, "Anna Weber", ANNA).await;
    let factor = house.factors(ANNA).await[0].0.to_string();
    let key = anna.browser.form_key(house, "/do/rename-factor");
    let body = encode([
        ("factor", factor.as_str()),
        ("name", "Taken over"),
        ("csrf", &key),
    ]);
    (anna, body)
}

async fn name(house: &House) -> String {
    house.factors(ANNA).await[0].2.clone()
}

on_both_engines! {
    /// X-01: another site cannot sign anybody in, whether it knows a token or not.
    async fn nobody_is_signed_in_by_another_site(house: House) {
        let mut admin = people::set_up(&house).await;
        admin.invite(&house, "Anna Weber", ANNA).await;
        let mut victim = house.browser();
        let plain = encode([("organisation", "acme"), ("email", ANNA), ("password", PASSWORD)]);
        assert_eq!(post(&mut victim, "/do/sign-in", &[("content-type", FORM), ("sec-fetch-site", "cross-site")], &plain).await, 403);
        victim.open("/o/acme/sign-in").await;
        let with_token = victim.form("/do/sign-in", &[("email", ANNA), ("password", PASSWORD)]);
        for site in ["cross-site", "same-site", "none", ""] {
            let headers = [("content-type", FORM), ("sec-fetch-site", site), ("origin", "http://localhost:3000")];
            assert_eq!(post(&mut victim, "/do/sign-in", &headers, &with_token).await, 403, "{site}");
        }
        assert!(!victim.cookies.contains_key("__Host-pre"));
        let count: i64 = house.one("SELECT COUNT(*) FROM throttles", server::store::args![]).await;
        assert_eq!(count, 0, "a password was looked at");
    }
}

on_both_engines! {
    /// X-02 and R-08: no token, another session's, another form's, another site's: nothing changes.
    async fn only_the_own_token_counts(house: House) {
        let (mut anna, good) = anna(&house).await;
        let stranger = { let mut other = house.browser(); other.open("/o/acme/sign-in").await; other };
        let base = good.rsplit_once('&').unwrap().0.to_owned();
        let with = |key: &str| format!("{base}&csrf={key}");
        let ours = [("content-type", FORM), ("origin", "http://localhost:3000")];
        for (what, body) in [
            ("none", base.clone()),
            ("an empty one", with("")),
            ("another session's", with(&stranger.form_key(&house, "/do/rename-factor"))),
            ("another form's", with(&anna.browser.form_key(&house, "/do/sign-out"))),
            ("a made-up one", with(&"A".repeat(43))),
        ] {
            assert_eq!(post(&mut anna.browser, "/do/rename-factor", &ours, &body).await, 403, "{what}");
        }
        let factor = house.factors(ANNA).await[0].0.to_string();
        let key = anna.browser.form_key(&house, "/do/remove-factor");
        let removal = encode([("factor", factor.as_str()), ("insist", "yes"), ("csrf", &key)]);
        for site in ["cross-site", "same-site", "none"] {
            let headers = [("content-type", FORM), ("sec-fetch-site", site)];
            assert_eq!(post(&mut anna.browser, "/do/rename-factor", &headers, &good).await, 403, "{site}");
            assert_eq!(post(&mut anna.browser, "/do/remove-factor", &headers, &removal).await, 403, "{site}");
        }
        assert_eq!((name(&house).await.as_str(), house.count("mfa.factor_self_removed", ANNA).await), ("Pixel 9", 0));
        anna.browser.post("/do/rename-factor", &good).await;
        assert_eq!(name(&house).await, "Taken over", "the same body does pass from our own page");
    }
}

on_both_engines! {
    /// X-04: only forms are read: no other kind, and no kind at all.
    async fn other_kinds_of_body_are_refused(house: House) {
        let (mut anna, good) = anna(&house).await;
        let ours = ("sec-fetch-site", "same-origin");
        for kind in ["text/plain", "multipart/form-data; boundary=x", "application/json", "application/x-www-form-urlencoded2", ""] {
            let status = post(&mut anna.browser, "/do/rename-factor", &[("content-type", kind), ours], &good).await;
            assert_eq!(status, 415, "{kind}");
        }
        assert_eq!(post(&mut anna.browser, "/do/rename-factor", &[ours], &good).await, 415);
        let json = r#"{"factor":1,"name":"Taken over"}"#;
        let status = post(&mut anna.browser, "/do/rename-factor", &[("content-type", FORM), ours], json).await;
        assert!([400, 403].contains(&status.as_u16()), "{status}");
        assert_eq!(name(&house).await, "Pixel 9");
    }
}

on_both_engines! {
    /// X-05 and X-06: a browser that says nothing of where it comes from, or something else, is refused.
    async fn other_origins_are_refused(house: House) {
        let (mut anna, good) = anna(&house).await;
        assert_eq!(post(&mut anna.browser, "/do/rename-factor", &[("content-type", FORM)], &good).await, 403);
        for origin in [
            "null", "", "https://localhost:3000", "http://localhost", "http://localhost:3001", "http://localhost.evil:3000",
            "http://evillocalhost:3000", "http://lоcalhost:3000", "http://xn--lcalhost-9fg:3000", "http://localhost:3000/",
            "http://localhost:3000 http://evil", "http://evil@localhost:3000",
        ] {
            let headers = [("content-type", FORM), ("origin", origin), ("referer", "http://localhost:3000/account")];
            assert_eq!(post(&mut anna.browser, "/do/rename-factor", &headers, &good).await, 403, "{origin}");
        }
        let twice = [("content-type", FORM), ("origin", "http://localhost:3000"), ("origin", "http://localhost:3000")];
        assert_eq!(post(&mut anna.browser, "/do/rename-factor", &twice, &good).await, 403);
        assert_eq!(name(&house).await, "Pixel 9");
    }
}

on_both_engines! {
    /// X-10: nothing is signed out, or done at all, by a GET, by another method, or by another site.
    async fn only_a_post_of_ours_does_anything(house: House) {
        let (mut anna, good) = anna(&house).await;
        for method in [Method::GET, Method::HEAD, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS] {
            for path in ["/do/sign-out".to_owned(), format!("/do/rename-factor?{good}")] {
                let request = Browser::method(method.clone(), &path)
                    .header("sec-fetch-site", "same-origin")
                    .header("x-http-method-override", "POST")
                    .header(header::CONTENT_TYPE, FORM);
                anna.browser.send(request, Body::from(good.clone()), &path).await;
                let status = anna.browser.page.status.as_u16();
                assert!([400, 404, 405].contains(&status), "{method} {path}: {status}");
            }
        }
        let key = anna.browser.form_key(&house, "/do/sign-out");
        let headers = [("content-type", FORM), ("sec-fetch-site", "cross-site")];
        assert_eq!(post(&mut anna.browser, "/do/sign-out", &headers, &format!("csrf={key}")).await, 403);
        assert_eq!(anna.browser.open("/account").await.path, "/account");
        assert_eq!(name(&house).await, "Pixel 9");
    }
}
