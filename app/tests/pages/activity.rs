//! One's own security history: a sentence for every event that one is told of.

use axum::http::StatusCode;
use identity::{
    audit::Event,
    browser::{Browser, Whence},
    role::Role,
    session::EndCause,
    time::Span,
    view::activity::{ActivityLine, ActivityView, By},
};

use crate::{account::me, browser::ask, examples::NOW, rules::check};

fn line(sequence: i64, event: Event, by: By) -> ActivityLine {
    ActivityLine {
        sequence,
        event,
        from: matches!(by, By::Oneself).then(|| Whence {
            ip: "203.0.113.9".into(),
            browser: Browser::of("Windows Firefox/145.0"),
        }),
        by,
        name: Some("Pixel <9>".into()),
        old: None,
        cause: None,
        number: Some(3),
        role: Some(Role::HelpDesk),
        at: NOW - Span::hours(sequence),
    }
}

/// All that there is, once by oneself and once by an admin.
pub fn activity(case: &str, before: Option<i64>) -> ActivityView {
    let told = || Event::ALL.iter().filter(|event| event.is_told_to_subject());
    let mine = told().map(|event| line(1, *event, By::Oneself));
    let theirs = told().map(|event| line(2, *event, By::Person("Mara Lindqvist".into())));
    let causes = EndCause::ALL.iter().map(|cause| ActivityLine {
        cause: Some(*cause),
        ..line(3, Event::SessionRevoked, By::Nobody)
    });
    ActivityView {
        me: me(None),
        lines: if case == "empty" {
            Vec::new()
        } else {
            mine.chain(theirs).chain(causes).collect()
        },
        next: before.is_none().then_some(17),
    }
}

#[tokio::test]
async fn every_event_has_a_sentence_in_both_languages() {
    let got = ask("/account/activity").signed_in().get().await;
    assert_eq!(got.status, StatusCode::OK);
    assert_eq!(
        check("/account/activity", &got),
        "Recent activity – Acme Instruments"
    );
    let sentences = |html: &str| -> Vec<String> {
        let parts = html.split("<strong>").skip(1);
        parts
            .map(|part| part.split("</strong>").next().unwrap().to_owned())
            .collect()
    };
    let (english, told) = (sentences(&got.html), activity("", None).lines.len());
    // The clock of the warning is one more.
    assert_eq!(english.iter().filter(|one| one.len() > 3).count(), told);
    let german = ask("/account/activity").signed_in().in_german().get().await;
    check("/account/activity", &german);
    for (here, there) in english.iter().zip(sentences(&german.html)) {
        assert!(here.len() <= 3 || *here != there, "{here}");
    }
    assert!(
        !got.html
            .contains("Something about your sign-in was changed."),
        "a sentence is missing"
    );
    assert!(got.html.contains("Pixel &lt;9"), "escaped");
    assert!(
        got.html
            .contains("Mara Lindqvist reset your sign-in steps.")
    );
    assert!(got.html.contains("Firefox on Windows, from 203.0.113.9"));
}

#[tokio::test]
async fn pages_go_by_key() {
    let first = ask("/account/activity").signed_in().get().await;
    assert!(first.html.contains("/account/activity?before=17"));
    let last = ask("/account/activity?before=17").signed_in().get().await;
    assert!(last.html.contains("Back to the newest") && !last.html.contains(">Earlier<"));
    let empty = ask("/account/activity")
        .case("empty")
        .signed_in()
        .get()
        .await;
    assert!(empty.html.contains("Nothing has happened yet."));
}
