//! The front door: each page as it is shown, refused and answered.

use app::wire::ENDPOINTS;
use axum::http::StatusCode;
use identity::{
    notice::Notice,
    refusal::{Field, Refusal},
    secret::Secret,
    time::Span,
    turn::Flash,
};

use crate::{
    browser::{Ask, ask, gallery},
    desk::fresh,
    examples::NOW,
    rules::check,
};

mod enrolling;

fn refused(why: Refusal, at: Field, typed: &[(&str, &str)]) -> Flash {
    Flash {
        refused: Some(why.at(at)),
        typed: typed
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect(),
        ..Flash::default()
    }
}

fn asked() -> Flash {
    Flash {
        notice: Some(Notice::LinkAsked),
        typed: [("email".to_owned(), "anna@acme.example".to_owned())].into(),
        ..Flash::default()
    }
}

fn by_link() -> Flash {
    Flash {
        link: Some(Secret::new("the-token")),
        ..Flash::default()
    }
}

fn of_sign_in() -> Vec<(Ask, &'static str)> {
    vec![
        (ask("/setup"), "This page needs a set-up link – Latchkey"),
        (ask("/setup?link=abc"), "Set up Latchkey"),
        (ask("/sign-in"), "Which organisation? – Latchkey"),
        (ask("/o/acme/sign-in"), "Sign in to Acme Instruments"),
        (ask("/forgot-password"), "Which organisation? – Latchkey"),
        (
            ask("/o/acme/forgot-password"),
            "Forgotten your password? – Acme Instruments",
        ),
        (
            ask("/o/acme/forgot-password").case("asked").with(asked()),
            "Look into your mail – Acme Instruments",
        ),
        (
            ask("/reset-password").case("open").with(by_link()),
            "Choose a new password – Acme Instruments",
        ),
        (
            ask("/sign-in/verify"),
            "Enter the code from your app – Acme Instruments",
        ),
        (
            ask("/sign-in/verify").case("codes-only"),
            "Use a backup code – Acme Instruments",
        ),
        (
            ask("/sign-in/backup-code"),
            "Use a backup code – Acme Instruments",
        ),
        (
            ask("/sign-in/access-pass"),
            "Enter your access pass – Acme Instruments",
        ),
        (
            ask("/sign-in/access-pass").case("after-reset"),
            "Enter your access pass – Acme Instruments",
        ),
        (
            ask("/sign-in/access-pass").case("nothing-else"),
            "Enter your access pass – Acme Instruments",
        ),
        (
            ask("/sign-in/new-password"),
            "Choose a new password – Acme Instruments",
        ),
        (ask("/sign-in/help"), "Get help – Latchkey"),
        (
            ask("/sign-in/help?organisation=acme"),
            "Get help – Acme Instruments",
        ),
        (
            ask("/sign-in/help").case("known"),
            "Get help – Acme Instruments",
        ),
        (
            ask("/sign-in/help").case("asked"),
            "Get help – Acme Instruments",
        ),
        (
            ask("/sign-in/help").case("window-passed"),
            "The time to set up has passed – Acme Instruments",
        ),
        (
            ask("/sign-in/help").case("no-way-in"),
            "You need an admin to sign in – Acme Instruments",
        ),
    ]
}

#[tokio::test]
async fn every_page_keeps_the_rules() {
    for (ask, title) in of_sign_in().into_iter().chain(enrolling::pages()) {
        let (path, german) = (ask.path, ask.clone().in_german());
        let got = ask.get().await;
        assert_eq!(got.status, StatusCode::OK, "{path}");
        assert_eq!(check(path, &got), title, "{path}");
        if gallery().is_none() {
            let got = german.get().await;
            assert_ne!(check(path, &got), title, "{path}");
            assert!(got.html.contains("lang=\"de\""), "{path}");
        }
    }
}

#[tokio::test]
async fn an_error_comes_first_and_leads_to_its_field() {
    let flash = refused(
        Refusal::NotRecognised,
        Field::Email,
        &[
            ("email", "anna@acme.example"),
            ("then", "/account/password"),
        ],
    );
    let got = ask("/o/acme/sign-in")
        .case("refused")
        .with(flash)
        .get()
        .await;
    assert_eq!(check("refused", &got), "Error: Sign in to Acme Instruments");
    for held in [
        "<a href=\"#email\">",
        "aria-invalid=\"true\"",
        "value=\"anna@acme.example\"",
        "name=\"then\" value=\"/account/password\"",
    ] {
        assert!(got.html.contains(held), "{held}: {}", got.html);
    }
    let flash = refused(
        Refusal::TryAgainAt(NOW + Span::seconds(90)),
        Field::Email,
        &[],
    );
    let got = ask("/o/acme/sign-in").case("wait").with(flash).get().await;
    assert!(got.html.contains("Wait 90 seconds"));
    let flash = refused(Refusal::CodeUsedBefore, Field::Code, &[("factor", "2")]);
    let got = ask("/sign-in/verify")
        .case("refused")
        .with(flash)
        .get()
        .await;
    assert!(
        got.html.contains("name=\"factor\" value=\"2\""),
        "the factor that was tried stays"
    );
}

#[tokio::test]
async fn what_was_done_is_said_once() {
    let flash = Flash {
        notice: Some(Notice::FactorAdded("<b>Pixel</b>".into())),
        ..fresh()
    };
    let got = ask("/enrol/backup-codes")
        .case("notice")
        .signed_in()
        .with(flash)
        .get()
        .await;
    check("notice", &got);
    assert!(got.html.contains("&lt;b&gt;Pixel&lt;/b&gt; was added"));
}

#[tokio::test]
async fn a_mailed_link_leaves_the_address_at_once() {
    let got = ask("/reset-password?link=the-token").get().await;
    assert_eq!(
        (got.status, got.location.as_str()),
        (StatusCode::SEE_OTHER, "/reset-password")
    );
    assert!(!got.html.contains("the-token"));
    let got = ask("/reset-password").get().await;
    assert_eq!(got.status, StatusCode::GONE);
    assert_eq!(check("gone", &got), "This link no longer works – Latchkey");
    let got = ask("/reset-password")
        .case("kept")
        .with(by_link())
        .get()
        .await;
    assert!(got.html.contains("name=\"link\" value=\"the-token\""));
}

#[tokio::test]
async fn what_cannot_be_shown_says_why() {
    let cases = [
        ("missing", StatusCode::NOT_FOUND),
        ("forbidden", StatusCode::FORBIDDEN),
        ("unavailable", StatusCode::SERVICE_UNAVAILABLE),
        ("broken", StatusCode::INTERNAL_SERVER_ERROR),
    ];
    for (case, status) in cases {
        let got = ask("/account").case(case).signed_in().get().await;
        assert_eq!(got.status, status);
        check(case, &got);
    }
    for path in ["/nowhere", "/enrol/totp/x", "/do/nothing"] {
        let got = ask(path).get().await;
        assert_eq!(got.status, StatusCode::NOT_FOUND, "{path}");
        check(path, &got);
    }
    let got = ask("/account").case("away").get().await;
    assert_eq!(
        (got.status, got.location.as_str()),
        (StatusCode::SEE_OTHER, "/o/acme/sign-in")
    );
    let got = ask("/").get().await;
    assert_eq!(
        (got.status, got.location.as_str()),
        (StatusCode::SEE_OTHER, "/sign-in")
    );
}

const FORM: &str = "organisation=acme&email=a%40b.c&password=x&then=";
const HTML: &str = "text/html,application/xhtml+xml";

#[tokio::test]
async fn a_form_is_followed_to_a_place_of_ours() {
    let got = ask("/do/sign-in").post(HTML, FORM).await;
    assert_eq!(
        (got.status, got.location.as_str()),
        (StatusCode::SEE_OTHER, "/account")
    );
    let got = ask("/do/sign-in").case("refused").post(HTML, FORM).await;
    assert_eq!(
        (got.status, got.location.as_str()),
        (StatusCode::SEE_OTHER, "/o/acme/sign-in")
    );
    // Missing and doubled fields, and a page that is reloaded.
    for form in [
        "email=x",
        "organisation=a&email=b&email=c&password=d",
        "",
        "%ff=%ff&&&=",
    ] {
        let got = ask("/do/sign-in").post(HTML, form).await;
        assert_eq!(
            (got.status, got.location.as_str()),
            (StatusCode::SEE_OTHER, "/sign-in"),
            "{form}"
        );
    }
    let got = ask("/do/confirm-totp").get().await;
    assert_eq!(
        (got.status, got.location.as_str()),
        (StatusCode::SEE_OTHER, "/enrol")
    );
}

#[tokio::test]
async fn trouble_is_a_page_and_nothing_is_lost() {
    let got = ask("/do/sign-in")
        .case("unavailable")
        .post(HTML, FORM)
        .await;
    assert_eq!(
        (got.status, got.location.as_str()),
        (StatusCode::SERVICE_UNAVAILABLE, "")
    );
    check("unavailable", &got);
    let got = ask("/do/sign-in").case("broken").post(HTML, FORM).await;
    assert_eq!(got.status, StatusCode::INTERNAL_SERVER_ERROR);
    check("broken", &got);
}

#[tokio::test]
async fn a_script_gets_the_status_and_the_closed_enum() {
    let json = "application/json";
    let got = ask("/do/sign-in").post(json, FORM).await;
    assert_eq!(
        (got.status, got.location.as_str()),
        (StatusCode::OK, "/account")
    );
    let got = ask("/do/sign-in").case("refused").post(json, FORM).await;
    assert_eq!(
        (got.status, got.html.as_str()),
        (
            StatusCode::UNAUTHORIZED,
            "{\"why\":\"NotRecognised\",\"at\":\"Email\"}"
        )
    );
    let got = ask("/do/sign-in").post(json, "email=x").await;
    assert_eq!(
        (got.status, got.html.as_str()),
        (
            StatusCode::UNPROCESSABLE_ENTITY,
            "{\"why\":\"Malformed\",\"at\":null}"
        )
    );
    let got = ask("/do/sign-in")
        .case("unavailable")
        .post(json, FORM)
        .await;
    assert_eq!(
        (got.status, got.html.as_str()),
        (
            StatusCode::SERVICE_UNAVAILABLE,
            "{\"why\":\"Busy\",\"at\":null}"
        )
    );
}

#[test]
fn every_server_function_is_listed() {
    let mut listed: Vec<&str> = ENDPOINTS.iter().map(|(path, _)| *path).collect();
    let mut registered: Vec<&str> = leptos::server_fn::axum::server_fn_paths()
        .map(|(path, _)| path)
        .collect();
    listed.sort_unstable();
    registered.sort_unstable();
    assert_eq!(registered, listed);
}
