//! Webhooks: who may make one, what is wrong with one, and what it must never reach.

use identity::{ids::WebhookId, time::Span, webhook::WebhookDeed};
use server::{config, jobs, store::args, webhooks::courier::Courier};
use tokio::sync::watch;

use super::{
    anna,
    cast::{Cast, State},
    endpoint::{Endpoint, courier},
    engines::on_both_engines,
    house::House,
    people,
    webhooks::{CREATE, MANAGE, PAGE, SAVE, happened, make, press},
};

on_both_engines! {
    /// I-07: neither the form nor the courier lets anybody into the network that this stands in.
    async fn nothing_inside_can_be_reached(house: House) {
        let endpoint = Endpoint::open().await;
        let mut admin = people::set_up(&house).await;
        let whole = [("name", "Typed and kept"), ("which", "chosen"), ("event[user-signed_in]", "on")];
        admin.browser.open(PAGE).await;
        admin.prove(&house).await;
        for (url, said) in [
            ("http://hooks.example.com/", "must begin with https://"),
            (&endpoint.url.replace("http:", "https:"), "not on the public internet"),
            ("https://169.254.169.254/latest/meta-data", "not on the public internet"),
            ("https://[::1]:3000/", "not on the public internet"),
            ("https://2130706433/", "not on the public internet"),
            ("https://user:word@example.com/", "Enter an address such as"),
            ("nowhere", "Enter an address such as"),
        ] {
            admin.browser.open(PAGE).await;
            let fields: Vec<_> = whole.iter().copied().chain([("url", url)]).collect();
            admin.browser.submit(CREATE, &fields).await.refuses("url", said);
            let page = &admin.browser.page;
            assert_eq!((page.value("name").as_str(), page.value("url").as_str()), ("Typed and kept", url));
            assert!(page.attributes("input[checked]", "name").contains(&"event[user-signed_in]".to_owned()));
        }
        // And one that came to lead inside after it was saved.
        let (page, _) = make(&house, &mut admin, &["webhook.tested"]).await;
        let strict = Courier::new(&config::Webhooks::default()).unwrap();
        for url in [endpoint.url.clone(), endpoint.url.replace("http:", "https:"), endpoint.url.replace("http://127.0.0.1", "https://localhost")] {
            house.change("UPDATE webhooks SET url = $1", args![&url]).await;
            press(&house, &mut admin, &page, "test").await;
            assert_eq!(house.tell(&strict).await, 0);
        }
        assert!(endpoint.came().is_empty());
        let outcomes: Vec<String> = house.all("SELECT DISTINCT outcome FROM webhook_attempts", args![]).await;
        assert_eq!(outcomes, ["forbidden"]);
        admin.browser.open(&page).await.says("its address may not be called");
    }
}

on_both_engines! {
    /// An organisation's own admins with a fresh proof, and nobody else.
    async fn who_may_and_what_is_wrong(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        house.change("UPDATE users SET role = 'help_desk' WHERE email = 'anna@example.com'", args![]).await;
        anna.browser = house.browser();
        anna.sign_in(&house).await;
        let (page, _) = make(&house, &mut admin, &[]).await;
        let id = page.rsplit('/').next().unwrap().to_owned();
        let whole = [("name", "X"), ("url", "https://example.com/"), ("which", "all")];
        let one = [whole.as_slice(), &[("webhook", &id)]].concat();
        for path in [PAGE, &page] {
            assert_eq!(anna.browser.open(path).await.status, 403, "{path}");
        }
        for (action, fields) in [(CREATE, whole.as_slice()), (SAVE, &one), (MANAGE, &[("webhook", &id), ("deed", "test")]), (MANAGE, &[("webhook", &id), ("deed", "delete")])] {
            anna.browser.call(&house, action, fields).await;
            assert_eq!(anna.browser.page.status, 403, "{action}");
        }
        assert!(!anna.browser.open("/admin/users").await.html.contains(PAGE));

        // Without a proof nothing changes, and what was typed waits behind it.
        for (action, fields) in [(CREATE, whole.as_slice()), (SAVE, &one), (MANAGE, &[("webhook", &id), ("deed", "delete")]), (MANAGE, &[("webhook", &id), ("deed", "rotate")]), (MANAGE, &[("webhook", &id), ("deed", "off")])] {
            admin.browser.call(&house, action, fields).await;
            assert!(admin.browser.page.html.contains("ProveFirst"), "{action}: {}", admin.browser.page.html);
        }
        admin.browser.open(PAGE).await;
        admin.prove(&house).await;
        house.wait(Span::minutes(6));
        admin.browser.submit(CREATE, &[("name", "Behind the proof"), ("url", "https://example.com/"), ("which", "chosen"), ("event[user-signed_in]", "on")]).await;
        admin.prove(&house).await;
        assert_eq!(admin.browser.page.value("name"), "Behind the proof");
        assert!(admin.browser.page.attributes("input[checked]", "name").contains(&"event[user-signed_in]".to_owned()));
        for (fields, field, said) in [
            ([("name", ""), ("url", "https://example.com/"), ("which", "all")], "name", ""),
            ([("name", "X"), ("url", "https://example.com/"), ("which", "chosen")], "which", "Tick at least one event"),
            ([("name", "X"), ("url", "https://example.com/"), ("which", "")], "which", "Choose one of these"),
        ] {
            admin.browser.push(&house, CREATE, &fields).await;
            admin.browser.follow().await;
            let at_field = admin.browser.page.all(&format!("#{field}-error")).join(" ");
            assert!(!at_field.is_empty() && at_field.contains(said), "{field}: {}", admin.browser.page.text());
        }
        admin.browser.push(&house, CREATE, &[("name", "X"), ("url", "https://example.com/"), ("which", "chosen"), ("event[user-slept]", "on")]).await;
        admin.browser.follow().await.warns("could not be read");
        admin.browser.push(&house, MANAGE, &[("webhook", &id), ("deed", "explode")]).await;
        admin.browser.follow().await.warns("could not be read");
        let webhooks: i64 = house.one("SELECT COUNT(*) FROM webhooks WHERE state = 'on'", args![]).await;
        assert_eq!((webhooks, happened(&house, "webhook.changed").await), (1, 0));

        // There are ten at most.
        const NINE: &str = "INSERT INTO webhooks (organisation_id, name, url, events, state, secret, created_at) SELECT organisation_id, name, url, 'user.signed_out', state, secret, created_at FROM webhooks WHERE id = (SELECT MIN(id) FROM webhooks)";
        for _ in 0..9 {
            house.change(NINE, args![]).await;
        }
        admin.browser.open(PAGE).await;
        admin.prove(&house).await;
        admin.browser.submit(CREATE, &whole).await.warns("There are ten webhooks");
    }
}

on_both_engines! {
    /// Each organisation's endpoint is told of its own.
    async fn nothing_of_another_organisation_is_told(house: House) {
        const COPY: &str = "
            INSERT INTO webhooks (organisation_id, name, url, events, state, secret, created_at)
            SELECT id, 'Of ' || name, $1, '*', 'on', '', 1 FROM organisations WHERE slug = $2";
        let endpoint = Endpoint::open().await;
        let mut cast = Cast::gather(house).await;
        for slug in ["acme", "qbravo"] {
            cast.house.change(COPY, args![&endpoint.url, slug]).await;
        }
        let mut otto = cast.browser(State::OtherAdmin).await;
        otto.open(PAGE).await.says("Qottokar and Sons");
        assert!(!otto.page.text().contains("Of Acme"));
        otto.open("/admin/users/invite").await;
        otto.submit("/do/invite", &[("name", "Olga"), ("email", "olga@example.com")]).await;
        let told: Vec<(String, String)> = cast.house.all("SELECT o.slug, d.event FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id JOIN organisations o ON o.id = w.organisation_id WHERE d.organisation_id = w.organisation_id", args![]).await;
        assert!(told.iter().any(|(_, event)| event == "user.invited"));
        assert!(told.iter().all(|(slug, _)| slug == "qbravo"), "{told:?}");
    }
}

on_both_engines! {
    /// One that does not answer holds up nobody but itself, and is asked for four things at a time.
    async fn nobody_waits_for_a_silent_endpoint(house: House) {
        const COPY: &str = "
            INSERT INTO webhooks (organisation_id, name, url, events, state, secret, created_at)
            SELECT organisation_id, 'Silent', $1, events, state, '', created_at FROM webhooks";
        const OLDER: &str = "
            INSERT INTO webhook_deliveries (organisation_id, webhook_id, sequence, event, progress, created_at, next_try_at)
            SELECT w.organisation_id, w.id, e.sequence, e.event, 'waiting', 1, 1
            FROM webhooks w JOIN audit_events e ON e.organisation_id = w.organisation_id
            WHERE w.name = 'Silent' AND e.sequence <= 6";
        let (silent, good) = (Endpoint::open().await, Endpoint::open().await);
        silent.falls_silent();
        let mut admin = people::set_up(&house).await;
        let (page, _) = make(&house, &mut admin, &["webhook.tested"]).await;
        house.change(COPY, args![&silent.url]).await;
        house.change("UPDATE webhooks SET url = $1 WHERE name <> 'Silent'", args![&good.url]).await;
        // A secret opens in its own row only, so this one gets its own.
        let id: i64 = house.one("SELECT id FROM webhooks WHERE name = 'Silent'", args![]).await;
        server::desk::webhooks_by_hand::carry_out(&house.desk, None, WebhookId(id), WebhookDeed::Rotate).await.unwrap().unwrap();
        house.change("UPDATE webhooks SET old_secret = NULL, old_secret_until = NULL", args![]).await;
        house.change(OLDER, args![]).await;
        let (stop, stopped) = watch::channel(());
        let job = tokio::spawn(jobs::tell_webhooks(house.desk.clone(), courier(), stopped));
        silent.waits_for(4).await;
        press(&house, &mut admin, &page, "test").await;
        good.waits_for(1).await;
        assert_eq!(good.came().remove(0).kind(), "webhook.tested");
        assert_eq!(silent.came().len(), 4, "no more at one time");
        job.abort();
        drop(stop);
    }
}
