//! What people type is text: in pages, letters, the audit and the log; what is no text is refused. Cases I-01, I-02, I-08,
//! I-10 and I-13.

use axum::{
    body::Body,
    http::{Request, header},
};
use server::store::args;

use super::{
    browser::{Browser, encode},
    engines::on_both_engines,
    house::House,
    people::{self, Person},
};

const ANNA: &str = "anna@example.com";
/// Comes alive wherever it is not encoded.
const MARKUP: [&str; 5] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'-->]]><svg/onload=alert(1)>",
    "{{7*7}}${7*7}",
    "</title></textarea>&lt;b&gt;",
];
/// Text that cannot be seen, or turns round what can. Percent-encoded.
const UNSEEN: [&str; 9] = [
    "%E2%80%AE",
    "%E2%81%A6",
    "%E2%80%8B",
    "%EF%BB%BF",
    "%E2%80%A8",
    "%1B%5B31m",
    "%C2%85",
    "%0A",
    "%0D%0A",
];
/// Bytes that are no text at all.
const NO_TEXT: [&str; 6] = [
    "%00",
    "%ED%A0%80",
    "%C0%AF",
    "%F0%82%82%AC",
    "%FF",
    "%F8%88%80%80%80",
];

async fn anna(house: &House, name: &str) -> (Person, Person) {
    let mut admin = people::set_up(house).await;
    let anna = admin.invite(house, name, ANNA).await;
    (admin, anna)
}

#[track_caller]
fn is_tame(browser: &Browser, text: &str) {
    let page = &browser.page;
    assert!(
        page.all("img[src=x], svg[onload], b").is_empty()
            && page.attributes("script", "src").len() == page.all("script").len(),
        "{} with {text}:\n{}",
        page.path,
        page.html
    );
}

on_both_engines! {
    /// I-01: names with markup in them, on every page that shows them, and in the letters.
    async fn markup_stays_text(house: House) {
        let (mut admin, mut anna) = anna(&house, "Anna <b>Weber</b>").await;
        let (user, factor) = (house.user(ANNA).await, house.factors(ANNA).await[0].0.to_string());
        for markup in MARKUP {
            anna.browser.open(&format!("/account/factors/{factor}/rename")).await;
            anna.prove(&house).await;
            anna.browser.submit("/do/rename-factor", &[("factor", &factor), ("name", markup)]).await;
            anna.browser.open("/account").await.says(markup);
            is_tame(&anna.browser, markup);
            anna.browser.open("/enrol").await;
            anna.browser.submit("/do/start-totp", &[]).await;
            is_tame(&anna.browser, markup);
            for path in ["/admin/users".to_owned(), format!("/admin/users/{user}"), format!("/admin/users/{user}/reset"), "/admin/audit".to_owned()] {
                admin.browser.open(&path).await;
                assert_eq!(admin.browser.page.status, 200, "{path}");
                is_tame(&admin.browser, markup);
            }
            admin.browser.open(&format!("/admin/users/{user}")).await.says(markup);
            // What is typed into a search stands in its field again.
            let query = encode([("q", markup)]);
            admin.browser.open(&format!("/admin/users?{query}")).await;
            is_tame(&admin.browser, markup);
            let mut stranger = house.browser();
            stranger.open("/o/acme/sign-in").await;
            stranger.submit("/do/sign-in", &[("email", markup), ("password", markup)]).await;
            is_tame(&stranger, markup);
            assert_eq!(stranger.page.value("email"), markup, "kept as it was typed");
        }
        let letters = house.open_letters(ANNA).await;
        assert!(letters.len() > MARKUP.len());
        for (_, body) in letters {
            let html = body["html"].as_str().unwrap();
            assert!(!html.contains("<b>Weber") && !html.contains("<script") && !html.contains("<img"), "{html}");
        }
    }
}

on_both_engines! {
    /// I-02: what cannot be seen is refused at the field; what is no text is refused whole.
    async fn unseen_characters_are_refused(house: House) {
        let (_, mut anna) = anna(&house, "Anna Weber").await;
        let factor = house.factors(ANNA).await[0].0.to_string();
        let key = anna.browser.form_key(&house, "/do/rename-factor");
        for text in UNSEEN {
            anna.browser.post("/do/rename-factor", &format!("factor={factor}&csrf={key}&name=a{text}b")).await;
            anna.browser.follow().await;
            assert!(!anna.browser.page.all("[role=alert]").is_empty(), "{text}: {}", anna.browser.page.text());
        }
        for bytes in NO_TEXT {
            for field in [format!("name={bytes}"), format!("na{bytes}me=x")] {
                anna.browser.post("/do/rename-factor", &format!("factor={factor}&csrf={key}&{field}")).await;
                assert_eq!(anna.browser.page.status, 400, "{field}");
            }
            let path = format!("/admin/users?q={bytes}");
            anna.browser.send(Request::get(&path), Body::empty(), &path).await;
            assert_eq!(anna.browser.page.status, 400, "{path}");
        }
        assert_eq!(house.factors(ANNA).await[0].2, "Pixel 9");
    }
}

on_both_engines! {
    /// I-08 and I-10: no name, address or browser writes a line of its own into the audit, a letter or its head.
    async fn nothing_breaks_out_of_its_line(house: House) {
        let (mut admin, _) = anna(&house, "Anna Weber").await;
        for (name, email) in [
            ("Boris\r\nBcc: all@example.com", "boris@example.com"),
            ("Boris", "boris@example.com\r\nBcc: all@example.com"),
            ("Boris", "boris@example.com,all@example.com"),
            ("Boris", "boris@exa mple.com"),
            ("a\n{\"event\":\"admin\"}", "boris@example.com"),
            ("\u{1b}[31mred", "boris@example.com"),
        ] {
            admin.browser.push(&house, "/do/invite", &[("name", name), ("email", email)]).await;
            assert!(admin.browser.follow().await.html.contains("role=\"alert\""), "{name:?} {email:?}");
        }
        let letters: i64 = house.one("SELECT COUNT(*) FROM outbox WHERE recipient LIKE '%boris%' OR recipient LIKE '%all@%'", args![]).await;
        assert_eq!(letters, 0);

        let mut stranger = house.browser();
        stranger.open("/o/acme/sign-in").await;
        let body = stranger.form("/do/sign-in", &[("email", "a\n{\"event\":\"admin.role_granted\"}\u{1b}[2J"), ("password", "x")]);
        for agent in ["\u{9}x".repeat(30_000), "Mozilla/5.0 {\"event\":\"x\"}".to_owned()] {
            let request = Request::post("/do/sign-in")
                .header(header::USER_AGENT, agent)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header("sec-fetch-site", "same-origin");
            stranger.send(request, Body::from(body.clone()), "/do/sign-in").await;
            assert!(stranger.page.status.as_u16() < 500);
        }
        let rows: Vec<(String, String, String)> = house.all("SELECT agent, subject_name, detail FROM audit_events", args![]).await;
        for (agent, subject, detail) in rows {
            let clean = |text: &str| text.chars().count() <= 2048 && !text.chars().any(char::is_control);
            assert!(agent.len() <= 512 && clean(&agent) && clean(&subject) && clean(&detail), "{agent:?} {subject:?} {detail:?}");
        }
    }
}

on_both_engines! {
    /// I-13: a path that there is not is not found, and comes back in no page as it was.
    async fn an_unknown_path_is_not_repeated(house: House) {
        let (mut admin, _) = anna(&house, "Anna Weber").await;
        for path in ["/api/fn/%3Cscript%3Ealert(1)%3C/script%3E", "/do/%3Cscript%3E", "/%3Cscript%3Ealert(1)%3C/script%3E", "/pkg/%3Cscript%3E", "/o/%3Cscript%3Ealert(1)%3C%2Fscript%3E/sign-in", "/account/%22%3E%3Cimg%20src=x%3E"] {
            for accept in ["text/html", "application/json", "*/*"] {
                admin.browser.send(Request::get(path).header(header::ACCEPT, accept), Body::empty(), path).await;
                let page = &admin.browser.page;
                assert!(page.status.is_client_error() || page.status.is_redirection(), "{path}: {}", page.status);
                assert_eq!(page.headers["x-content-type-options"], "nosniff");
                assert!(!page.html.contains("<script>alert") && !page.html.contains("<img src=x"), "{path}: {}", page.html);
                if page.status.is_client_error() && !page.html.is_empty() {
                    assert!(page.headers.contains_key(header::CONTENT_TYPE), "{path}");
                }
            }
        }
    }
}
