//! What mails say, and that nothing in them is taken for markup.

use identity::{language::Language, secret::Secret, time::Timestamp};

use super::*;

fn circumstances(language: Language) -> Circumstances {
    Circumstances {
        language,
        name: "Anna".into(),
        organisation: "Acme".into(),
        contact: "+49 30 1234".into(),
        public_url: "https://id.example.com".into(),
        at: Timestamp(1_763_733_900_000),
        ip: "203.0.113.7".into(),
        agent: "Firefox".into(),
        not_me: None,
    }
}

#[test]
fn a_mail_says_what_when_and_what_if_not() {
    let mail = compose(
        &Occasion::BackupCodeUsed { left: 1 },
        &circumstances(Language::En),
    );
    assert_eq!(mail.subject, "A backup code was used");
    for said in [
        "Hello Anna",
        "1 is left",
        "21 November 2025, 14:05 UTC",
        "203.0.113.7",
        "+49 30 1234",
        "https://id.example.com/account",
    ] {
        assert!(mail.text.contains(said), "{said}: {}", mail.text);
    }
}

#[test]
fn a_reset_says_how_long_the_door_stays_open() {
    let reset = Occasion::ResetByAdmin {
        admin: "Max".into(),
        hours: 72,
        pass: identity::access_pass::ResetPass::On,
    };
    let mail = compose(&reset, &circumstances(Language::De));
    assert!(
        mail.text
            .contains("Max hat Ihre Anmeldeschritte bei Acme zurückgesetzt"),
        "{}",
        mail.text
    );
    assert!(
        mail.text.contains("innerhalb von 72 Stunden"),
        "{}",
        mail.text
    );
    assert!(mail.text.contains("Zugangspass"), "{}", mail.text);
}

#[test]
fn an_invitation_carries_its_link_and_nothing_to_report() {
    let invited = Occasion::Invited {
        link: Secret::new("https://id.example.com/welcome?link=abc"),
        until: Timestamp(1_763_733_900_000),
    };
    let mail = compose(&invited, &circumstances(Language::En));
    assert!(
        mail.text
            .contains("\nhttps://id.example.com/welcome?link=abc\n")
    );
    assert!(
        mail.html
            .contains("<a href=\"https://id.example.com/welcome?link=abc\">")
    );
    assert!(!mail.text.contains("Firefox"));
}

#[test]
fn what_people_wrote_is_never_markup() {
    let asked = Occasion::AdminAsked {
        name: "<b>Eve</b>".into(),
        email: "eve@example.com".into(),
        note: "<script>alert(1)</script>\n\"x\" & 'y'".into(),
        waits_since: None,
        link: "https://id.example.com/admin/requests/7".into(),
    };
    let mail = compose(&asked, &circumstances(Language::En));
    assert!(
        !mail.html.contains("<script") && !mail.html.contains("<b>"),
        "{}",
        mail.html
    );
    assert!(
        mail.text
            .contains("> <script>alert(1)</script>\n> \"x\" & 'y'"),
        "{}",
        mail.text
    );
}
