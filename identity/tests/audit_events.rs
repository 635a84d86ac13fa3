//! docs/audit-events.md, written from the closed set of events. `UPDATE_EXPECT=1` writes it.

use std::collections::HashSet;

use expect_test::expect_file;
use identity::audit::{Event, Mailed};

const ABOUT: &str = "\
<!-- Written by identity/tests/audit_events.rs from identity/src/audit. Run it with UPDATE_EXPECT=1 to write it anew. -->
# Audit events

Every event is appended in the same transaction as what it records. Names are stable: none is ever renamed or used again for something
else. Each has an actor (a user, an API credential or the system), and where they apply a subject, a factor, a reason and details; always
the organisation, a gap-free sequence number, the request's id, its address and user agent, and the time. The rows of an organisation form an
HMAC chain; `latchkey audit verify` checks it. A password that a hundred wrong tries disabled is mailed to its owner as well.

| event | what happened | mail to |
|---|---|---|
";

#[test]
fn the_page_of_all_events() {
    let mut page = ABOUT.to_owned();
    for event in Event::ALL {
        let mail = match event.mailed() {
            Mailed::Nobody => "",
            Mailed::Subject => "the person",
            Mailed::Admins => "the admins",
        };
        page.extend([
            "| `",
            event.code(),
            "` | ",
            event.describe(),
            " | ",
            mail,
            " |\n",
        ]);
    }
    expect_file!["../../docs/audit-events.md"].assert_eq(&page);
}

#[test]
fn names_are_dotted_and_sentences_are_sentences() {
    for event in Event::ALL {
        let name = event.code();
        assert!(
            name.contains('.')
                && name
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c == '.' || c == '_'),
            "{name}"
        );
        assert!(
            event.describe().ends_with('.') && !event.describe().contains('|'),
            "{name}"
        );
        assert_eq!(name.parse(), Ok(*event));
    }
    let sentences: HashSet<&str> = Event::ALL.iter().map(|event| event.describe()).collect();
    assert_eq!(sentences.len(), Event::ALL.len());
}

#[test]
fn what_other_programs_wait_for_is_there() {
    for name in [
        "mfa.factor_admin_reset",
        "user.signed_in.mfa_required",
        "mfa.factor_enrolled",
    ] {
        assert!(name.parse::<Event>().is_ok(), "{name}");
    }
}
