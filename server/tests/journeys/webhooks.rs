//! Webhooks: made by an admin who proves it, told of what happens, tried again, given up, switched off; and nothing is told to anybody
//! else.

use identity::{secret::Secret, time::Span};
use server::{store::args, webhooks::signing_secret::SigningSecret};

use super::{
    anna,
    endpoint::{Endpoint, Message, courier},
    engines::on_both_engines,
    house::House,
    people::{self, Person},
};

pub const PAGE: &str = "/admin/webhooks";
pub const CREATE: &str = "/do/create-webhook";
pub const SAVE: &str = "/do/save-webhook";
pub const MANAGE: &str = "/do/manage-webhook";

/// Makes one for all events, or for these, and gives its page and its secret.
pub async fn make(house: &House, admin: &mut Person, events: &[&str]) -> (String, String) {
    admin.browser.open(PAGE).await;
    admin.prove(house).await;
    let ticks: Vec<_> = events
        .iter()
        .map(|code| format!("event[{}]", code.replace('.', "-")))
        .collect();
    let which = if events.is_empty() { "all" } else { "chosen" };
    let mut fields = vec![
        ("name", "Chat room"),
        ("url", "https://chat.example.com/hooks"),
        ("which", which),
    ];
    fields.extend(ticks.iter().map(|tick| (tick.as_str(), "on")));
    admin.browser.submit(CREATE, &fields).await;
    let page = admin.browser.page.path.clone();
    let shown = admin.browser.page.all(".card code");
    assert_eq!(shown.len(), 1, "{}", admin.browser.page.text());
    (page, shown[0].clone())
}

/// The same, at an endpoint of this test: the console takes no address inside.
async fn make_at(
    house: &House,
    admin: &mut Person,
    endpoint: &Endpoint,
    events: &[&str],
) -> (String, String) {
    let made = make(house, admin, events).await;
    house
        .change("UPDATE webhooks SET url = $1", args![&endpoint.url])
        .await;
    made
}

/// Presses a button on the page of a webhook.
pub async fn press(house: &House, admin: &mut Person, page: &str, deed: &str) {
    admin.browser.open(page).await;
    if deed != "test" {
        admin.prove(house).await;
    }
    admin.browser.submit(MANAGE, &[("deed", deed)]).await;
}

fn signed(secret: &str, message: &Message) -> String {
    let secret = SigningSecret::parse(&Secret::from(secret.to_owned())).unwrap();
    secret.sign(&message.id, message.seconds, &message.body)
}

async fn progress(house: &House) -> Vec<String> {
    house
        .all(
            "SELECT progress FROM webhook_deliveries ORDER BY id",
            args![],
        )
        .await
}

pub async fn happened(house: &House, event: &str) -> i64 {
    house
        .one(
            "SELECT COUNT(*) FROM audit_events WHERE event = $1",
            args![event],
        )
        .await
}

on_both_engines! {
    /// Every event from its own creation on, once each, signed with the secret that was shown once; in the words of the API.
    async fn what_happens_is_told_once_and_signed(house: House) {
        let (endpoint, courier) = (Endpoint::open().await, courier());
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        let (page, secret) = make_at(&house, &mut admin, &endpoint, &[]).await;
        admin.browser.page.says("The webhook Chat room was created.");
        assert!(secret.starts_with("whsec_") && secret.len() == 50, "{secret}");
        assert!(!admin.browser.open(&page).await.html.contains("whsec_"), "shown once");
        press(&house, &mut admin, &page, "test").await;
        admin.browser.page.says("A test is on its way to Chat room");
        anna.browser = house.browser();
        anna.sign_in(&house).await;

        let taken = house.tell(&courier).await;
        let came = endpoint.came();
        assert_eq!(came.len(), taken);
        assert_eq!(house.tell(&courier).await, 0, "nothing twice");
        let since: i64 = house.one("SELECT sequence FROM audit_events WHERE event = 'webhook.created'", args![]).await;
        let events: Vec<(i64, String)> = house.all("SELECT sequence, event FROM audit_events WHERE sequence >= $1 AND organisation_id > 0 ORDER BY sequence", args![since]).await;
        let mut told: Vec<(i64, String)> = came.iter().map(|message| (message.json()["data"]["sequence"].as_i64().unwrap(), message.kind())).collect();
        told.sort();
        assert_eq!(told, events, "each of them, and the creation first");
        assert!(events.iter().any(|(_, event)| event == "user.signed_in") && events.iter().any(|(_, event)| event == "webhook.tested"));
        for message in &came {
            assert_eq!(message.signatures, signed(&secret, message));
            assert_eq!(message.seconds, house.now().seconds());
        }
        let ids: std::collections::BTreeSet<_> = came.iter().map(|message| &message.id).collect();
        assert_eq!(ids.len(), came.len());
        let message = came.iter().find(|message| message.kind() == "user.signed_in").unwrap().json();
        let data = &message["data"];
        assert_eq!((data["event"].as_str(), data["actor_kind"].as_str(), data["actor_name"].as_str()), (Some("user.signed_in"), Some("user"), Some("Anna Weber")));
        assert_eq!(message["timestamp"], data["at"]);
        let mut keys: Vec<_> = data.as_object().unwrap().keys().map(String::as_str).collect();
        keys.sort_unstable();
        assert_eq!(keys, ["actor_id", "actor_kind", "actor_name", "at", "detail", "event", "factor_id", "ip", "reason", "request_id", "sequence", "subject_id", "subject_name"]);

        admin.browser.open(&page).await.says("Webhook tested").says("Delivered").says("answered 204");
        let kept: (String, String) = house.one("SELECT secret, (SELECT detail FROM audit_events WHERE event = 'webhook.created') FROM webhooks", args![]).await;
        for text in [kept.0, kept.1] {
            assert!(!text.contains(&secret[6..]) && !text.contains("/hooks"), "{text}");
        }
    }
}

on_both_engines! {
    /// Only what was ticked; and a test all the same.
    async fn only_what_was_chosen_is_told(house: House) {
        let (endpoint, courier) = (Endpoint::open().await, courier());
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        let (page, _) = make_at(&house, &mut admin, &endpoint, &["user.signed_in", "webhook.created"]).await;
        anna.browser = house.browser();
        anna.sign_in(&house).await;
        anna.browser = house.browser();
        anna.sign_in(&house).await;
        press(&house, &mut admin, &page, "test").await;
        house.tell(&courier).await;
        let mut kinds: Vec<_> = endpoint.came().iter().map(Message::kind).collect();
        kinds.sort();
        assert_eq!(kinds, ["user.signed_in", "user.signed_in", "webhook.created", "webhook.tested"]);

        // Changed to another event, with everything else as it stood.
        admin.browser.open(&page).await;
        admin.prove(&house).await;
        assert!(admin.browser.page.html.contains("checked"));
        let id = page.rsplit('/').next().unwrap();
        let fields = [("webhook", id), ("name", "Renamed"), ("url", "https://other.example.com/"), ("which", "chosen"), ("event[user-sign_in_failed]", "on")];
        admin.browser.push(&house, SAVE, &fields).await;
        admin.browser.follow().await.says("The webhook Renamed was saved.").says("1 event");
        let (event, detail): (String, String) = house.one("SELECT event, detail FROM audit_events ORDER BY at DESC, sequence DESC LIMIT 1", args![]).await;
        assert_eq!(event, "webhook.changed");
        for said in ["Chat room", "Renamed", "other.example.com", "user.sign_in_failed"] {
            assert!(detail.contains(said), "{said}: {detail}");
        }
        house.change("UPDATE webhooks SET url = $1", args![&endpoint.url]).await;
        anna.browser = house.browser();
        anna.sign_in(&house).await;
        assert_eq!(house.tell(&courier).await, 0);
        // As it stands, it is saved again: nothing is written down.
        let changed = happened(&house, "webhook.changed").await;
        house.change("UPDATE webhooks SET url = 'https://other.example.com/'", args![]).await;
        admin.browser.open(&page).await;
        admin.prove(&house).await;
        admin.browser.submit(SAVE, &[]).await.says("was saved");
        assert_eq!(happened(&house, "webhook.changed").await, changed);
        admin.browser.open("/admin/audit?event=webhook.changed").await.says("Berta Admin changed the webhook “Renamed”.");
    }
}

on_both_engines! {
    /// It fails, is tried again with the same id, later and later, and takes everything when it is back.
    async fn what_was_not_taken_is_tried_again(house: House) {
        let (endpoint, courier) = (Endpoint::open().await, courier());
        let mut admin = people::set_up(&house).await;
        let (page, secret) = make_at(&house, &mut admin, &endpoint, &["webhook.tested"]).await;
        press(&house, &mut admin, &page, "test").await;
        endpoint.answers(503);
        let mut ids = Vec::new();
        for (nth, pause) in [(1, Span::seconds(5)), (2, Span::minutes(5)), (3, Span::minutes(30))] {
            assert_eq!(house.tell(&courier).await, 0);
            let came = endpoint.came();
            assert_eq!(came.len(), 1, "try {nth}");
            assert_eq!(came[0].seconds, house.now().seconds(), "signed anew");
            assert_eq!(came[0].signatures, signed(&secret, &came[0]));
            ids.push(came[0].id.clone());
            house.wait(Span(pause.0 - 1));
            house.tell(&courier).await;
            assert!(endpoint.came().is_empty(), "not before its time: {nth}");
            house.wait(Span(1));
        }
        admin.sign_in(&house).await;
        admin.browser.open(&page).await.says("answered 503").says("Waits; next try").says("nothing was taken since");
        endpoint.answers(200);
        assert_eq!(house.tell(&courier).await, 1);
        ids.extend(endpoint.came().into_iter().map(|message| message.id));
        ids.dedup();
        assert_eq!(ids.len(), 1, "the same message each time");
        let page = admin.browser.open(&page).await;
        page.says("answered 200").says("Delivered");
        assert!(!page.text().contains("nothing was taken since"));
        assert_eq!(happened(&house, "webhook.failing").await, 0, "not for so long");
    }
}

on_both_engines! {
    /// After ten tries in three days it is given up, and shown; after a day it is marked, once; and it is told of new events all the same.
    async fn what_is_never_taken_is_given_up_and_marked(house: House) {
        let (endpoint, courier) = (Endpoint::open().await, courier());
        let mut admin = people::set_up(&house).await;
        let (page, _) = make_at(&house, &mut admin, &endpoint, &["webhook.tested", "webhook.failing"]).await;
        press(&house, &mut admin, &page, "test").await;
        endpoint.answers(500);
        let mut tries = 0;
        for _ in 0..12 {
            house.tell(&courier).await;
            tries += endpoint.came().iter().filter(|message| message.kind() == "webhook.tested").count();
            house.wait(Span::hours(24));
        }
        assert_eq!(tries, 10);
        assert_eq!(progress(&house).await[0], "given_up");
        assert_eq!(happened(&house, "webhook.failing").await, 1);
        let attempts: i64 = house.one("SELECT COUNT(*) FROM webhook_attempts WHERE outcome = 'answered' AND status = 500", args![]).await;
        assert!(attempts >= 10);
        admin.sign_in(&house).await;
        admin.browser.open(PAGE).await.says("nothing was taken since");
        admin.browser.open(&page).await.says("Given up after ten tries");
        admin.browser.open("/admin/audit?event=webhook.failing").await.says("has taken nothing for a day");

        // It is not forgotten: what comes next is told, and takes the mark away.
        endpoint.answers(200);
        press(&house, &mut admin, &page, "test").await;
        house.tell(&courier).await;
        assert!(!endpoint.came().is_empty());
        assert!(!admin.browser.open(&page).await.text().contains("nothing was taken since"));
        let marked: Option<i64> = house.one("SELECT marked_at FROM webhooks", args![]).await;
        assert_eq!(marked, None);
    }
}

on_both_engines! {
    /// An endpoint that says 410 is told of nothing more, until somebody switches it on again.
    async fn who_is_gone_is_switched_off(house: House) {
        let (endpoint, courier) = (Endpoint::open().await, courier());
        let mut admin = people::set_up(&house).await;
        let (page, _) = make_at(&house, &mut admin, &endpoint, &["webhook.tested"]).await;
        press(&house, &mut admin, &page, "test").await;
        press(&house, &mut admin, &page, "test").await;
        endpoint.answers(410);
        house.tell(&courier).await;
        house.wait(Span::minutes(6));
        assert_eq!(house.tell(&courier).await, 0);
        assert!(!progress(&house).await.contains(&"waiting".to_owned()));
        let state: String = house.one("SELECT state FROM webhooks", args![]).await;
        assert_eq!((state.as_str(), happened(&house, "webhook.changed").await), ("off", 1));
        endpoint.answers(200);
        press(&house, &mut admin, &page, "on").await;
        press(&house, &mut admin, &page, "test").await;
        assert_eq!(house.tell(&courier).await, 1);
    }
}

on_both_engines! {
    /// Off: what waits is stopped and nothing new is told. On again: from then on. Deleted: gone, with its secret and its address.
    async fn off_and_gone_are_told_nothing(house: House) {
        let (endpoint, courier) = (Endpoint::open().await, courier());
        let mut admin = people::set_up(&house).await;
        let (page, _) = make_at(&house, &mut admin, &endpoint, &["webhook.tested"]).await;
        press(&house, &mut admin, &page, "test").await;
        press(&house, &mut admin, &page, "off").await;
        admin.browser.page.says("The webhook Chat room is off.").says("Stopped");
        assert!(!admin.browser.page.html.contains("value=\"test\""));
        let id = page.rsplit('/').next().unwrap().to_owned();
        admin.browser.push(&house, MANAGE, &[("webhook", &id), ("deed", "test")]).await;
        admin.browser.follow().await.warns("This webhook is off");
        assert_eq!(house.tell(&courier).await, 0);
        press(&house, &mut admin, &page, "on").await;
        house.tell(&courier).await;
        assert!(endpoint.came().is_empty(), "what was stopped stays so");
        press(&house, &mut admin, &page, "test").await;
        assert_eq!(house.tell(&courier).await, 1);

        press(&house, &mut admin, &page, "test").await;
        press(&house, &mut admin, &page, "delete").await;
        assert_eq!(admin.browser.page.path, PAGE);
        admin.browser.page.says("The webhook Chat room was deleted.").says("There are no webhooks yet.");
        endpoint.came();
        assert_eq!(house.tell(&courier).await, 0);
        assert!(endpoint.came().is_empty());
        assert_eq!(progress(&house).await, ["stopped", "delivered", "stopped"]);
        assert_eq!(admin.browser.open(&page).await.status, 404);
        admin.browser.call(&house, MANAGE, &[("webhook", &id), ("deed", "on")]).await;
        assert_eq!(admin.browser.page.status, 404);
        let left: (String, String, String) = house.one("SELECT url, secret, state FROM webhooks", args![]).await;
        assert_eq!(left, (String::new(), String::new(), "deleted".to_owned()));
        let happened: Vec<String> = house.all("SELECT event FROM audit_events WHERE event LIKE 'webhook.%' ORDER BY sequence", args![]).await;
        assert_eq!(happened, ["webhook.created", "webhook.tested", "webhook.changed", "webhook.changed", "webhook.tested", "webhook.tested", "webhook.deleted"]);

        house.wait(Span::days(31));
        server::jobs::purge_expired(&house.desk).await.unwrap();
        let rows: i64 = house.one("SELECT (SELECT COUNT(*) FROM webhooks) + (SELECT COUNT(*) FROM webhook_deliveries) + (SELECT COUNT(*) FROM webhook_attempts)", args![]).await;
        assert_eq!(rows, 0);
    }
}

on_both_engines! {
    /// A new secret signs at once, and the one before beside it for a day.
    async fn a_secret_is_replaced_without_a_gap(house: House) {
        let (endpoint, courier) = (Endpoint::open().await, courier());
        let mut admin = people::set_up(&house).await;
        let (page, old) = make_at(&house, &mut admin, &endpoint, &["webhook.tested"]).await;
        press(&house, &mut admin, &page, "rotate").await;
        let new = admin.browser.page.all(".card code")[0].clone();
        assert_ne!(old, new);
        admin.browser.page.says("has a new secret").says("signed with the old secret as well until");
        assert!(!admin.browser.open(&page).await.html.contains("whsec_"));
        press(&house, &mut admin, &page, "test").await;
        house.tell(&courier).await;
        let both = endpoint.came().remove(0);
        assert_eq!(both.signatures, format!("{} {}", signed(&new, &both), signed(&old, &both)));

        house.wait(Span::days(1));
        admin.sign_in(&house).await;
        press(&house, &mut admin, &page, "test").await;
        assert!(!admin.browser.page.text().contains("old secret"));
        house.tell(&courier).await;
        let one = endpoint.came().remove(0);
        assert_eq!(one.signatures, signed(&new, &one));
        assert_eq!(happened(&house, "webhook.secret_rotated").await, 1);
    }
}
