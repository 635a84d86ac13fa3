//! Profile, addresses, and what the links of mails open.

use axum::http::StatusCode;
use identity::{
    refusal::{Field, Refusal},
    secret::Secret,
    turn::Flash,
};

use crate::{
    browser::{Ask, ask},
    rules::check,
};

fn by_link() -> Flash {
    Flash {
        link: Some(Secret::new("the-token")),
        ..Flash::default()
    }
}

fn pages() -> Vec<(Ask, &'static str)> {
    vec![
        (
            ask("/account/profile").signed_in(),
            "Your profile – Acme Instruments",
        ),
        (
            ask("/account/addresses").signed_in(),
            "Your e-mail addresses – Acme Instruments",
        ),
        (
            ask("/account/addresses").case("alone").signed_in(),
            "Your e-mail addresses – Acme Instruments",
        ),
        (
            ask("/account/addresses").case("full").signed_in(),
            "Your e-mail addresses – Acme Instruments",
        ),
        (
            ask("/account/addresses").case("proof").signed_in(),
            "Change your e-mail addresses – Acme Instruments",
        ),
        (
            ask("/confirm-address").case("open").with(by_link()),
            "Is this your address? – Acme Instruments",
        ),
        (
            ask("/not-me").case("open").with(by_link()),
            "Was this not you? – Acme Instruments",
        ),
        (
            ask("/not-me").case("address").with(by_link()),
            "Was this not you? – Acme Instruments",
        ),
    ]
}

#[tokio::test]
async fn every_page_is_whole_in_both_languages() {
    for (ask, title) in pages() {
        let (path, german) = (ask.path, ask.clone().in_german());
        let got = ask.get().await;
        assert_eq!(got.status, StatusCode::OK, "{path}");
        assert_eq!(check(path, &got), title, "{path}");
        let got = german.get().await;
        assert_ne!(check(path, &got), title, "{path}");
    }
}

#[tokio::test]
async fn links_leave_the_address_and_dead_ones_are_gone() {
    for (with, bare) in [
        ("/not-me?link=the-token", "/not-me"),
        ("/confirm-address?link=the-token", "/confirm-address"),
    ] {
        let got = ask(with).get().await;
        assert_eq!(
            (got.status, got.location.as_str()),
            (StatusCode::SEE_OTHER, bare)
        );
        let got = ask(bare).get().await;
        assert_eq!(got.status, StatusCode::GONE);
        assert_eq!(check(bare, &got), "This link no longer works – Latchkey");
    }
}

#[tokio::test]
async fn what_was_typed_stays_at_its_field() {
    let flash = Flash {
        refused: Some(Refusal::EmailInvalid.at(Field::Email)),
        typed: [("email".to_owned(), "nonsense".to_owned())].into(),
        ..Flash::default()
    };
    let got = ask("/account/addresses")
        .case("refused")
        .signed_in()
        .with(flash)
        .get()
        .await;
    check("refused", &got);
    assert!(got.html.contains("value=\"nonsense\""), "{}", got.html);
}
