//! Hardware tokens in the hands of their owners and of admins: activated, signed in with, reset, taken back. Cases M-21 and M-22.

use futures::join;
use identity::{hardware_token::OathKind, time::Span};
use server::store::args;

use super::{
    anna,
    at_once::signed_in_at_once,
    bulk,
    device::{ACTIVATE, ASSIGN, Device, IMPORT, LIST, MANAGE, allow_tokens},
    engines::on_both_engines,
    house::House,
    people::Person,
};

const ANNA: &str = "anna@example.com";
const WHY: [(&str, &str); 3] = [
    ("reason_kind", "lost_device"),
    ("reason", "Left in the taxi"),
    ("verification", "call_back"),
];

/// An admin; Anna; and a token that is hers and that her policy allows, but that nobody activated.
async fn given(house: &House, serial: &'static str, kind: OathKind) -> (Person, Person, Device) {
    let (mut admin, anna) = anna::enrolled(house).await;
    allow_tokens(house).await;
    let device = Device::new(serial, kind);
    admin.import(house, &[device.row(ANNA)]).await;
    (admin, anna, device)
}

on_both_engines! {
    /// By the clock, every 60 seconds: it proves nothing before an admin entered a code of it, and each code once after that.
    async fn a_token_of_a_minute_signs_in(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        let device = Device::new("MINUTE", OathKind::Totp60);
        admin.import(&house, &[device.row("")]).await;
        admin.assign(&house, &device, "nobody@example.com").await;
        admin.browser.page.refuses("email", "Nobody here has this address");
        assert_eq!(admin.browser.page.value("email"), "nobody@example.com");
        admin.assign(&house, &device, ANNA).await;
        admin.browser.page.says("Token MINUTE belongs to Anna Weber now").says("Not activated");
        assert!(house.newest_letter_to(ANNA).await.contains("HardwareKey MINUTE"));

        anna.enter(&house, &device, &device.code(house.now())).await;
        anna.browser.page.refuses("code", "not right");
        assert!(!anna.browser.is_signed_in() && !anna.browser.page.text().contains("MINUTE"));

        admin.activate(&house, &device).await;
        admin.browser.page.warns("does not allow hardware tokens");
        allow_tokens(&house).await;
        admin.browser.submit(ACTIVATE, &[("code", "12345")]).await.refuses("code", "not a code of this token");
        assert_eq!(house.count("mfa.challenge_failed", ANNA).await, 0, "what could be no code is no try");
        let other = Device::new("OTHER", OathKind::Totp60).code(house.now());
        admin.browser.submit(ACTIVATE, &[("code", &other)]).await.refuses("code", "not a code of this token");
        assert_eq!(house.count("mfa.challenge_failed", ANNA).await, 1);
        let code = device.code(house.now());
        admin.browser.submit(ACTIVATE, &[("code", &code)]).await.says("Token MINUTE of Anna Weber is active");
        assert_eq!((house.count("mfa.hardware_token_activated", ANNA).await, device.state(&house).await.as_str()), (1, "active"));
        assert!(house.newest_letter_to(ANNA).await.contains("HardwareKey MINUTE"));
        assert_eq!(house.sessions_of(ANNA).await, 0, "a change of factors ends them");

        // Spent by the activation.
        anna.enter(&house, &device, &code).await;
        anna.browser.page.refuses("code", "used already");
        house.wait(Span::minutes(1));
        let code = device.code(house.now());
        anna.enter(&house, &device, &code).await;
        assert!(anna.browser.is_signed_in(), "{}", anna.browser.page.text());
        anna.browser.open("/account").await.says("HardwareKey MINUTE");
        let mut thief = anna.clone();
        thief.enter(&house, &device, &code).await;
        thief.browser.page.refuses("code", "used already");
        assert_eq!((thief.browser.is_signed_in(), house.count("mfa.code_replayed", ANNA).await), (false, 2));
        // It was used last, and so it is asked for first.
        anna.browser = house.browser();
        anna.give_password().await;
        anna.browser.page.says("HardwareKey MINUTE");
    }
}

on_both_engines! {
    /// A clock that runs fast is followed step by step, as far as three steps; each code of a step at once signs one in.
    async fn the_drift_of_a_clock_is_learnt(house: House) {
        let (mut admin, mut anna, device) = given(&house, "FAST", OathKind::Totp30).await;
        admin.activate(&house, &device).await;
        for ahead in 1..=3 {
            house.wait(Span::minutes(4));
            anna.enter(&house, &device, &device.code_ahead(house.now(), ahead + 1)).await;
            anna.browser.page.refuses("code", "not right");
            anna.enter(&house, &device, &device.code_ahead(house.now(), ahead)).await;
            assert!(anna.browser.is_signed_in(), "{ahead}: {}", anna.browser.page.text());
            admin.browser.open(&device.page(&house).await).await.says(&format!("Steps ahead of ours: {ahead}"));
        }
        house.wait(Span::minutes(4));
        let before = house.sessions_of(ANNA).await;
        let code = device.code_ahead(house.now(), 2);
        let factor = device.factor(&house).await;
        let mut ready = Vec::new();
        for _ in 0..3 {
            let mut tab = Person { browser: house.browser(), ..anna.clone() };
            tab.give_password().await;
            let fields = [("factor", factor.as_str()), ("code", &code)];
            ready.push((tab.browser.form("/do/verify-totp", &fields), tab.browser));
        }
        assert_eq!(signed_in_at_once("/do/verify-totp", ready).await, 1);
        assert_eq!(house.sessions_of(ANNA).await, before + 1);
    }
}

on_both_engines! {
    /// M-21, M-22: presses that nobody typed in cost nothing up to ten; beyond that two codes in a row find the token again.
    async fn a_button_is_followed(house: House) {
        let (mut admin, mut anna, device) = given(&house, "BUTTON", OathKind::Hotp).await;
        admin.open_token(&house, &device).await;
        admin.browser.submit(ACTIVATE, &[("code", &device.press(0))]).await.refuses("second_code", "not two codes of this token in a row");
        admin.activate_by(&house, &device, [1, 0]).await;
        admin.browser.page.refuses("code", "not two codes of this token in a row");
        admin.activate_by(&house, &device, [40, 41]).await;
        admin.browser.page.says("Token BUTTON of Anna Weber is active");

        anna.enter(&house, &device, &device.press(45)).await;
        assert!(anna.browser.is_signed_in(), "{}", anna.browser.page.text());
        for spent in [43, 45, 41] {
            anna.enter(&house, &device, &device.press(spent)).await;
            anna.browser.page.refuses("code", "used already");
        }
        anna.enter(&house, &device, &device.press(46 + 40)).await;
        anna.browser.page.refuses("code", "not right");
        let before = house.sessions_of(ANNA).await;
        admin.activate_by(&house, &device, [86, 87]).await;
        admin.browser.page.says("Token BUTTON of Anna Weber is active");
        assert_eq!((before, house.sessions_of(ANNA).await), (1, 1), "found again, not added");
        anna.enter(&house, &device, &device.press(88)).await;
        assert!(anna.browser.is_signed_in());

        // The search is a wide one: three tries an hour.
        for _ in 0..3 {
            admin.activate_by(&house, &device, [86, 87]).await;
            admin.browser.page.refuses("code", "not two codes of this token in a row");
        }
        admin.activate_by(&house, &device, [90, 91]).await;
        admin.browser.page.refuses("code", "Too many tries");
        house.wait(Span::hours(1));
        admin.browser = house.browser();
        admin.sign_in(&house).await;
        admin.activate_by(&house, &device, [90, 91]).await;
        admin.browser.page.says("Token BUTTON of Anna Weber is active");
    }
}

on_both_engines! {
    /// Within a session, and with as many tries as any code.
    async fn it_proves_in_between_and_its_tries_end(house: House) {
        let (mut admin, mut anna, device) = given(&house, "PROOF", OathKind::Hotp).await;
        admin.activate_by(&house, &device, [0, 1]).await;
        anna.enter(&house, &device, &device.press(2)).await;
        house.wait(Span::minutes(6));
        let factor = device.factor(&house).await;
        let page = format!("/account/password?by={factor}");
        anna.browser.open(&page).await.says("HardwareKey PROOF");
        anna.browser.submit("/do/prove", &[("code", &device.press(2))]).await.refuses("code", "used already");
        anna.browser.submit("/do/prove", &[("code", &device.press(3))]).await;
        anna.browser.open("/account/password").await;
        assert!(anna.browser.page.html.contains("/do/change-password"), "{}", anna.browser.page.text());

        anna.enter(&house, &device, "000000").await;
        for _ in 0..3 {
            anna.browser.submit("/do/verify-totp", &[("factor", &factor), ("code", "000000")]).await.refuses("code", "not right");
        }
        anna.browser.submit("/do/verify-totp", &[("factor", &factor), ("code", "000000")]).await.warns("start again with your password");
        anna.enter(&house, &device, &device.press(4)).await;
        anna.browser.page.refuses("code", "Too many tries");
        house.wait(Span::minutes(1));
        anna.enter(&house, &device, &device.press(4)).await;
        assert!(anna.browser.is_signed_in(), "{}", anna.browser.page.text());
    }
}

on_both_engines! {
    /// After each kind of reset it stays with its owner and proves nothing, until an admin activates it and its owner proves a code.
    async fn a_reset_deactivates_it(house: House) {
        let (mut admin, mut anna, device) = given(&house, "RESET", OathKind::Hotp).await;
        admin.activate_by(&house, &device, [0, 1]).await;
        let user = house.user(ANNA).await;
        let (mut next, factor) = (2, device.factor(&house).await);
        for way in ["one", "many", "factor"] {
            match way {
                "one" => {
                    admin.browser.open(&format!("/admin/users/{user}/reset")).await;
                    admin.prove(&house).await;
                    admin.browser.page.says("deactivated, stays with Anna Weber");
                    admin.browser.submit("/do/reset-user", &WHY).await.says("were reset");
                }
                "many" => {
                    bulk::pick(&house, &mut admin, "/admin/authentication-methods", &[ANNA]).await;
                    admin.browser.page.says("deactivated, stays assigned");
                    bulk::begin(&mut admin).await;
                    bulk::work(&house).await;
                }
                _ => {
                    admin.browser.open(&format!("/admin/factors/{factor}/remove")).await;
                    admin.prove(&house).await;
                    admin.browser.page.says("stays assigned to Anna Weber");
                    admin.browser.submit("/do/take-factor", &WHY).await;
                }
            }
            assert_eq!((device.state(&house).await.as_str(), house.sessions_of(ANNA).await), ("deactivated", 0), "{way}");
            anna.enter(&house, &device, &device.press(next)).await;
            assert!(!anna.browser.is_signed_in() && anna.browser.page.path == "/enrol", "{way}: {}", anna.browser.page.path);
            admin.browser.open(&device.page(&house).await).await.says("Anna Weber").says("Not activated");

            admin.activate_by(&house, &device, [next, next + 1]).await;
            admin.browser.page.says("Token RESET of Anna Weber is active");
            // What the reset opened is closed: no enrolment after the password alone.
            anna.browser = house.browser();
            anna.give_password().await;
            assert_eq!(anna.browser.page.path, "/sign-in/verify", "{way}");
            anna.enter(&house, &device, &device.press(next + 2)).await;
            assert!(anna.browser.is_signed_in(), "{way}: {}", anna.browser.page.text());
            assert_eq!(device.factor(&house).await, factor, "{way}");
            next += 3;
        }
        assert_eq!(house.active_factors(ANNA).await, 1, "the app went with the first reset");
    }
}

on_both_engines! {
    /// A token that its owner reported lost and found again is active after a code, like any other that is not.
    async fn what_was_lost_is_activated_again(house: House) {
        let (mut admin, mut anna, device) = given(&house, "LOST", OathKind::Hotp).await;
        admin.activate_by(&house, &device, [0, 1]).await;
        anna.browser = house.browser();
        anna.sign_in(&house).await;
        let lost = device.factor(&house).await;
        anna.browser.open(&format!("/account/factors/{lost}/lost")).await;
        anna.prove(&house).await;
        anna.browser.submit("/do/lose-factor", &[]).await.says("no longer signs you in");
        assert_eq!(device.state(&house).await, "suspended");
        anna.enter(&house, &device, &device.press(2)).await;
        assert!(!anna.browser.is_signed_in());
        admin.activate_by(&house, &device, [3, 4]).await;
        anna.enter(&house, &device, &device.press(5)).await;
        assert!(anna.browser.is_signed_in(), "{}", anna.browser.page.text());
    }
}

on_both_engines! {
    /// Back in stock it is nobody's, whoever it goes to next; only from there is it deleted; and nothing is left of it.
    async fn it_is_taken_back_given_again_and_deleted(house: House) {
        let (mut admin, mut anna, device) = given(&house, "ROUND", OathKind::Hotp).await;
        let ben = admin.invite(&house, "Ben Koch", "ben@example.com").await;
        admin.activate_by(&house, &device, [0, 1]).await;
        anna.enter(&house, &device, &device.press(2)).await;
        let id = device.id(&house).await;
        admin.browser.push(&house, MANAGE, &[("token", &id), ("deed", "delete")]).await;
        admin.browser.follow().await;
        assert!(!admin.browser.page.all("[role=alert]").is_empty(), "{}", admin.browser.page.text());
        // It signs her in: so it is removed like any factor, with a reason, and not merely taken back.
        admin.browser.push(&house, MANAGE, &[("token", &id), ("deed", "take_back")]).await;
        admin.browser.follow().await;
        assert_eq!(device.state(&house).await, "active");
        admin.open_token(&house, &device).await;
        let remove = admin.browser.page.attribute("a[href$='/remove']", "href").unwrap();
        admin.browser.open(&remove).await;
        admin.prove(&house).await;
        admin.browser.submit("/do/take-factor", &WHY).await;
        assert_eq!((house.sessions_of(ANNA).await, house.active_factors(ANNA).await), (0, 1));
        assert!(house.newest_letter_to(ANNA).await.contains("HardwareKey ROUND"));
        assert_eq!(device.state(&house).await, "deactivated");
        admin.settle_token(&house, &device, "take_back").await;
        admin.browser.page.says("The token of Anna Weber is in stock again").says("In stock");
        admin.browser.open(&format!("/admin/audit?user={}", house.user(ANNA).await)).await.says("took back the hardware token of Anna Weber");

        admin.assign(&house, &device, &ben.email).await;
        admin.activate_by(&house, &device, [3, 4]).await;
        admin.browser.page.says("Token ROUND of Ben Koch is active");
        anna.browser = house.browser();
        anna.give_password().await;
        let factor = device.factor(&house).await;
        anna.browser.submit("/do/verify-totp", &[("factor", &factor), ("code", &device.press(5))]).await.refuses("code", "not right");

        // Its owner is deleted, and it is in stock.
        let user = house.user(&ben.email).await;
        admin.browser.open(&format!("/admin/users/{user}/delete")).await;
        admin.prove(&house).await;
        admin.browser.submit("/do/delete-user", &[("reason", "Left the company")]).await.says("is deleted");
        admin.browser.open(&device.page(&house).await).await.says("In stock");
        admin.settle_token(&house, &device, "delete").await;
        admin.browser.page.says("Token ROUND was deleted").says("There are no hardware tokens here");
        assert_eq!(house.one::<i64>("SELECT count(*) FROM hardware_tokens", args![]).await, 0);
        assert_eq!(house.one::<i64>("SELECT count(*) FROM audit_events WHERE event = 'mfa.hardware_token_deleted'", args![]).await, 1);
    }
}

on_both_engines! {
    /// Two admins give one token to two people at the same instant: one of them has it, and the other nothing of it.
    async fn of_two_at_once_one_gets_it(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        let mut carl = admin.invite(&house, "Carl Admin", "carl@example.com").await;
        admin.invite(&house, "Dora Holm", "dora@example.com").await;
        house.change("UPDATE users SET role = 'org_admin' WHERE email = 'carl@example.com'", args![]).await;
        carl.browser = house.browser();
        carl.sign_in(&house).await;
        let device = Device::new("TWICE", OathKind::Totp60);
        admin.import(&house, &[device.row("")]).await;
        admin.open_token(&house, &device).await;
        carl.open_token(&house, &device).await;
        let to_anna = admin.browser.form(ASSIGN, &[("email", ANNA)]);
        let to_dora = carl.browser.form(ASSIGN, &[("email", "dora@example.com")]);
        join!(admin.browser.post(ASSIGN, &to_anna), carl.browser.post(ASSIGN, &to_dora));
        for who in [&admin, &carl] {
            assert!(who.browser.page.status.as_u16() < 500, "{}", who.browser.page.text());
        }
        let held: i64 = house.one("SELECT count(*) FROM factors WHERE kind = 'hardware_token'", args![]).await;
        let given: i64 = house.one("SELECT count(*) FROM audit_events WHERE event = 'mfa.hardware_token_assigned'", args![]).await;
        assert_eq!((held, given), (1, 1));
        assert_eq!(device.state(&house).await, "deactivated");
    }
}

on_both_engines! {
    /// The help desk activates what users have, and no more; nobody acts on themselves or on somebody above.
    async fn roles_go_as_far_as_the_table_says(house: House) {
        let (mut admin, mut anna, device) = given(&house, "ROLE", OathKind::Totp30).await;
        let mut hedi = admin.invite(&house, "Hedi Desk", "hedi@example.com").await;
        house.change("UPDATE users SET role = 'help_desk' WHERE email = 'hedi@example.com'", args![]).await;
        let (above, free) = (Device::new("ABOVE", OathKind::Totp30), Device::new("FREE", OathKind::Totp30));
        admin.import(&house, &[free.row(""), above.row("")]).await;
        // As if another admin had given it to Berta.
        house.change("UPDATE hardware_tokens SET factor_id = (SELECT f.id FROM factors f JOIN users u ON u.id = f.user_id WHERE u.email = $1) WHERE serial = 'ABOVE'", args![&admin.email]).await;

        hedi.browser = house.browser();
        hedi.sign_in(&house).await;
        hedi.browser.open(LIST).await.says("ROLE").says("FREE");
        assert!(!hedi.browser.page.html.contains("import-tokens"));
        for quiet in [&free, &above] {
            hedi.browser.open(&quiet.page(&house).await).await.says(quiet.serial);
            assert!(!hedi.browser.page.html.contains("action=\"/do/prove"), "{}", hedi.browser.page.text());
        }
        let ids = [free.id(&house).await, above.id(&house).await, device.id(&house).await];
        let code = above.code(house.now());
        for (action, fields) in [
            (IMPORT, vec![("pasted", "x")]),
            (ASSIGN, vec![("token", ids[0].as_str()), ("email", ANNA)]),
            (MANAGE, vec![("token", &ids[0]), ("deed", "delete")]),
            (MANAGE, vec![("token", &ids[2]), ("deed", "take_back")]),
            (ACTIVATE, vec![("token", &ids[1]), ("code", &code)]),
        ] {
            hedi.browser.call(&house, action, &fields).await;
            assert_eq!(hedi.browser.page.status.as_u16(), 403, "{action}: {}", hedi.browser.page.html);
        }
        assert_eq!(house.one::<i64>("SELECT count(*) FROM audit_events WHERE event = 'authz.refused'", args![]).await, 5);
        assert_eq!(anna.browser.open(LIST).await.status.as_u16(), 403);
        hedi.activate(&house, &device).await;
        hedi.browser.page.says("Token ROLE of Anna Weber is active");

        admin.browser.open(&above.page(&house).await).await;
        assert!(!admin.browser.page.html.contains("action=\"/do/prove"), "{}", admin.browser.page.text());
        admin.browser.call(&house, ACTIVATE, &[("token", &ids[1]), ("code", &code)]).await;
        assert_eq!(admin.browser.page.status.as_u16(), 403);
    }
}
