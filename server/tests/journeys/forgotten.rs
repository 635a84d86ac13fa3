//! A forgotten password: who asks learns nothing, whoever has the mailbox sets a password, and nothing more. Cases S-10 to S-14.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use identity::time::Span;
use server::store::args;

use super::{
    anna,
    browser::Browser,
    engines::on_both_engines,
    house::{ADMIN, House, PASSWORD},
    passwords::seen,
};

const ANNA: &str = "anna@example.com";
const NEW: &str = "orange lamp beside the window";
const GONE: &str = "This link no longer works";

/// Asks for a link, in a browser of its own.
async fn ask(house: &House, email: &str) -> Browser {
    let mut browser = house.browser();
    browser.open("/o/acme/forgot-password").await;
    browser
        .submit("/do/forgot-password", &[("email", email)])
        .await;
    browser
}

/// The path that the newest link leads to.
async fn link(house: &House) -> String {
    house.link_to("/reset-password", ANNA).await
}

async fn set(browser: &mut Browser, password: &str) {
    browser
        .submit("/do/reset-password", &[("new_password", password)])
        .await;
}

/// Opens a link, and expects that it no longer works.
async fn expect_gone(house: &House, link: &str) {
    let mut browser = house.browser();
    browser.open(link).await;
    assert_eq!(
        browser.page.status,
        StatusCode::GONE,
        "{}",
        browser.page.text()
    );
    browser.page.says(GONE);
}

on_both_engines! {
    /// S-13: the link sets a password. It signs nobody in, ends every session, and the second step is asked for as before.
    async fn from_the_mail_to_a_new_password(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        let mut browser = house.browser();
        browser.open("/o/acme/sign-in").await;
        assert!(browser.page.attribute("a[href='/o/acme/forgot-password']", "href").is_some());
        let browser = ask(&house, ANNA).await;
        browser.page.says("Look into your mail").says("If anna@example.com belongs to an account here");
        let letter = house.newest_letter_to(ANNA).await;
        assert!(letter.contains("It works once") && letter.contains("203.0.113.7"), "{letter}");
        let link = link(&house).await;

        // The token is out of the address at once, and looking spends nothing.
        let mut mailbox = house.browser();
        for _ in 0..3 {
            mailbox.open(&link).await;
            assert_eq!(mailbox.page.path, "/reset-password");
            mailbox.page.says("Choose a new password").says("anna@example.com");
        }
        mailbox.open("/reset-password").await;
        mailbox.page.says("For anna@example.com at Acme Bakery");
        set(&mut mailbox, "short").await;
        mailbox.page.refuses("new_password", "at least 12 characters");
        set(&mut mailbox, NEW).await;
        mailbox.page.says("Your new password is saved").says("Sign in to Acme Bakery");
        assert!(!mailbox.is_signed_in() && !mailbox.cookies.contains_key("__Host-pre"));
        assert_eq!(house.sessions_of(ANNA).await, 0);
        anna.browser.open("/account").await;
        assert!(anna.browser.page.path.ends_with("/sign-in"));

        anna.browser = house.browser();
        anna.give_password().await;
        anna.browser.page.warns("do not match");
        NEW.clone_into(&mut anna.password);
        anna.give_password().await;
        assert_eq!(anna.browser.page.path, "/sign-in/verify");
        anna.sign_in(&house).await;
        assert_eq!(house.letters_to(ANNA).await.iter().filter(|it| *it == "Your password was changed").count(), 1);
        assert_eq!(house.count("user.password_reset_requested", ANNA).await, 1);
        let reason: String = house.one("SELECT reason FROM audit_events WHERE event = 'user.password_changed' ORDER BY organisation_id DESC, sequence DESC LIMIT 1", args![]).await;
        assert_eq!(reason, "mailed_link");
    }
}

on_both_engines! {
    /// S-10: known, unknown, disabled, invited, asked too often: one answer, the same cookies, the same rows written.
    async fn nobody_learns_who_has_an_account(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        for (name, email) in [("Dora Off", "dora@example.com"), ("Olga Often", "olga@example.com")] {
            admin.invite(&house, name, email).await;
        }
        admin.invite_only(&house, "Ivo New", "ivo@example.com").await;
        house.change("UPDATE users SET status = 'disabled' WHERE email = 'dora@example.com'", args![]).await;
        for _ in 0..5 {
            ask(&house, "olga@example.com").await;
        }
        house.wait(Span::minutes(2));
        let rows = async || -> (i64, i64, i64) {
            const SQL: &str = "SELECT (SELECT COUNT(*) FROM outbox) + 0 AS n";
            let outbox = house.one(SQL, args![]).await;
            let links = house.one("SELECT MAX(id) FROM mail_links", args![]).await;
            (outbox, links, house.one("SELECT COUNT(*) FROM audit_events", args![]).await)
        };
        let mut answers = Vec::new();
        let letters = house.letters_to(ANNA).await.len();
        for email in [ANNA, "nobody@example.com", "dora@example.com", "ivo@example.com", "olga@example.com"] {
            let (before, hashes) = (rows().await, house.desk.hasher.counted());
            let mut browser = house.browser();
            browser.open("/o/acme/forgot-password").await;
            let body = browser.form("/do/forgot-password", &[("email", email)]);
            browser.post("/do/forgot-password", &body).await;
            let posted = seen(&browser, email);
            browser.follow().await;
            answers.push((email, format!("{posted}\n{}", seen(&browser, email))));
            let after = rows().await;
            assert_eq!((after.0 - before.0, after.1 - before.1, after.2 - before.2), (1, 1, 1), "{email}");
            assert_eq!(house.desk.hasher.counted(), hashes, "{email}");
        }
        let (_, first) = &answers[0];
        assert!(first.contains("303") && first.contains("is on its way"), "{first}");
        for (email, other) in &answers {
            assert_eq!(other, first, "{email}");
        }
        assert_eq!(house.letters_to(ANNA).await.len(), letters + 1);
        for email in ["dora@example.com", "ivo@example.com"] {
            assert!(!house.letters_to(email).await.contains(&"Set a new password".to_owned()), "{email}");
        }
        let often = house.letters_to("olga@example.com").await;
        assert_eq!(often.iter().filter(|it| *it == "Set a new password").count(), 5);
        let due: i64 = house.one("SELECT COUNT(*) FROM outbox WHERE recipient = '' AND sent_at IS NULL", args![]).await;
        assert_eq!(due, 0, "nobody is never written to");
    }
}

on_both_engines! {
    /// S-12: one use, the newest one, half an hour, not after a change of password, not for somebody else.
    async fn a_link_is_good_once_and_for_one_person(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        ask(&house, ANNA).await;
        let older = link(&house).await;
        ask(&house, ANNA).await;
        expect_gone(&house, &older).await;
        let used = link(&house).await;
        let (mut one, mut other) = (house.browser(), house.browser());
        one.open(&used).await;
        other.open(&used).await;
        set(&mut one, NEW).await;
        one.page.says("Your new password is saved");
        set(&mut other, "another lamp beside the door").await;
        assert_eq!(other.page.status, StatusCode::GONE);
        other.page.says(GONE);
        expect_gone(&house, &used).await;

        ask(&house, ANNA).await;
        let late = link(&house).await;
        let mut slow = house.browser();
        slow.open(&late).await;
        house.wait(Span::minutes(30));
        set(&mut slow, "another lamp beside the door").await;
        slow.page.says(GONE);
        expect_gone(&house, &late).await;

        NEW.clone_into(&mut anna.password);
        anna.browser = house.browser();
        anna.sign_in(&house).await;
        ask(&house, ANNA).await;
        let before_change = link(&house).await;
        anna.browser.open("/account/password").await;
        let change = [("current_password", NEW), ("new_password", "a third lamp in the cellar")];
        anna.browser.submit("/do/change-password", &change).await;
        anna.browser.page.says("Your password was changed");
        expect_gone(&house, &before_change).await;

        ask(&house, ANNA).await;
        let disabled = link(&house).await;
        let mut off = house.browser();
        off.open(&disabled).await;
        house.change("UPDATE users SET status = 'disabled' WHERE email = $1", args![ANNA]).await;
        set(&mut off, "a fourth lamp in the attic").await;
        off.page.says(GONE);
    }
}

on_both_engines! {
    /// S-12: whoever is named beside the link makes no difference: a field that is not asked for is refused.
    async fn a_link_names_its_own_user(house: House) {
        let (_, _) = anna::enrolled(&house).await;
        ask(&house, ANNA).await;
        let mut browser = house.browser();
        browser.open(&link(&house).await).await;
        let berta = house.user("berta@example.com").await.to_string();
        set_with(&mut browser, &[("user", &berta), ("email", "berta@example.com"), ("new_password", NEW)]).await;
        let changed: i64 = house.one("SELECT COUNT(*) FROM audit_events WHERE event = 'user.password_changed' AND reason = 'mailed_link' AND subject_id <> (SELECT id FROM users WHERE email = $1)", args![ANNA]).await;
        assert_eq!(changed, 0);
        let mut admin = house.browser();
        admin.open("/o/acme/sign-in").await;
        admin.submit("/do/sign-in", &[("email", "berta@example.com"), ("password", ADMIN.1)]).await;
        assert_eq!(admin.page.path, "/sign-in/verify");
    }
}

async fn set_with(browser: &mut Browser, fields: &[(&str, &str)]) {
    browser.submit("/do/reset-password", fields).await;
}

on_both_engines! {
    /// S-14: the host of the link comes from the settings; a request for another host is none of ours.
    async fn a_foreign_host_is_in_no_mail(house: House) {
        anna::enrolled(&house).await;
        let mut browser = house.browser();
        browser.open("/o/acme/forgot-password").await;
        let body = browser.form("/do/forgot-password", &[("email", ANNA)]);
        let cookies: Vec<String> = browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let post = |uri: &str, headers: &[(&str, &str)]| {
            let mut request = Request::post(uri)
                .header(header::ACCEPT, "text/html")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(header::COOKIE, cookies.join("; "))
                .header("sec-fetch-site", "same-origin");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            request.extension(server::http::Peer(browser.address)).body(Body::from(body.clone())).unwrap()
        };
        for (uri, headers) in [
            ("/do/forgot-password", vec![("host", "evil.example")]),
            ("/do/forgot-password", vec![("host", "localhost:3000"), ("host", "evil.example")]),
            ("http://evil.example/do/forgot-password", vec![("host", "localhost:3000")]),
        ] {
            let answer = tower::ServiceExt::oneshot(house.router.clone(), post(uri, &headers)).await.unwrap();
            assert!([421, 400].contains(&answer.status().as_u16()), "{uri} {headers:?}: {}", answer.status());
        }
        assert!(!house.letters_to(ANNA).await.contains(&"Set a new password".to_owned()));
        let forwarded = [("host", "localhost:3000"), ("x-forwarded-host", "evil.example"), ("forwarded", "host=evil.example"), ("x-forwarded-proto", "gopher")];
        let answer = tower::ServiceExt::oneshot(house.router.clone(), post("/do/forgot-password", &forwarded)).await.unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let letter = house.newest_letter_with(ANNA, "Set a new password").await;
        assert!(!letter.contains("evil") && !letter.contains("gopher"), "{letter}");
        assert!(letter.contains("http://localhost:3000/reset-password?link="), "{letter}");
    }
}

on_both_engines! {
    /// A network that asks for many is told so, whoever they are for; nothing is written then.
    async fn one_network_asks_for_so_many(house: House) {
        anna::enrolled(&house).await;
        for nth in 0..20 {
            ask(&house, &format!("nobody{nth}@example.com")).await.page.says("is on its way");
        }
        let before: i64 = house.one("SELECT COUNT(*) FROM outbox", args![]).await;
        ask(&house, ANNA).await.page.warns("Too many mails were asked for");
        assert_eq!(house.one::<i64>("SELECT COUNT(*) FROM outbox", args![]).await, before);
        house.wait(Span::seconds(61));
        ask(&house, ANNA).await.page.says("is on its way");
    }
}

on_both_engines! {
    /// A password that a hundred guesses ended is set anew by the link, and the waiting that they began is over; but not to
    /// what it was, and nobody finds out by trying what that was.
    async fn a_dead_password_comes_back_by_mail(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        for _ in 0..7 {
            anna.browser = house.browser();
            anna.browser.open("/o/acme/sign-in").await;
            anna.browser.submit("/do/sign-in", &[("email", ANNA), ("password", "wrong guess")]).await;
            house.wait(Span::minutes(1));
        }
        house.change("UPDATE users SET password_disabled_at = 1 WHERE email = $1", args![ANNA]).await;
        ask(&house, ANNA).await;
        let mut mailbox = house.browser();
        mailbox.open(&link(&house).await).await;
        set(&mut mailbox, PASSWORD).await;
        mailbox.page.refuses("new_password", "the password you have now");
        set(&mut mailbox, NEW).await;
        mailbox.page.says("Your new password is saved");
        NEW.clone_into(&mut anna.password);
        anna.give_password().await;
        assert_eq!(anna.browser.page.path, "/sign-in/verify", "no waiting: {}", anna.browser.page.text());

        house.change("UPDATE users SET password_disabled_at = 1 WHERE email = $1", args![ANNA]).await;
        ask(&house, ANNA).await;
        mailbox.open(&link(&house).await).await;
        for _ in 0..5 {
            set(&mut mailbox, NEW).await;
            mailbox.page.refuses("new_password", "the password you have now");
        }
        set(&mut mailbox, "a third lamp in the cellar").await;
        mailbox.page.says(GONE);
    }
}

on_both_engines! {
    /// Bad input at both forms: nothing breaks, and what was typed is kept.
    async fn what_people_type_by_mistake(house: House) {
        anna::enrolled(&house).await;
        let mut browser = house.browser();
        for nonsense in ["", "anna", "anna@", "@example.com", "anna@example.com\u{202e}x"] {
            browser.open("/o/acme/forgot-password").await;
            browser.submit("/do/forgot-password", &[("email", nonsense)]).await;
            browser.page.refuses("email", "not an e-mail address");
        }
        browser.open("/o/nowhere/forgot-password").await;
        browser.page.says("No organisation has this short name");
        browser.open("/forgot-password").await;
        browser.page.says("Forgotten your password?");
        for nonsense in ["", "?link=", "?link=nonsense", &format!("?link={}", "A".repeat(43))] {
            browser.open(&format!("/reset-password{nonsense}")).await;
            assert_eq!(browser.page.status, StatusCode::GONE, "{nonsense}");
            browser.page.says(GONE);
        }
        let twice = "/reset-password?link=a&link=b";
        browser.open(twice).await;
        assert_eq!(browser.page.status, StatusCode::BAD_REQUEST);
    }
}

on_both_engines! {
    /// Password managers find the page.
    async fn the_page_is_at_its_well_known_place(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        let path = "/.well-known/change-password";
        anna.browser.send(Request::get(path), Body::empty(), path).await;
        assert_eq!(anna.browser.page.status, StatusCode::FOUND);
        assert_eq!(anna.browser.page.headers[header::LOCATION], "/account/password");
    }
}
