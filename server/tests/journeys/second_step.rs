//! The second step: a code is worth one sign-in, guesses are few, and nothing opens before it. Cases M.

use identity::time::Span;
use server::store::args;

use super::{
    at_once::signed_in_at_once,
    engines::on_both_engines,
    house::House,
    people::{self, Person},
    phone::Phone,
};

const ANNA: &str = "anna@example.com";
const FACTOR_OF: &str = "input[name='factor']";

/// An admin, and Anna with a new browser and her phone.
async fn anna(house: &House) -> (Person, Person) {
    let mut admin = people::set_up(house).await;
    let mut anna = admin.invite(house, "Anna Weber", ANNA).await;
    anna.browser = house.browser();
    (admin, anna)
}

on_both_engines! {
    /// M-01: a code that signed somebody in once is refused, as an anomaly and not as a guess.
    async fn a_code_works_once(house: House) {
        let (_, mut anna) = anna(&house).await;
        anna.give_password().await;
        let code = house.fresh_code(&anna.phone);
        anna.browser.submit("/do/verify-totp", &[("code", &code)]).await;
        assert!(anna.browser.is_signed_in());
        let mut thief = Person { browser: house.browser(), ..anna.clone() };
        thief.give_password().await;
        thief.browser.submit("/do/verify-totp", &[("code", &code)]).await;
        thief.browser.page.refuses("code", "used already");
        assert!(!thief.browser.is_signed_in());
        assert_eq!((house.count("mfa.code_replayed", ANNA).await, house.factor_failures(ANNA).await), (1, 0));
        house.wait(Span::seconds(30));
        thief.browser.submit("/do/verify-totp", &[("code", &code)]).await;
        assert!(!thief.browser.is_signed_in());
    }
}

on_both_engines! {
    /// M-02: of three sign-ins with one code at the same instant, one succeeds.
    async fn one_code_at_once_in_three_browsers_signs_one_in(house: House) {
        let (_, anna) = anna(&house).await;
        let before = house.sessions_of(ANNA).await;
        house.wait(Span::seconds(60));
        let code = anna.phone.code(house.now());
        let mut ready = Vec::new();
        for _ in 0..3 {
            let mut tab = Person { browser: house.browser(), ..anna.clone() };
            tab.give_password().await;
            ready.push((tab.browser.form("/do/verify-totp", &[("code", &code)]), tab.browser));
        }
        assert_eq!(signed_in_at_once("/do/verify-totp", ready).await, 1);
        assert_eq!(house.sessions_of(ANNA).await, before + 1);
    }
}

on_both_engines! {
    /// M-04: what is not six digits is no code, and costs the factor nothing; somebody else's code is one, and wrong.
    async fn only_six_digits_of_the_right_app_are_a_code(house: House) {
        let (_, mut anna) = anna(&house).await;
        anna.give_password().await;
        let right = house.fresh_code(&anna.phone);
        let wide: String = right.chars().map(|digit| char::from_u32(digit as u32 + 0xfee0).unwrap()).collect();
        let longer = format!("{right}0");
        let signed = format!("+{}", &right[1..]);
        for typed in ["", "0", &right[..5], &longer, &wide, &signed, "12e456", "0x1234", "\u{661}\u{662}\u{663}\u{664}\u{665}\u{666}", &"1".repeat(5000)] {
            anna.give_password().await;
            anna.browser.submit("/do/verify-totp", &[("code", typed)]).await;
            anna.browser.page.refuses("code", "not right");
            assert_eq!(anna.browser.page.value("code"), "");
            assert!(!anna.browser.is_signed_in());
        }
        assert_eq!(house.factor_failures(ANNA).await, 0);
        let twice = anna.browser.form("/do/verify-totp", &[]).replace("code=", &format!("code={right}&code={right}"));
        assert_eq!(anna.browser.clone().post("/do/verify-totp", &twice).await.status, 400);
        let listed = anna.browser.form("/do/verify-totp", &[]).replace("code=", &format!("code%5B%5D={right}"));
        assert!(anna.browser.clone().post("/do/verify-totp", &listed).await.status.as_u16() < 500);
        assert!(!anna.browser.is_signed_in());
        let grouped = format!(" {} {} ", &right[..3], &right[3..]);
        anna.browser.submit("/do/verify-totp", &[("code", &grouped)]).await;
        assert!(anna.browser.is_signed_in(), "spaces do not matter");
    }
}

on_both_engines! {
    /// M-04, M-12: a code of another user's app, or the name of another user's factor, opens nothing.
    async fn the_code_of_somebody_else_is_wrong(house: House) {
        let (mut admin, mut anna) = anna(&house).await;
        let ben = admin.invite(&house, "Ben Koch", "ben@example.com").await;
        anna.give_password().await;
        let code = house.fresh_code(&ben.phone);
        anna.browser.submit("/do/verify-totp", &[("code", &code)]).await;
        anna.browser.page.refuses("code", "not right");
        let factor = house.factors("ben@example.com").await[0].0.to_string();
        anna.browser.push(&house, "/do/verify-totp", &[("factor", &factor), ("code", &code)]).await;
        anna.browser.follow().await.refuses("code", "not right");
        assert!(!anna.browser.is_signed_in());
        assert_eq!(house.factor_failures("ben@example.com").await, 0);
    }
}

on_both_engines! {
    /// M-05: after five wrong codes the password is asked for again, and the right code comes too late.
    async fn five_wrong_codes_end_the_sign_in(house: House) {
        let (_, mut anna) = anna(&house).await;
        anna.give_password().await;
        let late = anna.browser.form("/do/verify-totp", &[("code", &house.fresh_code(&anna.phone))]);
        for _ in 0..4 {
            let wrong = anna.phone.wrong_code(house.now());
            anna.browser.submit("/do/verify-totp", &[("code", &wrong)]).await;
            anna.browser.page.refuses("code", "not right");
        }
        let old = anna.browser.clone();
        let wrong = anna.phone.wrong_code(house.now());
        anna.browser.submit("/do/verify-totp", &[("code", &wrong)]).await;
        anna.browser.page.warns("start again with your password");
        assert_eq!(anna.browser.page.path, "/o/acme/sign-in");
        assert!(!anna.browser.cookies.contains_key("__Host-pre"));
        let mut old = old;
        old.post("/do/verify-totp", &late).await;
        assert!(!old.is_signed_in());
    }
}

on_both_engines! {
    /// M-09: a thousand addresses guess no more than one does.
    async fn many_networks_share_the_count_of_an_account(house: House) {
        let (_, mut anna) = anna(&house).await;
        for nth in 0..6 {
            anna.browser = house.browser();
            anna.browser.address.set_ip([198, 51, 100, nth].into());
            anna.browser.open("/o/acme/sign-in").await;
            anna.browser.submit("/do/sign-in", &[("email", ANNA), ("password", "a wrong guess")]).await;
        }
        anna.browser.page.warns("Too many tries. Wait 30 seconds");
    }
}

on_both_engines! {
    /// M-10, F-06: with a password alone, whoever has a factor sets up nothing and reads nothing.
    async fn a_proved_password_opens_neither_account_nor_enrolment(house: House) {
        let (_, mut anna) = anna(&house).await;
        anna.give_password().await;
        for path in ["/account", "/account/password", "/account/admins", "/enrol", "/enrol/backup-codes", "/enrol/totp/1", "/admin/users", "/sign-in/new-password"] {
            anna.browser.open(path).await;
            assert_eq!(anna.browser.page.path, "/sign-in/verify", "{path}");
        }
        let factors = house.factors(ANNA).await;
        let own = factors[0].0.to_string();
        let posts: [(&str, &[(&str, &str)]); 6] = [
            ("/do/start-totp", &[]),
            ("/do/confirm-totp", &[("factor", &own), ("code", "123456"), ("name", "Mine")]),
            ("/do/make-codes", &[]),
            ("/do/postpone-enrolment", &[]),
            ("/do/remove-factor", &[("factor", &own)]),
            ("/do/new-password", &[("new_password", "a wholly other sentence")]),
        ];
        for (action, fields) in posts {
            anna.browser.push(&house, action, fields).await;
            anna.browser.follow().await;
            assert!(["/sign-in/verify", "/enrol/totp/1"].contains(&anna.browser.page.path.as_str()), "{action}: {}", anna.browser.page.path);
            assert!(!anna.browser.is_signed_in(), "{action}");
        }
        assert_eq!(house.factors(ANNA).await, factors);
    }
}

on_both_engines! {
    /// M-18: a factor that was never confirmed is none, whatever its code says.
    async fn a_pending_factor_signs_nobody_in(house: House) {
        let mut admin = people::set_up(&house).await;
        let mut anna = admin.invite(&house, "Anna Weber", ANNA).await;
        anna.browser.open("/enrol").await;
        anna.browser.submit("/do/start-totp", &[]).await;
        let pending = Phone::scan(&anna.browser.page);
        let id = house.factors(ANNA).await[1].0.to_string();
        anna.browser = house.browser();
        anna.give_password().await;
        assert_ne!(anna.browser.page.attribute(FACTOR_OF, "value"), Some(id.clone()));
        let code = house.fresh_code(&pending);
        anna.browser.push(&house, "/do/verify-totp", &[("factor", &id), ("code", &code)]).await;
        anna.browser.follow().await.refuses("code", "not right");
        assert!(!anna.browser.is_signed_in());
    }
}

on_both_engines! {
    /// M-20, M-24, M-25: no cookie that a client keeps or makes up stands in for the second step.
    async fn no_cookie_stands_in_for_a_factor(house: House) {
        let (_, mut anna) = anna(&house).await;
        anna.browser.cookies.insert("__Host-kd".to_owned(), "A".repeat(43));
        anna.give_password().await;
        assert_eq!(anna.browser.page.path, "/sign-in/verify");
        let (old, code) = (anna.browser.clone(), house.fresh_code(&anna.phone));
        let factor = house.factors(ANNA).await[0].0.to_string();
        anna.browser.submit("/do/cancel-sign-in", &[]).await;
        // The cookie of a sign-in that was cancelled, one that was made up, and the one of an attempt used as a session.
        let attempt = old.cookies["__Host-pre"].clone();
        for (cookie, value) in [("__Host-pre", attempt.clone()), ("__Host-pre", "A".repeat(43)), ("__Host-sid", attempt)] {
            let mut forged = house.browser();
            forged.cookies.insert(cookie.to_owned(), value);
            forged.call(&house, "/do/verify-totp", &[("factor", &factor), ("code", &code)]).await;
            assert_eq!(forged.page.status, 401, "{cookie}");
            forged.open("/account").await;
            assert!(forged.page.path.ends_with("/sign-in"), "{}", forged.page.path);
        }
        let wrong = anna.phone.wrong_code(house.now());
        anna.give_password().await;
        anna.browser.submit("/do/verify-totp", &[("code", &wrong)]).await;
        anna.browser.open("/account").await;
        assert_eq!(anna.browser.page.path, "/sign-in/verify");
        assert_eq!(house.one::<i64>("SELECT COUNT(*) FROM sessions", args![]).await, 2);
    }
}
