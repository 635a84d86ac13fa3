//! The database goes away and comes back: everybody reads so in plain words, nobody is let in or out, and nothing is lost.
//! Cases Z-06 and FT-05.

use axum::{body::Body, http::Request};
use server::store::trial::Trial;

use super::{
    house::{House, PASSWORD},
    people,
};

const ANNA: &str = "anna@example.com";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_away() {
    let house = House::open(Trial::postgres().await.unwrap()).await;
    let (node, cable) = house.by_cable().await;
    let mut admin = people::set_up(&node).await;
    let mut anna = admin.invite(&node, "Anna Weber", ANNA).await;
    let mut half = people::Person {
        browser: node.browser(),
        ..anna.clone()
    };
    half.give_password().await;
    let factor = house.factors(ANNA).await[0].0.to_string();
    let code = node.fresh_code(&anna.phone);
    let before = house.events_about(ANNA).await;

    cable.cut();
    for path in ["/account", "/o/acme/sign-in", "/account/password"] {
        anna.browser.open(path).await;
        assert_eq!(
            anna.browser.page.status,
            503,
            "{path}: {}",
            anna.browser.page.text()
        );
        anna.browser
            .page
            .says("Please try again in a minute")
            .says("Nothing was changed");
    }
    let mut leaving = anna.browser.clone();
    for (browser, action, fields) in [
        (
            &mut anna.browser,
            "/do/rename-factor",
            vec![("factor", factor.as_str()), ("name", "Lost")],
        ),
        (&mut leaving, "/do/sign-out", vec![]),
        (
            &mut half.browser,
            "/do/verify-totp",
            vec![("factor", factor.as_str()), ("code", &code)],
        ),
        (
            &mut node.browser(),
            "/do/sign-in",
            vec![
                ("organisation", "acme"),
                ("email", ANNA),
                ("password", PASSWORD),
            ],
        ),
    ] {
        browser
            .cookies
            .entry("__Host-anon".to_owned())
            .or_insert_with(|| "A".repeat(43));
        let held = browser.cookies.clone();
        browser.push(&node, action, &fields).await;
        assert_eq!(
            browser.page.status,
            503,
            "{action}: {}",
            browser.page.text()
        );
        browser.page.says("Please try again in a minute");
        assert_eq!(
            browser.cookies, held,
            "{action}: somebody was let in or out"
        );
        browser.call(&node, action, &fields).await;
        assert_eq!(
            browser.page.status, 503,
            "{action}, by a script: {}",
            browser.page.html
        );
    }
    for (path, status) in [("/livez", 200), ("/readyz", 503), ("/robots.txt", 200)] {
        let mut browser = node.browser();
        browser.send(Request::get(path), Body::empty(), path).await;
        assert_eq!(browser.page.status, status, "{path}");
    }
    assert_eq!(
        house.events_about(ANNA).await,
        before,
        "something was done after all"
    );

    cable.mend();
    assert_eq!(anna.browser.open("/account").await.status, 200);
    anna.browser.page.says("Pixel 9");
    half.browser
        .push(
            &node,
            "/do/verify-totp",
            &[("factor", &factor), ("code", &code)],
        )
        .await;
    assert!(
        half.browser.is_signed_in(),
        "the code was not spent, and the sign-in still stands"
    );
}
