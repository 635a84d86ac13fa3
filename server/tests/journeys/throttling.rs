//! Throttling by the clock: five free tries, waits that double, and what dies in the end (docs/security/throttling.md).

use std::net::IpAddr;

use identity::time::Span;
use server::store::args;

use super::{
    anna,
    browser::Browser,
    engines::on_both_engines,
    house::{House, PASSWORD},
};

const ANNA: &str = "anna@example.com";

/// A wrong or right password from an address of its own, so that only the account's count is met.
async fn try_password(house: &House, nth: u8, email: &str, password: &str) -> Browser {
    let mut browser = house.browser();
    browser.address.set_ip(IpAddr::from([198, 51, 100, nth]));
    browser.open("/o/acme/sign-in").await;
    browser
        .submit("/do/sign-in", &[("email", email), ("password", password)])
        .await;
    browser
}

on_both_engines! {
    /// The waits of somebody known and of somebody unknown, side by side.
    async fn waits_double_alike_for_known_and_unknown(house: House) {
        anna::enrolled(&house).await;
        let waits = ["30 seconds", "60 seconds", "2 minutes", "4 minutes", "8 minutes", "16 minutes", "32 minutes", "1 hour", "1 hour"];
        for nth in 0..4 {
            for email in [ANNA, "nobody@example.com"] {
                try_password(&house, nth, email, "wrong guess").await.page.warns("do not match");
            }
        }
        let mut span = Span::seconds(30);
        for (nth, wait) in waits.into_iter().enumerate() {
            for email in [ANNA, "nobody@example.com"] {
                let browser = try_password(&house, 10 + u8::try_from(nth).unwrap(), email, "wrong guess").await;
                browser.page.warns(&format!("Too many tries. Wait {wait}, then"));
            }
            house.wait(span);
            span = Span(Span::hours(1).0.min(span.0 * 2));
        }
        let browser = try_password(&house, 99, ANNA, PASSWORD).await;
        assert_eq!(browser.page.path, "/sign-in/verify", "the right one, after the wait");
        try_password(&house, 98, ANNA, "wrong guess").await.page.warns("do not match");
    }
}

on_both_engines! {
    /// S-05: a hundred wrong ones in a row, at the pace that is allowed, end the password; its owner is told.
    async fn a_hundred_wrong_passwords_end_the_password(house: House) {
        anna::enrolled(&house).await;
        let mut strangers = Vec::new();
        for nth in 0..100 {
            for email in [ANNA, "nobody@example.com"] {
                let browser = try_password(&house, nth, email, "wrong guess").await;
                strangers.push(browser.page.all("[role=alert]").join(" "));
            }
            assert_eq!(strangers.pop(), strangers.pop());
            if nth == 98 {
                assert!(!house.letters_to(ANNA).await.contains(&"Your password was blocked".to_owned()));
            }
            house.wait(Span::hours(1));
        }
        assert_eq!(house.letters_to(ANNA).await.iter().filter(|it| *it == "Your password was blocked").count(), 1);
        assert_eq!(house.count("throttle.engaged", ANNA).await, 1);
        let browser = try_password(&house, 200, ANNA, PASSWORD).await;
        browser.page.warns("Too many tries");
        assert!(!browser.cookies.contains_key("__Host-pre"));
    }
}

on_both_engines! {
    /// M-06: the count of a factor outlives every sign-in; fifty wrong codes end it, and its owner is told.
    async fn fifty_wrong_codes_end_a_factor(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        for nth in 1..=50 {
            anna.browser = house.browser();
            anna.give_password().await;
            let wrong = anna.phone.wrong_code(house.now());
            anna.browser.submit("/do/verify-totp", &[("code", &wrong)]).await;
            if nth < 50 {
                assert_eq!(house.factor_failures(ANNA).await, nth);
                assert_eq!(house.active_factors(ANNA).await, 1, "{nth}");
            }
            if nth == 5 {
                let right = house.fresh_code(&anna.phone);
                house.clock.set(identity::time::Timestamp(house.now().0 - 5_000));
                anna.browser.submit("/do/verify-totp", &[("code", &right)]).await;
                anna.browser.page.refuses("code", "Too many tries. Wait 5 seconds");
                assert_eq!(house.factor_failures(ANNA).await, 5, "a try that was not looked at is none");
            }
            house.wait(Span::hours(1));
        }
        assert_eq!(house.factors(ANNA).await[0].1, "disabled");
        assert_eq!(house.letters_to(ANNA).await.iter().filter(|it| *it == "A way to sign in was blocked").count(), 1);
        assert_eq!((house.count("mfa.factor_disabled", ANNA).await, house.count("mfa.challenge_failed", ANNA).await), (1, 50));
        // A dead factor opens no enrolment: a backup code, or an admin.
        anna.browser = house.browser();
        anna.give_password().await;
        assert_eq!(anna.browser.page.path, "/sign-in/backup-code");
        anna.browser.open("/enrol").await;
        assert_eq!(anna.browser.page.path, "/sign-in/backup-code");
        house.change("UPDATE backup_code_sets SET revoked_at = 1", args![]).await;
        anna.browser = house.browser();
        anna.give_password().await;
        assert_eq!(anna.browser.page.path, "/sign-in/help");
        anna.browser.page.says("You need an admin to sign in").says("Berta Admin");
    }
}

on_both_engines! {
    /// A right code takes the count of its factor back.
    async fn success_takes_a_count_back(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        anna.browser = house.browser();
        anna.give_password().await;
        for _ in 0..3 {
            let wrong = anna.phone.wrong_code(house.now());
            anna.browser.submit("/do/verify-totp", &[("code", &wrong)]).await;
        }
        assert_eq!(house.factor_failures(ANNA).await, 3);
        let code = house.fresh_code(&anna.phone);
        anna.browser.submit("/do/verify-totp", &[("code", &code)]).await;
        assert!(anna.browser.is_signed_in());
        assert_eq!(house.factor_failures(ANNA).await, 0);
    }
}

on_both_engines! {
    /// Fifty wrong backup codes end the set, not the app.
    async fn fifty_wrong_backup_codes_end_the_set(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        for _ in 0..50 {
            anna.browser = house.browser();
            anna.give_password().await;
            anna.browser.open("/sign-in/backup-code").await;
            anna.browser.submit("/do/verify-backup-code", &[("code", "00000-00000-00000")]).await;
            house.wait(Span::hours(1));
        }
        assert!(house.letters_to(ANNA).await.contains(&"Your backup codes were blocked".to_owned()));
        anna.give_password().await;
        let code = anna.codes[0].clone();
        anna.browser.push(&house, "/do/verify-backup-code", &[("code", &code)]).await;
        assert!(!anna.browser.is_signed_in());
        anna.browser = house.browser();
        anna.sign_in(&house).await;
    }
}

on_both_engines! {
    /// Failures from a whole neighbourhood are an alarm in the log, once an hour, and hold nobody back.
    async fn a_neighbourhood_that_fails_raises_an_alarm(house: House) {
        const ALARMS: &str = "SELECT detail FROM audit_events WHERE event = 'throttle.engaged'";
        let (_, anna) = anna::enrolled(&house).await;
        let mut config = house.desk.config.clone();
        config.limits.area_failures_per_hour = 3;
        let house = house.with_config(config);
        for host in 1..=4 {
            let mut browser = house.browser();
            browser.address.set_ip([198, 51, 100, host].into());
            browser.open("/o/acme/sign-in").await;
            browser.submit("/do/sign-in", &[("email", "nobody@example.com"), ("password", "wrong guess")]).await;
        }
        assert_eq!(house.all::<String>(ALARMS, args![]).await, [r#"{"network":"198.51.100.0","what":"area"}"#]);
        let mut anna = anna;
        anna.browser = house.browser();
        anna.browser.address.set_ip([198, 51, 100, 77].into());
        anna.sign_in(&house).await;
    }
}

on_both_engines! {
    /// Ten failures a minute from one network, whoever they are about; a success never counts.
    async fn a_network_that_fails_too_often_waits(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        let mut browser = house.browser();
        for nth in 0..10 {
            browser.open("/o/acme/sign-in").await;
            let email = format!("nobody{nth}@example.com");
            browser.submit("/do/sign-in", &[("email", &email), ("password", "wrong guess")]).await;
        }
        let before = house.desk.hasher.counted();
        anna.browser = browser.clone();
        anna.give_password().await;
        anna.browser.page.warns("came from your network");
        assert_eq!(house.desk.hasher.counted(), before, "nothing is computed for a blocked network");
        house.wait(Span::seconds(61));
        for _ in 0..12 {
            anna.give_password().await;
            assert_eq!(anna.browser.page.path, "/sign-in/verify");
        }
    }
}
