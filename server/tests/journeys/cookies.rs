//! What a browser holds: which cookies there are, what they look like, and that none stands in for another. Cases C-01,
//! C-04, C-08, C-13 and C-14.

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::{Request, header},
};

use super::{
    browser::Browser,
    engines::on_both_engines,
    house::{House, PASSWORD},
    people,
};

const ANNA: &str = "anna@example.com";

/// Every cookie that an answer sets is one of ours, with exactly the attributes that it must have (case C-08).
#[track_caller]
fn are_well_made(browser: &Browser, seen: &mut BTreeSet<String>) {
    for line in browser.page.headers.get_all(header::SET_COOKIE) {
        let line = line.to_str().unwrap();
        let mut parts = line.split("; ");
        let (name, value) = parts.next().unwrap().split_once('=').unwrap();
        let attributes: BTreeSet<&str> = parts.collect();
        let ends = attributes.contains("Max-Age=0");
        let mut expected = BTreeSet::from(["Path=/", "Secure", "HttpOnly", "SameSite=Lax"]);
        let base64 = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        match name {
            "__Host-sid" | "__Host-pre" => assert!(
                ends || value.len() == 43 && value.chars().all(base64),
                "{line}"
            ),
            "__Host-kd" => {
                assert!(value.len() == 43 && value.chars().all(base64), "{line}");
                expected.remove("SameSite=Lax");
                expected.extend(["SameSite=Strict", "Max-Age=15552000"]);
            }
            "__Host-anon" => {
                assert!(value.len() == 43 && value.chars().all(base64), "{line}");
                expected.insert("Max-Age=2592000");
            }
            "__Host-lang" => {
                assert!(["en", "de"].contains(&value), "{line}");
                expected.insert("Max-Age=31536000");
            }
            "__Host-flash" => {
                assert!(
                    value.len() <= 3 * 1024 && (ends || !value.is_empty()),
                    "{line}"
                );
                let lives = attributes
                    .iter()
                    .find_map(|one| one.strip_prefix("Max-Age="));
                assert!(lives.unwrap().parse::<u32>().unwrap() <= 600, "{line}");
                expected.extend(attributes.iter().filter(|one| one.starts_with("Max-Age=")));
            }
            _ => panic!("an unknown cookie: {line}"),
        }
        if ends {
            assert_eq!(value, "", "{line}");
            expected.insert("Max-Age=0");
        }
        assert_eq!(attributes, expected, "{line}");
        seen.insert(name.to_owned());
    }
}

on_both_engines! {
    /// C-08: from the first page to the sign-out, every `Set-Cookie` there is.
    async fn every_cookie_is_well_made(house: House) {
        let mut admin = people::set_up(&house).await;
        let anna = admin.invite(&house, "Anna Weber", ANNA).await;
        let factor = house.factors(ANNA).await[0].0.to_string();
        let (mut browser, mut seen) = (house.browser(), BTreeSet::new());
        let wrong = anna.phone.wrong_code(house.now());
        let right = house.fresh_code(&anna.phone);
        browser.send(Request::get("/o/acme/sign-in").header(header::ACCEPT, "text/html"), Body::empty(), "/o/acme/sign-in").await;
        are_well_made(&browser, &mut seen);
        for (action, fields) in [
            ("/do/language", vec![("language", "de"), ("then", "/sign-in")]),
            ("/do/sign-in", vec![("organisation", "acme"), ("email", ANNA), ("password", "wrong")]),
            ("/do/sign-in", vec![("organisation", "acme"), ("email", ANNA), ("password", PASSWORD), ("then", "/account/admins")]),
            ("/do/verify-totp", vec![("factor", factor.as_str()), ("code", &wrong)]),
            ("/do/verify-totp", vec![("factor", factor.as_str()), ("code", &right)]),
            ("/do/rename-factor", vec![("factor", factor.as_str()), ("name", "Daily phone")]),
            ("/do/make-codes", vec![]),
            ("/do/start-totp", vec![]),
            ("/do/sign-out", vec![]),
        ] {
            browser.push(&house, action, &fields).await;
            assert!(browser.page.status.is_redirection(), "{action}: {}", browser.page.status);
            are_well_made(&browser, &mut seen);
        }
        assert_eq!(seen.len(), 6, "{seen:?}");
    }
}

on_both_engines! {
    /// C-01: whatever somebody else planted, the owner comes in with tokens that only they know.
    async fn a_planted_cookie_is_worth_nothing(house: House) {
        let mut admin = people::set_up(&house).await;
        let mut anna = admin.invite(&house, "Anna Weber", ANNA).await;
        let mut eve = admin.invite(&house, "Eve Black", "eve@example.com").await;
        eve.browser = house.browser();
        eve.give_password().await;
        let planted = eve.browser.cookies.clone();
        anna.browser = house.browser();
        anna.browser.cookies = planted.clone();
        anna.sign_in(&house).await;
        anna.browser.open("/account").await.says("Anna Weber");
        assert!(!anna.browser.cookies.contains_key("__Host-pre"));
        for name in ["__Host-sid", "__Host-pre"] {
            let mut browser = house.browser();
            browser.cookies = planted.clone();
            if let Some(token) = planted.get("__Host-pre") {
                browser.cookies.insert(name.to_owned(), token.clone());
            }
            browser.open("/account").await;
            assert_ne!(browser.page.path, "/account", "{name}");
            assert!(!browser.page.html.contains("Anna"), "{name}");
        }
        assert_eq!(house.sessions_of("eve@example.com").await, 1, "only the one of her own enrolment");
    }
}

on_both_engines! {
    /// C-04: two cookies of one name are refused, whichever comes first.
    async fn two_cookies_of_one_name_are_refused(house: House) {
        let admin = people::set_up(&house).await;
        let session = &admin.browser.cookies["__Host-sid"];
        let other = "A".repeat(43);
        for cookies in [
            format!("__Host-sid={session}; __Host-sid={other}"),
            format!("__Host-sid={other}; __Host-sid={session}"),
            format!("__Host-sid={session}; __Host-sid={session}"),
            format!("__Host-sid={session}; __Host-pre={other}; __Host-pre={other}"),
        ] {
            let mut browser = house.browser();
            browser.send(Request::get("/account").header(header::COOKIE, &cookies), Body::empty(), "/account").await;
            assert_eq!(browser.page.status, 400, "{cookies}");
            assert!(!browser.page.html.contains("Berta"));
        }
    }
}

on_both_engines! {
    /// C-13 and C-14: a token of one kind opens nothing as another kind, nor as a link or the token of a form.
    async fn a_token_is_of_one_kind(house: House) {
        let mut admin = people::set_up(&house).await;
        let mut anna = admin.invite(&house, "Anna Weber", ANNA).await;
        let session = anna.browser.cookies["__Host-sid"].clone();
        anna.browser = house.browser();
        anna.give_password().await;
        let sign_in = anna.browser.cookies["__Host-pre"].clone();
        let anonymous = anna.browser.cookies["__Host-anon"].clone();
        let mut invited = admin.invite_only(&house, "Boris New", "boris@example.com").await;
        let invitation = invited.page.attribute("input[name=link]", "value").unwrap();
        let form_key = invited.page.attribute("input[name=csrf]", "value").unwrap();

        let tokens = [("session", &session), ("sign-in", &sign_in), ("anonymous", &anonymous), ("invitation", &invitation), ("form", &form_key)];
        for (kind, token) in tokens {
            for (cookie, own, page) in [("__Host-sid", "session", "/account"), ("__Host-pre", "sign-in", "/sign-in/verify")] {
                let mut browser = house.browser();
                browser.cookies.insert(cookie.to_owned(), token.clone());
                browser.open(page).await;
                assert_eq!(browser.page.path == page, kind == own, "{kind} as {cookie}");
            }
            for (path, own) in [("/welcome", "invitation"), ("/setup", "set-up")] {
                let mut browser = house.browser();
                browser.open(&format!("{path}?link={token}")).await;
                let has_form = browser.page.html.contains("name=\"password\"");
                assert_eq!(has_form, kind == own, "{kind} at {path}: {}", browser.page.text());
            }
            let fields = [("link", token.as_str()), ("name", "Mallory"), ("password", PASSWORD)];
            if kind != "invitation" {
                invited.push(&house, "/do/accept-invitation", &fields).await;
                assert!(!invited.cookies.contains_key("__Host-pre"), "{kind} accepted as an invitation");
            }
            let body = format!("csrf={token}");
            let mut browser = admin.browser.clone();
            browser.post("/do/sign-out", &body).await;
            assert_eq!(browser.page.status, 403, "{kind} as the token of a form");
        }
        assert_eq!(house.sessions_of(&admin.email).await, 1);
    }
}
