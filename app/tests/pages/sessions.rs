//! Where somebody is signed in: the page, and the warning that every page of a session holds.

use axum::http::StatusCode;
use identity::{
    browser::{Browser, Whence},
    ids::{KnownDeviceId, SessionId},
    proof::ProofKind,
    session::EndCause,
    time::Span,
    turn::Flash,
    view::sessions::{DeviceLine, SessionLine, SessionsView},
};

use crate::{account::me, browser::ask, examples::NOW, rules::check};

fn line(id: i64, agent: &str, proved_by: ProofKind) -> SessionLine {
    SessionLine {
        id: SessionId(id),
        from: Whence {
            ip: format!("203.0.113.{id}"),
            browser: Browser::of(agent),
        },
        proved_by,
        signed_in_at: NOW - Span::hours(id),
        last_seen_at: NOW - Span::minutes(id),
    }
}

fn device(id: i64) -> DeviceLine {
    DeviceLine {
        id: KnownDeviceId(id),
        from: line(id, "Android Chrome/148.0", ProofKind::Totp).from,
        known_since: NOW - Span::days(40),
        last_seen_at: NOW - Span::days(id),
    }
}

pub fn sessions(case: &str) -> SessionsView {
    let others = [
        line(2, "iPhone Version/26.0 Safari/605", ProofKind::Passkey),
        line(3, "Windows NT 10.0 Firefox/145.0", ProofKind::BackupCode),
        line(4, "something else", ProofKind::Enrolment),
    ];
    SessionsView {
        me: me(None),
        here: line(1, "Linux Chrome/148.0 Safari/537.36", ProofKind::Totp),
        others: match case {
            "alone" => Vec::new(),
            "one" => others.into_iter().take(1).collect(),
            _ => others.into(),
        },
        devices: match case {
            "alone" => Vec::new(),
            _ => vec![device(1), device(2)],
        },
        this_device: Some(KnownDeviceId(2)),
    }
}

#[tokio::test]
async fn the_page_is_whole_in_both_languages() {
    for case in ["", "alone", "one"] {
        let got = ask("/account/sessions").case(case).signed_in().get().await;
        assert_eq!(got.status, StatusCode::OK);
        let title = check("/account/sessions", &got);
        assert_eq!(title, "Where you are signed in – Acme Instruments");
        assert_eq!(
            got.html.matches("action=\"/do/end-session\"").count(),
            sessions(case).others.len(),
            "{case}: a button for each, and none for this one"
        );
        assert_eq!(
            got.html.contains("/do/end-other-sessions"),
            case.is_empty(),
            "{case}: all at once only where there are several"
        );
        let german = ask("/account/sessions")
            .case(case)
            .signed_in()
            .in_german()
            .get()
            .await;
        assert_ne!(check("/account/sessions", &german), title);
    }
}

#[tokio::test]
async fn a_session_is_told_by_browser_place_and_proof() {
    let got = ask("/account/sessions").signed_in().get().await;
    for words in [
        "Chrome on Linux",
        "Safari on iPhone",
        "A browser that does not say its name",
        "from 203.0.113.3",
        "password and backup code",
        "in Firefox on Windows, signed in 3 hours ago",
    ] {
        assert!(got.html.contains(words), "{words}: {}", got.html);
    }
    assert!(got.html.contains("aria-current=\"page\""));
}

#[tokio::test]
async fn every_page_of_a_session_can_warn_of_its_end() {
    for path in ["/account", "/account/sessions", "/admin/users"] {
        let got = ask(path).signed_in().get().await;
        for part in [
            "<dialog id=\"still-there\"",
            "data-idle=\"1800000\"",
            "data-left=\"1800000\"",
            "data-end=\"25200000\"",
            "action=\"/do/stay-signed-in\"",
        ] {
            assert!(got.html.contains(part), "{path}: {part}");
        }
        assert!(!got.html.contains("<dialog open"), "{path}");
    }
    let stranger = ask("/o/acme/sign-in").get().await;
    assert!(!stranger.html.contains("<dialog"));
}

#[tokio::test]
async fn whoever_is_signed_out_reads_why() {
    let mut seen = Vec::new();
    for cause in EndCause::ALL {
        let flash = Flash {
            refused: Some(identity::refusal::Refusal::SessionEnded(*cause).into()),
            ..Flash::default()
        };
        let got = ask("/o/acme/sign-in").with(flash).get().await;
        check("/o/acme/sign-in", &got);
        let sentence = got.html.split("You are signed out").nth(1);
        let sentence = sentence.unwrap_or_else(|| panic!("{cause}: {}", got.html));
        let sentence = sentence.split('<').next().unwrap().to_owned();
        assert!(!seen.contains(&sentence), "{cause} reads like another");
        seen.push(sentence);
    }
}
