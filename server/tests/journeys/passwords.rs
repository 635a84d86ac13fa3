//! The password step: what it tells a guesser (nothing), and what it is worth alone (nothing). Cases S.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use futures::future::join_all;
use identity::time::Span;
use server::store::args;

use super::{
    browser::{Browser, encode},
    engines::on_both_engines,
    house::{House, PASSWORD},
    people,
};

const ANNA: &str = "anna@example.com";
const WRONG: &str = "not the violet teapot";
const TOO_MANY: &str = "Too many tries. Wait";

/// What an answer to a wrong password looks like, without what differs from browser to browser.
async fn answer(browser: &mut Browser, email: &str, password: &str) -> String {
    browser.open("/o/acme/sign-in").await;
    let body = browser.form("/do/sign-in", &[("email", email), ("password", password)]);
    browser.post("/do/sign-in", &body).await;
    let posted = seen(browser, email);
    browser.follow().await;
    format!("{posted}\n{}", seen(browser, email))
}

pub fn seen(browser: &Browser, email: &str) -> String {
    let page = &browser.page;
    let mut headers: Vec<String> = page
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
        .collect();
    headers.retain(|line| !line.starts_with("x-request-id") && !line.starts_with("date"));
    let without_value = |line: String| match line.strip_prefix("set-cookie: ") {
        Some(cookie) => format!(
            "set-cookie: {}={}",
            cookie.split('=').next().unwrap(),
            cookie.split_once(';').unwrap().1
        ),
        None => line,
    };
    let headers: Vec<String> = headers.into_iter().map(without_value).collect();
    let mut html = page.html.replace(email, "EMAIL");
    for form in page.attributes("input[name='csrf']", "value") {
        html = html.replace(&form, "TOKEN");
    }
    // And the tokens of what a script posts.
    for body in page.attributes("[data-body]", "data-body") {
        let token = body.trim_start_matches("csrf=").split('&').next().unwrap();
        html = html.replace(token, "TOKEN");
    }
    format!("{}\n{}\n{html}", page.status, headers.join("\n"))
}

on_both_engines! {
    /// S-09, S-10: one answer, the same cookies, one hash, whoever it is about.
    async fn nobody_learns_who_has_an_account(house: House) {
        let mut admin = people::set_up(&house).await;
        admin.invite(&house, "Anna Weber", ANNA).await;
        admin.invite(&house, "Dora Off", "dora@example.com").await;
        admin.invite_only(&house, "Ivo New", "ivo@example.com").await;
        house.change("UPDATE users SET status = 'disabled' WHERE email = 'dora@example.com'", args![]).await;
        let mut answers = Vec::new();
        for (email, password) in [(ANNA, WRONG), ("nobody@example.com", WRONG), ("dora@example.com", PASSWORD), ("ivo@example.com", PASSWORD)] {
            let before = house.desk.hasher.counted();
            answers.push((email, answer(&mut house.browser(), email, password).await));
            assert_eq!(house.desk.hasher.counted() - before, 1, "{email}");
        }
        let (_, first) = &answers[0];
        assert!(first.contains("303") && first.contains("do not match"), "{first}");
        for (email, other) in &answers {
            assert_eq!(other, first, "{email}");
        }
    }
}

on_both_engines! {
    /// S-10: the fifth failure starts a wait for everybody alike, and the right password fares no better in it.
    async fn a_throttled_account_looks_like_a_throttled_stranger(house: House) {
        let mut admin = people::set_up(&house).await;
        admin.invite(&house, "Anna Weber", ANNA).await;
        let mut answers = Vec::new();
        for (nth, email) in [ANNA, "nobody@example.com"].into_iter().enumerate() {
            let mut browser = house.browser();
            browser.address.set_ip([198, 51, 100, u8::try_from(nth).unwrap()].into());
            let mut all = Vec::new();
            for password in [WRONG, WRONG, WRONG, WRONG, WRONG, PASSWORD] {
                let before = house.desk.hasher.counted();
                all.push(answer(&mut browser, email, password).await);
                assert_eq!(house.desk.hasher.counted() - before, 1, "{email}");
            }
            assert!(all[3].contains("do not match"), "{}", all[3]);
            assert!(all[4].contains(TOO_MANY) && all[5].contains(TOO_MANY), "{}", all[5]);
            answers.push(all);
        }
        assert_eq!(answers[0], answers[1]);
    }
}

on_both_engines! {
    /// S-02: without the cookie of the attempt, a proved password is worth nothing.
    async fn a_password_alone_signs_nobody_in(house: House) {
        let mut anna = people::set_up(&house).await.invite(&house, "Anna Weber", ANNA).await;
        anna.browser = house.browser();
        anna.give_password().await;
        assert_eq!(anna.browser.page.path, "/sign-in/verify");
        assert!(!anna.browser.is_signed_in());
        anna.browser.cookies.remove("__Host-pre").unwrap();
        anna.browser.open("/").await;
        assert_eq!(anna.browser.page.path, "/sign-in");
        anna.browser.open("/account").await;
        assert!(anna.browser.page.path.ends_with("/sign-in"), "{}", anna.browser.page.path);
    }
}

on_both_engines! {
    /// S-04: of a hundred guesses at once, five are looked at.
    async fn a_hundred_guesses_at_once_are_five_guesses(house: House) {
        let mut admin = people::set_up(&house).await;
        admin.invite(&house, "Anna Weber", ANNA).await;
        let mut browser = house.browser();
        browser.open("/o/acme/sign-in").await;
        let body = browser.form("/do/sign-in", &[("email", ANNA), ("password", WRONG)]);
        let guesses = (0..100_u8).map(|nth| {
            let (mut browser, body) = (browser.clone(), body.clone());
            browser.address.set_ip([198, 51, 100, nth].into());
            async move { browser.post("/do/sign-in", &body).await.status }
        });
        // The queue for hashes may be full: then nothing was looked at, and the answer says to try again.
        let answers = join_all(guesses).await;
        assert!(answers.iter().all(|status| [303, 503].contains(&status.as_u16())), "{answers:?}");
        let counted: i64 = house.one("SELECT MAX(failures) FROM throttles WHERE allowed_at > 0", args![]).await;
        assert_eq!(counted, 5);
        let looked_at: i64 = house.one("SELECT COUNT(*) FROM audit_events WHERE detail LIKE '%wrong_password%'", args![]).await;
        assert!(looked_at <= 5, "{looked_at}");
    }
}

on_both_engines! {
    /// S-06: every spelling of an address shares one count.
    async fn spelling_an_address_differently_gains_no_guesses(house: House) {
        let mut admin = people::set_up(&house).await;
        admin.invite(&house, "Zoe Nowak", "zo\u{eb}@example.com").await;
        let spellings = ["zo\u{eb}@example.com", "ZO\u{cb}@Example.COM", " zo\u{eb}@example.com ", "zoe\u{308}@example.com.", "zo\u{eb}@example.com\u{200b}"];
        let mut browser = house.browser();
        for spelling in spellings {
            answer(&mut browser, spelling, WRONG).await;
        }
        browser.page.says(TOO_MANY);
    }
}

on_both_engines! {
    /// S-08: a restart, or another node, forgets nothing.
    async fn counts_are_shared_by_all_nodes(house: House) {
        let mut admin = people::set_up(&house).await;
        admin.invite(&house, "Anna Weber", ANNA).await;
        let other = house.second_node().await;
        for node in [&house, &other, &house, &other, &house] {
            answer(&mut node.browser(), ANNA, WRONG).await;
        }
        let mut browser = other.browser();
        answer(&mut browser, ANNA, PASSWORD).await;
        browser.page.says(TOO_MANY);
        house.wait(Span::seconds(31));
        answer(&mut browser, ANNA, PASSWORD).await;
        assert_eq!(browser.page.path, "/sign-in/verify");
    }
}

on_both_engines! {
    /// S-16: a second person in the same browser takes the place of the first.
    async fn a_second_sign_in_ends_the_first(house: House) {
        let mut admin = people::set_up(&house).await;
        let mut anna = admin.invite(&house, "Anna Weber", ANNA).await;
        let mut ben = admin.invite(&house, "Ben Koch", "ben@example.com").await;
        anna.browser = house.browser();
        anna.give_password().await;
        let of_anna = anna.browser.form("/do/verify-totp", &[("code", &house.fresh_code(&anna.phone))]);
        let old_cookie = anna.browser.cookies["__Host-pre"].clone();
        ben.browser = anna.browser.clone();
        ben.give_password().await;
        assert_ne!(ben.browser.cookies["__Host-pre"], old_cookie);
        // Anna's challenge as it stood on her page, then with her factor and code in the form of Ben's page.
        ben.browser.clone().post("/do/verify-totp", &of_anna).await;
        let factor = house.factors(ANNA).await[0].0.to_string();
        let code = house.fresh_code(&anna.phone);
        let mut mixed = ben.browser.clone();
        let body = mixed.form("/do/verify-totp", &[("code", &code)]).replace(&format!("factor={}", house.factors("ben@example.com").await[0].0), &format!("factor={factor}"));
        mixed.post("/do/verify-totp", &body).await;
        assert!(!mixed.is_signed_in());
        // The first attempt is gone from the server, not only from the browser.
        let mut back = ben.browser.clone();
        back.cookies.insert("__Host-pre".to_owned(), old_cookie);
        back.open("/sign-in/verify").await;
        assert!(back.page.path.ends_with("/sign-in"), "{}", back.page.path);
        let code = house.fresh_code(&ben.phone);
        ben.browser.submit("/do/verify-totp", &[("code", &code)]).await;
        ben.browser.open("/account").await;
        ben.browser.page.says("ben@example.com");
        assert_eq!(house.sessions_of(ANNA).await, 1);
    }
}

on_both_engines! {
    /// S-17: a password of a megabyte, or a body said to have four gigabytes, is refused before anything is computed.
    async fn a_huge_password_is_refused_before_it_is_hashed(house: House) {
        people::set_up(&house).await;
        let mut browser = house.browser();
        browser.open("/o/acme/sign-in").await;
        let before = house.desk.hasher.counted();
        for size in [17 << 10, 1 << 20, 10 << 20] {
            let body = browser.form("/do/sign-in", &[("email", ANNA), ("password", &"x".repeat(size))]);
            assert_eq!(browser.clone().post("/do/sign-in", &body).await.status, StatusCode::PAYLOAD_TOO_LARGE);
        }
        let request = Request::post("/do/sign-in")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_LENGTH, "4294967296");
        browser.send(request, Body::from("email=a"), "/do/sign-in").await;
        assert_eq!(browser.page.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(house.desk.hasher.counted(), before);
    }
}

on_both_engines! {
    /// S-18: what helps in a sign-in answers nobody who has not begun one, and no password makes a difference.
    async fn helpers_are_no_password_oracle(house: House) {
        let mut admin = people::set_up(&house).await;
        admin.invite(&house, "Anna Weber", ANNA).await;
        let before = house.desk.hasher.counted();
        let mut answers = Vec::new();
        for password in [PASSWORD, WRONG] {
            let mut browser = house.browser();
            browser.open("/o/acme/sign-in").await;
            for action in ["/do/ask-admin", "/do/cancel-sign-in", "/do/verify-totp", "/do/verify-backup-code", "/do/text-code", "/do/start-totp"] {
                let token = browser.form_key(&house, action);
                let body = encode([("csrf", token.as_str()), ("email", ANNA), ("password", password), ("note", "x"), ("factor", "1"), ("code", "000000")]);
                let page = browser.post(action, &body).await;
                answers.push((action, page.status, page.headers.get(header::LOCATION).cloned()));
                assert!(!browser.is_signed_in());
            }
        }
        let (right, wrong) = answers.split_at(answers.len() / 2);
        assert_eq!(right, wrong);
        assert_eq!(house.desk.hasher.counted(), before);
        assert_eq!(house.count("mfa.removal_requested", ANNA).await, 0);
    }
}
