//! One factor, two hands: it is confirmed once, and the last one does not go by accident. Cases E-04 and R-05.

use identity::ids::FactorId;
use server::store::args;

use super::{
    phone::Phone,
    stage::{ANNA, Stage},
    starter::{on_every_engine, rounds, start},
};

/// A pending factor of the browser's session: its id and the app that scanned it.
async fn pending(stage: &Stage, browser: &mut super::browser::Browser) -> (FactorId, Phone) {
    browser.push(&stage.house, "/do/start-totp", &[]).await;
    browser.follow().await;
    let phone = Phone::scan(&browser.page);
    let (id, state, _) = stage.house.factors(ANNA).await.pop().unwrap();
    assert_eq!(state, "pending");
    (id, phone)
}

on_every_engine! {
    /// E-04: two tabs confirm the same factor: it is there once, and it is written down once.
    async fn a_factor_is_confirmed_once(stage: Stage) {
        for round in 0..rounds() {
            let before = (stage.active().await.len(), stage.count("mfa.factor_enrolled").await);
            let mut browser = stage.signed_in(1).await.remove(0);
            let (id, phone) = pending(&stage, &mut browser).await;
            let code = stage.house.fresh_code(&phone);
            let (id_text, other) = (id.to_string(), stage.browser());
            let mut other_tab = other;
            other_tab.cookies = browser.cookies.clone();
            let fields = [("factor", id_text.as_str()), ("code", code.as_str()), ("name", "Twice")];
            let runners = [browser, other_tab].map(|browser| stage.runner(browser, "/do/confirm-totp", &fields));
            start(runners.into()).await;
            let after = (stage.active().await.len(), stage.count("mfa.factor_enrolled").await);
            assert_eq!(after, (before.0 + 1, before.1 + 1), "round {round}");
            stage.bury(id).await;
            stage.sign_everybody_out().await;
        }
    }
}

on_every_engine! {
    /// of the last two factors, removed at the same time in two browsers, one stays.
    async fn of_two_last_factors_one_stays(stage: Stage) {
        stage.house.change("UPDATE policies SET self_removal = $1", args![true]).await;
        for round in 0..rounds() {
            let mut browser = stage.signed_in(1).await.remove(0);
            let (id, phone) = pending(&stage, &mut browser).await;
            let (id, code) = (id.to_string(), stage.house.fresh_code(&phone));
            browser.push(&stage.house, "/do/confirm-totp", &[("factor", &id), ("code", &code), ("name", "Second")]).await;
            let two = stage.active().await;
            assert_eq!(two.len(), 2, "round {round}: {}", browser.page.html);

            let removed = stage.count("mfa.factor_self_removed").await;
            let browsers = stage.signed_in(2).await;
            let mut runners = Vec::new();
            for (browser, factor) in browsers.into_iter().zip(two) {
                runners.push(stage.runner(browser, "/do/remove-factor", &[("factor", &factor.to_string())]));
            }
            start(runners).await;
            assert_eq!(stage.active().await.len(), 1, "round {round}");
            assert_eq!(stage.count("mfa.factor_self_removed").await, removed + 1, "round {round}");
            stage.sign_everybody_out().await;
        }
    }
}

on_every_engine! {
    /// Of the last two factors, reported lost at the same time in two browsers, one stays: nobody insisted on losing both.
    async fn of_two_lost_at_once_one_stays(stage: Stage) {
        stage.house.change("DELETE FROM backup_codes", args![]).await;
        for round in 0..rounds() {
            let mut browser = stage.signed_in(1).await.remove(0);
            let (id, phone) = pending(&stage, &mut browser).await;
            let (id, code) = (id.to_string(), stage.house.fresh_code(&phone));
            browser.push(&stage.house, "/do/confirm-totp", &[("factor", &id), ("code", &code), ("name", "Second")]).await;
            let two = stage.active().await;
            assert_eq!(two.len(), 2, "round {round}: {}", browser.page.html);

            let lost = stage.count("mfa.factor_suspended").await;
            let browsers = stage.signed_in(2).await;
            let mut runners = Vec::new();
            for (browser, factor) in browsers.into_iter().zip(two) {
                runners.push(stage.runner(browser, "/do/lose-factor", &[("factor", &factor.to_string())]));
            }
            start(runners).await;
            assert_eq!(stage.active().await.len(), 1, "round {round}");
            assert_eq!(stage.count("mfa.factor_suspended").await, lost + 1, "round {round}");
            stage.house.change("UPDATE factors SET state = 'deleted' WHERE state = 'suspended'", args![]).await;
            stage.sign_everybody_out().await;
        }
    }
}

on_every_engine! {
    /// Two browsers that start at nine factors end with ten, never eleven (E-13).
    async fn ten_factors_are_the_most(stage: Stage) {
        for round in 0..rounds() / 5 {
            let mut made = Vec::new();
            while stage.active().await.len() < 9 {
                let mut browser = stage.signed_in(1).await.remove(0);
                let (id, phone) = pending(&stage, &mut browser).await;
                let (text, code) = (id.to_string(), stage.house.fresh_code(&phone));
                browser.push(&stage.house, "/do/confirm-totp", &[("factor", &text), ("code", &code), ("name", "One more")]).await;
                made.push(id);
                stage.sign_everybody_out().await;
            }
            let mut ready = Vec::new();
            for mut browser in stage.signed_in(2).await {
                let (id, phone) = pending(&stage, &mut browser).await;
                ready.push((browser, id, phone));
            }
            let now = stage.house.now();
            let mut runners = Vec::new();
            for (browser, id, phone) in ready {
                let (text, code) = (id.to_string(), phone.code(now));
                runners.push(stage.runner(browser, "/do/confirm-totp", &[("factor", &text), ("code", &code), ("name", "Last")]));
                made.push(id);
            }
            start(runners).await;
            let active = stage.active().await;
            assert_eq!(active.len(), 10, "round {round}");
            for id in made.into_iter().filter(|id| active.contains(id)) {
                stage.bury(id).await;
            }
            stage.sign_everybody_out().await;
        }
    }
}
