//! The account: each page as it is shown and refused.

use axum::http::StatusCode;
use identity::{
    factor::{Factor, FactorKind, FactorState, KindSet},
    ids::UserId,
    language::Language,
    loss::Remains,
    policy::SelfRemoval,
    refusal::{Field, Refusal},
    removal::RemovalVerdict,
    request::Asked,
    role::Role,
    session::Ends,
    time::Span,
    turn::Flash,
    view::{
        account::{
            AccountView, AdminsView, CodesStanding, LossView, Me, Nudge, RemoveView, RenameView,
        },
        passkey::KnownPasskeys,
    },
};

use crate::{
    browser::{Ask, ask},
    examples::{NOW, acme, admins, factor},
    rules::check,
};

pub fn me(role: Option<Role>) -> Me {
    Me {
        id: UserId(1),
        name: "Berta Klein".into(),
        email: "berta@acme.example".into(),
        role,
        organisation: acme(),
        language: Some(Language::En),
        ends: ends(),
        customers: None,
    }
}

/// Half an hour without anybody there, seven hours in all.
pub fn ends() -> Ends {
    Ends {
        idle: Span::minutes(30),
        idle_at: NOW + Span::minutes(30),
        expires_at: NOW + Span::hours(7),
    }
}

pub fn account(case: &str) -> AccountView {
    let passkey = Factor {
        kind: FactorKind::Passkey,
        ..factor(3, "MacBook Air")
    };
    let lost = Factor {
        state: FactorState::Suspended,
        last_used_at: None,
        ..factor(4, "iPhone 12")
    };
    let bare = case == "bare";
    AccountView {
        me: me(None),
        factors: if bare {
            vec![]
        } else {
            vec![passkey, factor(1, "Pixel 9"), lost]
        },
        codes: CodesStanding {
            left: if bare { 0 } else { 3 },
            made_at: (!bare).then_some(NOW - Span::days(250)),
            unsaved: !bare,
        },
        password_changed_at: (!bare).then_some(NOW - Span::days(21)),
        allowed: KindSet::NONE.with(FactorKind::Totp),
        self_removal: SelfRemoval::On,
        nudge: if bare {
            Nudge::AddFirst
        } else {
            Nudge::AddSecond
        },
        grace_until: bare.then_some(NOW + Span::days(6)),
        asked: if bare {
            Asked::Nothing
        } else {
            Asked::Waits(NOW - Span::minutes(12))
        },
        passkeys: (!bare).then(|| KnownPasskeys {
            user: "dXNlcg".into(),
            credentials: vec!["Zmlyc3Q".into(), "c2Vjb25k".into()],
        }),
    }
}

pub fn named() -> RenameView {
    RenameView {
        me: me(None),
        factor: factor(1, "Pixel 9"),
        kinds: KindSet::NONE
            .with(FactorKind::Passkey)
            .with(FactorKind::Totp),
    }
}

pub fn removing(case: &str) -> RemoveView {
    RemoveView {
        me: me(None),
        factor: factor(1, "Pixel 9"),
        verdict: match case {
            "last" => RemovalVerdict::LastOne,
            "admins" => RemovalVerdict::AdminsOnly,
            _ => RemovalVerdict::Allowed,
        },
        admins: admins(),
        contact: "Service desk: +49 30 555 0100".into(),
        asked: Asked::Declined {
            at: NOW - Span::hours(2),
            answer: "Use a backup code, please.".into(),
        },
    }
}

pub fn losing(case: &str) -> LossView {
    LossView {
        me: me(None),
        factor: factor(1, "Pixel 9"),
        remains: match case {
            "last" => Remains::Nothing,
            "codes" => Remains::Codes(3),
            _ => Remains::Factors,
        },
    }
}

pub fn helpers() -> AdminsView {
    AdminsView {
        me: me(None),
        contact: "Service desk: +49 30 555 0100".into(),
        admins: admins(),
        asked: Asked::Declined {
            at: NOW - Span::hours(2),
            answer: "Use a backup code, please.".into(),
        },
    }
}

fn pages() -> Vec<(Ask, &'static str)> {
    vec![
        (ask("/account"), "Your sign-in – Acme Instruments"),
        (
            ask("/account").case("bare"),
            "Your sign-in – Acme Instruments",
        ),
        (
            ask("/account/factors/1/rename"),
            "Rename Pixel 9 – Acme Instruments",
        ),
        (
            ask("/account/factors/1/rename").case("proof"),
            "Rename a second step – Acme Instruments",
        ),
        (
            ask("/account/factors/1/replace"),
            "Replace Pixel 9 – Acme Instruments",
        ),
        (
            ask("/account/factors/1/remove"),
            "Remove Pixel 9? – Acme Instruments",
        ),
        (
            ask("/account/factors/1/remove").case("last"),
            "Pixel 9 is your last second step – Acme Instruments",
        ),
        (
            ask("/account/factors/1/remove").case("admins"),
            "Only an admin can remove Pixel 9 – Acme Instruments",
        ),
        (
            ask("/account/factors/1/lost"),
            "Report Pixel 9 lost? – Acme Instruments",
        ),
        (
            ask("/account/factors/1/lost").case("codes"),
            "Report Pixel 9 lost? – Acme Instruments",
        ),
        (
            ask("/account/factors/1/lost").case("last"),
            "Report Pixel 9 lost? – Acme Instruments",
        ),
        (
            ask("/account/factors/1/lost").case("proof"),
            "Report a second step lost – Acme Instruments",
        ),
        (
            ask("/account/factors/1/restore"),
            "Use Pixel 9 again? – Acme Instruments",
        ),
        (
            ask("/account/password"),
            "Change your password – Acme Instruments",
        ),
        (
            ask("/account/admins"),
            "Who can help you – Acme Instruments",
        ),
    ]
}

#[tokio::test]
async fn every_page_is_whole_in_both_languages() {
    for (ask, title) in pages() {
        let path = ask.path;
        let got = ask.clone().signed_in().get().await;
        assert_eq!(got.status, StatusCode::OK, "{path}");
        assert_eq!(check(path, &got), title, "{path}");
        let german = ask.signed_in().in_german().get().await;
        assert_ne!(check(path, &german), title, "{path}");
    }
}

#[tokio::test]
async fn what_is_no_factor_is_no_page() {
    for path in [
        "/account/factors/x/rename",
        "/account/factors/-/remove",
        "/account/factors/99999999999999999999/replace",
    ] {
        let got = ask(path).signed_in().get().await;
        assert_eq!(got.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_refused_name_stands_at_its_field_with_what_was_typed() {
    let flash = Flash {
        refused: Some(Refusal::NameTooLong.at(Field::Name)),
        typed: [("name".to_owned(), "A <b>name".to_owned())].into(),
        ..Flash::default()
    };
    let got = ask("/account/factors/1/rename")
        .signed_in()
        .with(flash)
        .get()
        .await;
    assert!(
        got.html.contains("value=\"A &lt;b>name\"")
            || got.html.contains("value=\"A &lt;b&gt;name\""),
        "{}",
        got.html
    );
    assert!(got.html.contains("id=\"name-error\""));
}

#[tokio::test]
async fn removing_says_what_it_costs_and_names_the_verb() {
    let got = ask("/account/factors/1/remove")
        .case("last")
        .signed_in()
        .get()
        .await;
    assert!(got.html.contains("Remove anyway and set up again now"));
    assert!(got.html.contains("name=\"insist\" value=\"yes\""));
    let got = ask("/account/factors/1/remove")
        .case("admins")
        .signed_in()
        .get()
        .await;
    assert!(!got.html.contains("/do/remove-factor"));
    assert!(got.html.contains("Mara Lindqvist"));
}

/// Signal API: to their owner all that are good; to a stranger the one that nobody has.
#[tokio::test]
async fn browsers_are_told_which_passkeys_are_good() {
    let own = ask("/account").signed_in().get().await.html;
    assert!(own.contains("data-user=\"dXNlcg\" data-ids=\"Zmlyc3Q,c2Vjb25k\""));
    assert!(own.contains("/signal.js\""), "{own}");
    let bare = ask("/account").case("bare").signed_in().get().await.html;
    assert!(!bare.contains("signal.js") && !bare.contains("known-passkeys"));
    let flash = Flash {
        typed: [("unknown_passkey".to_owned(), "Z29uZQ".to_owned())].into(),
        ..Flash::default()
    };
    let refused = ask("/o/acme/sign-in").with(flash).get().await.html;
    assert!(refused.contains("data-unknown=\"Z29uZQ\"") && refused.contains("/signal.js\""));
    assert!(
        !ask("/o/acme/sign-in")
            .get()
            .await
            .html
            .contains("signal.js")
    );
}
