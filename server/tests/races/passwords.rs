//! Passwords under a crowd: a changed one lets nobody in, and guesses are counted before they are looked at. Cases Q-08
//! and Q-13.

use server::store::args;

use super::{
    stage::ANNA,
    starter::{crowd, on_every_engine, rounds, start},
};

on_every_engine! {
    /// the old password is given while it is being changed: what it began is gone afterwards.
    async fn a_password_is_changed_during_a_sign_in(stage: Stage) {
        for round in 0..rounds() {
            let factor = stage.active().await[0].to_string();
            let code = stage.house.fresh_code(&stage.anna.phone);
            let old = stage.anna.password.clone();
            let new = format!("marble lantern on the {round}th roof");
            let owner = stage.signed_in(1).await.remove(0);
            let mut runners = vec![stage.runner(owner, "/do/change-password", &[("current_password", &old), ("new_password", &new)])];
            for browser in stage.half_signed_in(2).await {
                runners.push(stage.runner(browser, "/do/verify-totp", &[("factor", &factor), ("code", &code)]));
            }
            for _ in 0..3 {
                let mut typing = stage.browser();
                typing.open("/o/acme/sign-in").await;
                runners.push(stage.runner(typing, "/do/sign-in", &[("organisation", "acme"), ("email", ANNA), ("password", &old)]));
            }
            let mut back = start(runners).await;
            let mut owner = back.remove(0);
            owner.follow().await.says("password was changed");
            assert_eq!((stage.sessions().await, stage.unfinished().await), (1, 0), "round {round}");
            for mut browser in back {
                browser.open("/account").await;
                assert_ne!(browser.page.path, "/account", "round {round}");
            }
            stage.anna.password = new;
            stage.sign_everybody_out().await;
            stage.forget_guesses().await;
        }
    }
}

on_every_engine! {
    /// Q-13 and S-04: a hundred wrong passwords at once: five are looked at, known or not.
    async fn guesses_of_a_password(stage: Stage) {
        const LOOKED_AT: &str = "SELECT COUNT(*) FROM audit_events WHERE event = 'user.sign_in_failed' AND detail NOT LIKE '%throttled%'";
        for round in 0..rounds() {
            for email in [ANNA, "nobody@example.com"] {
                let before: i64 = stage.house.one(LOOKED_AT, args![]).await;
                let mut runners = Vec::new();
                for _ in 0..crowd(round, 100) {
                    let mut browser = stage.browser();
                    browser.cookies.insert("__Host-anon".to_owned(), "A".repeat(43));
                    let form = [("organisation", "acme"), ("email", email), ("password", "not the password at all")];
                    runners.push(stage.runner(browser, "/do/sign-in", &form));
                }
                start(runners).await;
                let after: i64 = stage.house.one(LOOKED_AT, args![]).await;
                let most: i64 = stage.house.one("SELECT MAX(failures) FROM throttles WHERE allowed_at > 0", args![]).await;
                assert_eq!((after - before, most), (5, 5), "round {round} of {email}");
                stage.forget_guesses().await;
            }
        }
    }
}

on_every_engine! {
    /// The same for a code from an app: five of a hundred reach the factor.
    async fn guesses_of_a_code(stage: Stage) {
        let factor = stage.active().await[0].to_string();
        for round in 0..rounds() {
            let code = stage.anna.phone.wrong_code(stage.house.now());
            let failed = stage.count("mfa.challenge_failed").await;
            let mut runners = Vec::new();
            for browser in stage.half_signed_in(crowd(round, 100)).await {
                runners.push(stage.runner(browser, "/do/verify-totp", &[("factor", &factor), ("code", &code)]));
            }
            start(runners).await;
            assert_eq!(stage.house.factor_failures(ANNA).await, 5, "round {round}");
            assert_eq!(stage.count("mfa.challenge_failed").await, failed + 5, "round {round}");
            stage.sign_everybody_out().await;
            stage.house.change("UPDATE factors SET failures = 0, allowed_at = 0", args![]).await;
        }
    }
}
