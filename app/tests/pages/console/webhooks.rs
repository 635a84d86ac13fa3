//! The webhooks that the example console shows, and what their pages must hold.

use identity::{
    audit::Event,
    ids::WebhookId,
    place::FreshWebhook,
    refusal::{Field, Refusal},
    secret::Secret,
    step_up::StepUp,
    time::Span,
    turn::Flash,
    view::webhooks::{AttemptRow, DeliveryRow, WebhookRow, WebhookView, WebhooksView},
    webhook::{
        Answer, Outcome, Progress, WebhookState,
        subscription::{Subscription, brief},
    },
};

use super::views::{me, prove};
use crate::{browser::ask, examples::NOW};

fn alarms(case: &str) -> WebhookRow {
    WebhookRow {
        id: WebhookId(3),
        name: "Alarms <of> the house".into(),
        url: "https://hooks.example.com/alarms?key=%3Cscript%3E".into(),
        subscription: Subscription::Chosen(vec![Event::FactorAdminReset, Event::CodeReplayed]),
        state: if case == "off" {
            WebhookState::Off
        } else {
            WebhookState::On
        },
        failing_since: Some(NOW - Span::days(2)),
        last_taken_at: Some(NOW - Span::days(2)),
        old_secret_until: Some(NOW + Span::hours(20)),
    }
}

pub fn list(case: &str) -> WebhooksView {
    let archive = WebhookRow {
        id: WebhookId(4),
        name: "Archive".into(),
        url: "https://archive.example.com/".into(),
        subscription: Subscription::All,
        failing_since: None,
        last_taken_at: None,
        old_secret_until: None,
        ..alarms(case)
    };
    WebhooksView {
        me: me(case),
        webhooks: if case == "empty" {
            Vec::new()
        } else {
            vec![alarms(case), archive]
        },
        due: (case == "proof").then(|| prove(StepUp::CreateWebhook)),
    }
}

pub fn one(case: &str, id: WebhookId) -> WebhookView {
    let delivery = |sequence, progress, answers: &[Answer]| DeliveryRow {
        sequence,
        event: Event::FactorAdminReset,
        progress,
        created_at: NOW - Span::hours(3),
        next_try_at: NOW + Span::hours(2),
        attempts: (1..)
            .zip(answers)
            .map(|(nth, answer)| AttemptRow {
                nth,
                at: NOW - Span::hours(2),
                answer: *answer,
                took_ms: 120,
            })
            .collect(),
    };
    let tried: Vec<_> = Outcome::ALL
        .iter()
        .map(|outcome| Answer::none(*outcome))
        .collect();
    let deliveries = vec![
        delivery(
            90,
            Progress::Waiting,
            &[Answer::status(500), Answer::none(Outcome::TimedOut)],
        ),
        delivery(80, Progress::GivenUp, &tried),
        delivery(70, Progress::Stopped, &[]),
        delivery(60, Progress::Delivered, &[Answer::status(204)]),
    ];
    WebhookView {
        me: me(case),
        webhook: WebhookRow { id, ..alarms(case) },
        deliveries: if case == "empty" {
            Vec::new()
        } else {
            deliveries
        },
        due: (case == "proof").then(|| prove(StepUp::ManageWebhook(id))),
    }
}

#[tokio::test]
async fn a_secret_is_on_the_page_that_made_it_and_on_no_other() {
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let flash = Flash {
        webhook: Some(FreshWebhook {
            webhook: WebhookId(3),
            secret: Secret::from(SECRET.to_owned()),
        }),
        ..Flash::default()
    };
    let page = ask("/admin/webhooks/3").signed_in();
    let html = page.clone().with(flash.clone()).get().await.html;
    assert!(html.contains(SECRET), "{html}");
    assert!(!page.get().await.html.contains("whsec_"));
    let other = ask("/admin/webhooks/4").signed_in().with(flash);
    assert!(!other.get().await.html.contains("whsec_"));
}

#[tokio::test]
async fn a_refused_webhook_keeps_what_was_typed_and_ticked() {
    let ticked = brief(["user.signed_in", "mfa.code_replayed"]);
    let typed = [
        ("name", "Chat room"),
        ("url", "http://chat.example.com/"),
        ("which", "chosen"),
        ("events", ticked.as_str()),
    ];
    let flash = Flash {
        refused: Some(Refusal::WebhookUrlPlain.at(Field::Url)),
        typed: typed
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .into(),
        ..Flash::default()
    };
    let got = ask("/admin/webhooks").signed_in().with(flash).get().await;
    for held in [
        "value=\"Chat room\"",
        "value=\"http://chat.example.com/\"",
        "must begin with https://",
    ] {
        assert!(got.html.contains(held), "{held}: {}", got.html);
    }
    // The radio button, and two boxes.
    assert_eq!(got.html.matches("\" checked").count(), 3, "{}", got.html);
}

#[tokio::test]
async fn what_asks_for_a_proof_is_not_offered_before_it_but_a_test_is() {
    let page = ask("/admin/webhooks/3").signed_in();
    let html = page.clone().get().await.html;
    for deed in ["off", "rotate", "test", "delete"] {
        let field = format!("name=\"deed\" value=\"{deed}\"");
        assert!(html.contains(&field), "{deed}");
    }
    let html = page.clone().case("proof").get().await.html;
    assert!(html.contains("value=\"manage-webhook:3\""));
    assert!(html.contains("name=\"deed\" value=\"test\""));
    for never in ["value=\"rotate\"", "value=\"delete\"", "/do/save-webhook"] {
        assert!(!html.contains(never), "{never}");
    }
    let html = page.case("off").get().await.html;
    assert!(html.contains("value=\"on\"") && !html.contains("value=\"test\""));
}

#[tokio::test]
async fn an_address_and_a_name_are_text() {
    let html = ask("/admin/webhooks/3").signed_in().get().await.html;
    assert!(html.contains("Alarms &lt;of&gt; the house"), "{html}");
    assert!(!html.contains("<of>") && !html.contains("<script>"));
}
