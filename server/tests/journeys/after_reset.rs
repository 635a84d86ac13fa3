//! After Force MFA reset: enrolment and nothing else, for a while, and everybody hears of it. Cases F.

use futures::future::join_all;
use identity::time::Span;
use server::store::args;

use super::{
    engines::on_both_engines,
    house::{House, PASSWORD},
    people::{self, Person},
    phone::Phone,
};

const ANNA: &str = "anna@example.com";
const RESET: [(&str, &str); 3] = [
    ("reason_kind", "lost_device"),
    ("reason", "Phone lost on the train"),
    ("verification", "call_back"),
];

/// An admin, and Anna, who was reset.
async fn anna(house: &House) -> (Person, Person) {
    let mut admin = people::set_up(house).await;
    let mut anna = admin.invite(house, "Anna Weber", ANNA).await;
    admin.reset(house, ANNA).await;
    anna.browser = house.browser();
    (admin, anna)
}

impl Person {
    /// Opens the page of the reset, and proves what it asks for.
    async fn open_reset(&mut self, house: &House, email: &str) {
        self.browser
            .open(&format!("/admin/users/{}/reset", house.user(email).await))
            .await;
        self.prove(house).await;
    }

    async fn reset(&mut self, house: &House, email: &str) {
        self.open_reset(house, email).await;
        self.browser
            .submit("/do/reset-user", &RESET)
            .await
            .says("were reset");
    }
}

on_both_engines! {
    /// F-01: the password leads to enrolment, and so does every address; afterwards to where one was going.
    async fn the_next_sign_in_is_an_enrolment(house: House) {
        let (_, mut anna) = anna(&house).await;
        anna.browser.open("/account/password").await;
        anna.browser.submit("/do/sign-in", &[("email", ANNA), ("password", PASSWORD)]).await;
        assert_eq!(anna.browser.page.path, "/enrol");
        anna.browser.page.says("An admin has reset your sign-in steps");
        for path in ["/", "/account", "/account/sessions", "/admin/users", "/sign-in/verify", "/sign-in/backup-code", "/enrol/backup-codes", "/enrol/replace", "/sign-in/new-password"] {
            anna.browser.open(path).await;
            let leads_back = anna.browser.page.path == "/enrol" || anna.browser.page.status == 404 || anna.browser.page.path.ends_with("/sign-in");
            assert!(leads_back && !anna.browser.is_signed_in(), "{path}: {}", anna.browser.page.path);
        }
        anna.browser.open("/enrol").await;
        people::enrol(&house, &mut anna.browser).await;
        assert!(anna.browser.is_signed_in());
        assert_eq!(anna.browser.page.path, "/account/password", "where one was going");
    }
}

on_both_engines! {
    /// F-02: nothing that was proved with before works, and no page says what it was.
    async fn nothing_from_before_the_reset_works(house: House) {
        let (_, mut anna) = anna(&house).await;
        anna.give_password().await;
        let factor = house.factors(ANNA).await[0].0.to_string();
        let (code, backup) = (house.fresh_code(&anna.phone), anna.codes[0].clone());
        for (action, fields) in [("/do/verify-totp", [("factor", factor.as_str()), ("code", &code)]), ("/do/verify-backup-code", [("factor", ""), ("code", &backup)])] {
            anna.browser.push(&house, action, &fields).await;
            anna.browser.follow().await;
            assert!(!anna.browser.is_signed_in(), "{action}");
            assert_eq!(anna.browser.page.path, "/enrol");
            assert!(!anna.browser.page.text().contains("Pixel 9"));
        }
        assert_eq!(house.sessions_of(ANNA).await, 0);
    }
}

on_both_engines! {
    /// F-05: the demand stands on the user: cancelling, starting again, another language or another browser do not lift it.
    async fn no_way_round_the_enrolment(house: House) {
        let (_, mut anna) = anna(&house).await;
        for way in ["/do/cancel-sign-in", "/do/postpone-enrolment", "/do/language", "/do/sign-out", "/do/sign-in"] {
            anna.give_password().await;
            let fields: &[(&str, &str)] = match way {
                "/do/language" => &[("language", "de"), ("then", "/account")],
                "/do/sign-in" => &[("organisation", "acme"), ("email", ANNA), ("password", PASSWORD)],
                _ => &[],
            };
            anna.browser.push(&house, way, fields).await;
            anna.browser.follow().await;
            for path in ["/", "/account"] {
                anna.browser.open(path).await;
                assert!(["/enrol", "/sign-in", "/o/acme/sign-in"].contains(&anna.browser.page.path.as_str()), "{way}: {}", anna.browser.page.path);
            }
            assert!(!anna.browser.is_signed_in(), "{way}");
            anna.browser = house.browser();
        }
        anna.give_password().await;
        assert_eq!(anna.browser.page.path, "/enrol");
        assert_eq!(house.sessions_of(ANNA).await, 0);
    }
}

on_both_engines! {
    /// F-08: whoever enrols after a reset is seen: a mail, and an event with the address it came from.
    async fn a_new_factor_after_a_reset_is_told_and_written_down(house: House) {
        let (_, mut anna) = anna(&house).await;
        anna.browser.address.set_ip([198, 51, 100, 66].into());
        anna.give_password().await;
        people::enrol(&house, &mut anna.browser).await;
        let letters = house.letters_to(ANNA).await;
        for subject in ["Your sign-in steps were reset", "A new way to sign in was added", "You have new backup codes"] {
            assert!(letters.contains(&subject.to_owned()), "{subject}: {letters:?}");
        }
        let letter = house.newest_letter_with(ANNA, "A new way to sign in was added").await;
        assert!(letter.contains("198.51.100.66"), "{letter}");
        let ip: String = house.one("SELECT ip FROM audit_events WHERE event = 'mfa.factor_enrolled' ORDER BY at DESC, sequence DESC LIMIT 1", args![]).await;
        assert_eq!(ip, "198.51.100.66");
        let events = house.events_about(ANNA).await;
        let story = ["mfa.factor_admin_reset", "user.signed_in.mfa_required", "mfa.factor_enrolled"];
        let mut rest = events.iter();
        assert!(story.iter().all(|wanted| rest.any(|event| event == wanted)), "{events:?}");
    }
}

on_both_engines! {
    /// F-10: a policy that begins to demand a factor leads to the same enrolment, with the same protection.
    async fn a_new_policy_demands_like_a_reset(house: House) {
        let mut admin = people::set_up(&house).await;
        house.change("UPDATE policies SET requirement = 'optional'", args![]).await;
        let mut browser = admin.invite_only(&house, "Anna Weber", ANNA).await;
        browser.submit("/do/accept-invitation", &[("password", PASSWORD)]).await;
        assert!(browser.is_signed_in(), "nothing is owed: {}", browser.page.text());
        house.change("UPDATE policies SET requirement = 'required'", args![]).await;
        let mut anna = Person { browser: house.browser(), email: ANNA.to_owned(), password: PASSWORD.to_owned(), ..admin.clone() };
        anna.give_password().await;
        assert_eq!(anna.browser.page.path, "/enrol");
        for path in ["/account", "/admin/users", "/enrol/backup-codes"] {
            anna.browser.open(path).await;
            assert_eq!(anna.browser.page.path, "/enrol", "{path}");
        }
        people::enrol(&house, &mut anna.browser).await;
        assert!(anna.browser.is_signed_in());
        assert!(house.letters_to(ANNA).await.contains(&"A new way to sign in was added".to_owned()));
    }
}

on_both_engines! {
    /// F-12: of two resets at once one is carried out, and one mail goes out.
    async fn two_resets_at_once_are_one(house: House) {
        let mut admin = people::set_up(&house).await;
        admin.invite(&house, "Anna Weber", ANNA).await;
        admin.open_reset(&house, ANNA).await;
        let body = admin.browser.form("/do/reset-user", &RESET);
        let answers = join_all([admin.browser.clone(), admin.browser.clone()].map(|mut tab| {
            let body = body.clone();
            async move { tab.post("/do/reset-user", &body).await.status }
        }));
        assert!(answers.await.iter().all(|status| *status == 303));
        assert_eq!(house.count("mfa.factor_admin_reset", ANNA).await, 1);
        assert_eq!(house.letters_to(ANNA).await.iter().filter(|it| *it == "Your sign-in steps were reset").count(), 1);
    }
}

on_both_engines! {
    /// F-13: after the window a right password leads to the names of those who can open it again, and to nothing else.
    async fn a_window_that_passed_is_closed(house: House) {
        let (_, mut anna) = anna(&house).await;
        anna.give_password().await;
        let early = anna.browser.clone();
        house.wait(Span::hours(72));
        anna.browser = house.browser();
        anna.give_password().await;
        assert_eq!(anna.browser.page.path, "/sign-in/help");
        anna.browser.page.says("The time to set up has passed").says("Berta Admin");
        for mut browser in [anna.browser, early] {
            browser.open("/enrol").await;
            assert!(!browser.page.html.contains("action=\"/do/start-totp\""));
            browser.push(&house, "/do/start-totp", &[]).await;
            assert!(!browser.follow().await.html.contains("otpauth:"));
        }
        assert_eq!(house.active_factors(ANNA).await, 0);
    }
}

on_both_engines! {
    /// F-14: whoever is disabled in the middle of enrolling has nothing to go on with.
    async fn a_disabled_user_does_not_finish_enrolling(house: House) {
        let (_, mut anna) = anna(&house).await;
        anna.give_password().await;
        anna.browser.submit("/do/start-totp", &[]).await;
        let phone = Phone::scan(&anna.browser.page);
        house.change("UPDATE users SET status = 'disabled' WHERE email = $1", args![ANNA]).await;
        let mut form = anna.browser.clone();
        anna.browser.open("/enrol").await;
        assert!(anna.browser.page.path.ends_with("/sign-in"), "{}", anna.browser.page.path);
        form.submit("/do/confirm-totp", &[("code", &phone.code(house.now())), ("name", "Late")]).await;
        assert!(!form.is_signed_in());
        assert_eq!((house.active_factors(ANNA).await, house.sessions_of(ANNA).await), (0, 0));
    }
}

on_both_engines! {
    /// F-14: the same when the whole organisation is suspended, for whoever enrols and for whoever is signed in.
    async fn nobody_goes_on_in_a_suspended_organisation(house: House) {
        let (mut admin, mut anna) = anna(&house).await;
        anna.give_password().await;
        anna.browser.submit("/do/start-totp", &[]).await;
        let phone = Phone::scan(&anna.browser.page);
        let body = anna.browser.form("/do/confirm-totp", &[("code", &phone.code(house.now())), ("name", "Late")]);
        house.change("UPDATE organisations SET status = 'suspended'", args![]).await;
        assert_eq!(anna.browser.clone().post("/do/confirm-totp", &body).await.status, 303);
        assert_eq!((house.active_factors(ANNA).await, house.sessions_of(ANNA).await), (0, 0));
        for (browser, path) in [(&mut anna.browser, "/enrol"), (&mut admin.browser, "/account")] {
            browser.send(axum::http::Request::get(path).header("accept", "text/html"), axum::body::Body::empty(), path).await;
            assert!(browser.page.status == 303 && browser.page.leads_to().contains("sign-in"), "{path}: {}", browser.page.leads_to());
        }
    }
}
