//! Who may have codes by text message, how many, and what becomes of them. Cases D-09, FT-04 and FT-11.

use identity::time::Span;
use server::{config::Sms, store::args};
use tokio::net::TcpListener;

use super::{
    anna,
    at_once::signed_in_at_once,
    engines::on_both_engines,
    handset::{self, Handset, NUMBER, allow_texts, carrier},
    house::House,
    people::Person,
};

const ANNA: &str = "anna@example.com";

async fn with_phone(house: &House) -> (Person, Person, Handset) {
    let (admin, mut anna) = anna::enrolled(house).await;
    allow_texts(house).await;
    let handset = Handset::new().await;
    handset::set_up(house, &mut anna.browser, &handset).await;
    (admin, anna, handset)
}

on_both_engines! {
    /// One in a minute, five in an hour, ten in a day; the refusals are in the log, and no more than the number's end.
    async fn a_number_is_sent_so_many(house: House) {
        let (_, mut anna, _handset) = with_phone(&house).await;
        let mut sent = 1;
        for ask in 1..=40 {
            anna.come_to_phone(&house).await;
            let said = anna.browser.submit("/do/text-code", &[]).await.text();
            sent += usize::from(said.contains("on its way to"));
            let hours = house.count("mfa.challenge_sent", ANNA).await;
            assert_eq!(hours, sent, "{said}");
            if ask < 30 {
                assert!(sent <= 5, "five in an hour");
                assert!(sent < 5 || !said.is_empty());
            }
        }
        assert_eq!(sent, 5, "in forty minutes");
        anna.browser.page.warns("No other message can go to this number yet");
        for _ in 0..6 {
            house.wait(Span::minutes(50));
            anna.come_to_phone(&house).await;
            let said = anna.browser.submit("/do/text-code", &[]).await.text();
            sent += usize::from(said.contains("on its way to"));
        }
        assert_eq!(sent, 10, "ten in a day");
        house.wait(Span::hours(24));
        anna.ask_for_code(&house).await;
        const REASONS: &str = "SELECT DISTINCT reason FROM audit_events WHERE event = 'mfa.challenge_refused' ORDER BY reason";
        assert_eq!(house.all::<String>(REASONS, args![]).await, ["number_day", "number_hour"]);
    }
}

on_both_engines! {
    /// A colleague who types somebody's number again and again keeps them from nothing: only what they asked for themselves counts for
    /// whose number it is.
    async fn nobody_else_uses_a_number_up(house: House) {
        let (mut admin, mut anna, _handset) = with_phone(&house).await;
        let mut ben = admin.invite(&house, "Ben Koch", "ben@example.com").await;
        let mut refused = 0;
        for _ in 0..6 {
            house.wait(Span::minutes(2));
            ben.browser.open("/enrol/phone").await;
            ben.prove(&house).await;
            ben.browser.open("/enrol/phone").await;
            let said = ben.browser.submit("/do/start-phone", &[("number", NUMBER)]).await.text();
            refused += usize::from(said.contains("No other message can go to this number yet"));
        }
        assert!(refused > 0, "what goes to a number is limited, whoever asks");
        anna.ask_for_code(&house).await;
    }
}

on_both_engines! {
    /// Asked for in several browsers at the same instant, one code goes out.
    async fn at_once_it_is_one(house: House) {
        let (_, mut anna, _handset) = with_phone(&house).await;
        let mut ready = Vec::new();
        for _ in 0..3 {
            anna.come_to_phone(&house).await;
            ready.push((anna.browser.form("/do/text-code", &[]), anna.browser.clone()));
        }
        assert_eq!(signed_in_at_once("/do/text-code", ready).await, 0);
        assert_eq!(house.count("mfa.challenge_sent", ANNA).await, 2);
        assert_eq!(house.count("mfa.challenge_refused", ANNA).await, 2);
    }
}

on_both_engines! {
    /// An organisation has a budget for a day, and the installation says which countries are sent to.
    async fn a_budget_ends_and_countries_are_refused(first: House) {
        let house = first.with_sms(Sms { daily: 2, countries: vec!["+49".to_owned().try_into().unwrap()], ..Sms::default() });
        let (_, mut anna) = anna::enrolled(&house).await;
        allow_texts(&house).await;
        let handset = Handset::new().await;
        anna.browser.open("/enrol/phone").await;
        anna.browser.submit("/do/start-phone", &[("number", "+43 660 1234512")]).await.refuses("number", "No messages are sent to that country");
        assert_eq!(house.kept_of_phones().await, [0, 0, 0]);
        handset::set_up(&house, &mut anna.browser, &handset).await;
        anna.ask_for_code(&house).await;
        house.wait(Span::minutes(1));
        anna.browser.submit("/do/text-code", &[]).await.warns("as many messages as it may");
        const REASONS: &str = "SELECT reason FROM audit_events WHERE event = 'mfa.challenge_refused' ORDER BY sequence";
        assert_eq!(house.all::<String>(REASONS, args![]).await, ["country", "organisation_day"]);
        house.wait(Span::days(1));
        anna.ask_for_code(&house).await;
    }
}

on_both_engines! {
    /// A sender that refuses, is not there or speaks no HTTP keeps the message where it is, and the page says so; it is sent once one
    /// takes it, under the same id.
    async fn a_sender_that_is_down_keeps_nobody_from_other_ways(house: House) {
        let (_, mut anna, handset) = with_phone(&house).await;
        handset.sender.answers(503);
        anna.ask_for_code(&house).await;
        assert_eq!(handset.send(&house).await, 0);
        let [refused] = handset.sender.came().try_into().unwrap();
        let phone = house.phone_of(ANNA).await;
        let page = format!("/sign-in/verify?by={phone}");
        anna.browser.open(&page).await.says("could not be sent yet").says("Use another way");
        assert_eq!(handset.send(&house).await, 0);
        assert_eq!(handset.sender.came().len(), 0, "not before the pause is over");
        house.wait(Span::seconds(30));
        let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let away = carrier(&format!("http://{nobody}/"));
        assert_eq!(server::sms::send::send_due(&house.desk, &away).await.unwrap(), 0);
        house.wait(Span::seconds(30));
        let garbage = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let speaks_no_http = carrier(&format!("http://{}/", garbage.local_addr().unwrap()));
        let babble = tokio::spawn(async move {
            use tokio::io::AsyncWriteExt as _;
            let (mut stream, _) = garbage.accept().await.unwrap();
            stream.write_all(b"220 not what you think\r\n").await.unwrap();
        });
        assert_eq!(server::sms::send::send_due(&house.desk, &speaks_no_http).await.unwrap(), 0);
        babble.await.unwrap();
        handset.sender.answers(200);
        house.wait(Span::seconds(60));
        assert_eq!(handset.send(&house).await, 1);
        let [taken] = handset.sender.came().try_into().unwrap();
        assert_eq!((&taken.id, &taken.body), (&refused.id, &refused.body));
        assert_eq!(house.kept_of_phones().await[2], 0);
        anna.browser.open(&page).await.says("on its way");
        let data = taken.json()["data"].clone();
        anna.enter_text(&data["text"].as_str().unwrap()[..6]).await;
        assert!(anna.browser.is_signed_in(), "{}", anna.browser.page.text());
    }
}

on_both_engines! {
    /// What nobody takes while the code counts is given up, and the log says so; a message of a dead code is never sent.
    async fn no_message_outlives_its_code(house: House) {
        let (_, mut anna, handset) = with_phone(&house).await;
        handset.sender.answers(500);
        anna.ask_for_code(&house).await;
        assert_eq!(handset.send(&house).await, 0);
        handset.sender.answers(200);
        handset.sender.came();
        house.wait(Span::minutes(5));
        assert_eq!(handset.send(&house).await, 0);
        assert_eq!((handset.sender.came().len(), house.kept_of_phones().await[2]), (0, 0));
        assert_eq!(house.count("mfa.challenge_undelivered", ANNA).await, 1);
        // A newer one takes the place of the one that waits; and of two nodes one sends it.
        anna.ask_for_code(&house).await;
        house.wait(Span::minutes(1));
        anna.browser.submit("/do/text-code", &[]).await.says("on its way");
        let other = house.second_node().await;
        let (one, two) = futures::join!(handset.send(&house), handset.send(&other));
        assert_eq!((one + two, handset.sender.came().len()), (1, 1));
        // Whoever cancels is sent nothing more.
        anna.ask_for_code(&house).await;
        anna.browser.submit("/do/cancel-sign-in", &[]).await;
        assert_eq!((handset.send(&house).await, house.kept_of_phones().await[2]), (0, 0));
    }
}

on_both_engines! {
    /// A sender that takes a message and answers with a fault delivered it all the same: the code that came is used, and nothing is
    /// written down as undelivered.
    async fn what_was_used_was_delivered(house: House) {
        let (_, mut anna, handset) = with_phone(&house).await;
        handset.sender.answers(504);
        anna.ask_for_code(&house).await;
        assert_eq!(handset.send(&house).await, 0);
        let [came] = handset.sender.came().try_into().unwrap();
        let data = came.json()["data"].clone();
        anna.enter_text(&data["text"].as_str().unwrap()[..6]).await;
        assert!(anna.browser.is_signed_in(), "{}", anna.browser.page.text());
        house.wait(Span::minutes(5));
        assert_eq!(handset.send(&house).await, 0);
        assert_eq!((handset.sender.came().len(), house.kept_of_phones().await[2]), (0, 0));
        assert_eq!(house.count("mfa.challenge_undelivered", ANNA).await, 0);
    }
}

on_both_engines! {
    /// Without a sender each is a private file.
    async fn without_a_sender_it_is_a_file(first: House) {
        use std::os::unix::fs::PermissionsExt as _;
        let mut config = first.desk.config.clone();
        config.data_dir = std::env::temp_dir().join(format!("latchkey-sms-{}", first.desk.world.request_id()));
        let (_, mut anna) = anna::enrolled(&first).await;
        allow_texts(&first).await;
        anna.browser.open("/enrol/phone").await;
        anna.browser.submit("/do/start-phone", &[("number", NUMBER)]).await;
        let files = server::sms::carrier::Carrier::new(&config).unwrap();
        assert_eq!(server::sms::send::send_due(&first.desk, &files).await.unwrap(), 1);
        let [file] = std::fs::read_dir(config.outbox_dir()).unwrap().collect::<Vec<_>>().try_into().unwrap();
        let file = file.unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        let text = std::fs::read_to_string(file.path()).unwrap();
        let code = text.strip_prefix("To: +491701234512\n\n").unwrap()[..6].to_owned();
        std::fs::remove_dir_all(&config.data_dir).unwrap();
        anna.browser.submit("/do/confirm-phone", &[("code", &code)]).await.says("Number ending in 12");
    }
}

on_both_engines! {
    /// Where text messages are no longer allowed, or for a role, nobody is asked for one who has anything else.
    async fn it_never_counts_where_it_is_not_allowed(house: House) {
        let (mut admin, mut anna, _handset) = with_phone(&house).await;
        let phone = house.phone_of(ANNA).await;
        for change in ["UPDATE policies SET allowed_kinds = 'passkey,totp'", "UPDATE users SET role = 'help_desk' WHERE email = 'anna@example.com'"] {
            house.change(change, args![]).await;
            anna.browser = house.browser();
            anna.give_password().await;
            assert!(!anna.browser.page.text().contains("•••• 12"), "{}", anna.browser.page.text());
            anna.browser.push(&house, "/do/text-code", &[("factor", &phone)]).await;
            anna.browser.follow().await;
            assert_eq!(house.kept_of_phones().await[2], 0, "{change}");
            anna.sign_in(&house).await;
            anna.browser.open("/enrol").await;
            assert!(!anna.browser.page.text().contains("Text message"), "{}", anna.browser.page.text());
            anna.browser.open("/enrol/phone").await.warns("does not allow this kind");
            house.wait(Span::minutes(6));
            anna.browser.open(&format!("/account/password?by={phone}")).await;
            assert!(!anna.browser.page.text().contains("•••• 12"), "{}", anna.browser.page.text());
            let fields = [("action", "change-password"), ("factor", phone.as_str())];
            anna.browser.push(&house, "/do/text-proof", &fields).await;
            assert_eq!(house.kept_of_phones().await[2], 0, "{change}");
            allow_texts(&house).await;
        }
        // And never alone.
        admin.browser.open("/admin/policies").await;
        let only = "/admin/policies/new/impact?name=X&groups=x&requirement=required&kind_phone=on&idle_minutes=30&absolute_minutes=720";
        admin.browser.open(only).await.says("text messages are never the only kind");
    }
}

on_both_engines! {
    /// A reset, a removal and a report of a loss: what goes keeps no number.
    async fn a_number_goes_with_its_factor(house: House) {
        let (mut admin, mut anna, _handset) = with_phone(&house).await;
        anna.ask_for_code(&house).await;
        assert_eq!(house.kept_of_phones().await, [1, 2, 1], "the code of the set-up, and the one that waits");
        let user = house.user(ANNA).await;
        admin.browser.open(&format!("/admin/users/{user}/reset")).await;
        admin.prove(&house).await;
        admin.browser.page.says("Number ending in 12").says("•••• 12");
        let why = [("reason_kind", "lost_device"), ("reason", "Left in the taxi"), ("verification", "call_back")];
        admin.browser.submit("/do/reset-user", &why).await.says("were reset");
        assert_eq!(house.kept_of_phones().await, [0, 0, 0]);
        let left: i64 = house.one("SELECT COUNT(*) FROM factors WHERE kind = 'phone' AND state = 'deleted'", args![]).await;
        assert_eq!(left, 1);
    }
}
