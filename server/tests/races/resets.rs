//! An admin acts while somebody comes in: whoever is told that it is done finds it done. Cases.

use super::{
    phone::Phone,
    stage::ANNA,
    starter::{on_every_engine, rounds, start},
};

on_every_engine! {
    /// a reset while the user confirms another factor: the reset leaves none, or was refused since things had changed.
    async fn a_reset_while_a_factor_is_confirmed(stage: Stage) {
        for round in 0..rounds() {
            let mut browser = stage.signed_in(1).await.remove(0);
            browser.push(&stage.house, "/do/start-totp", &[]).await;
            browser.follow().await;
            let phone = Phone::scan(&browser.page);
            let id = stage.house.factors(ANNA).await.pop().unwrap().0.to_string();
            let reset = stage.reset_at_the_start().await;
            let code = stage.house.fresh_code(&phone);
            let resets = stage.count("mfa.factor_admin_reset").await;
            let confirm = stage.runner(browser, "/do/confirm-totp", &[("factor", &id), ("code", &code), ("name", "New")]);
            let mut back = start(vec![reset, confirm]).await;

            let said = { stage.admin.browser = back.remove(0); stage.admin.browser.follow().await.text() };
            let was_reset = said.contains("were reset");
            assert_eq!(stage.count("mfa.factor_admin_reset").await - resets, usize::from(was_reset), "round {round}: {said}");
            if was_reset {
                assert_eq!((stage.active().await.len(), stage.sessions().await, stage.unfinished().await), (0, 0, 0), "round {round}");
                stage.enrol_anew().await;
            } else {
                assert_eq!(stage.active().await.len(), 2, "round {round}: {said}");
                stage.bury(stage.active().await[1]).await;
            }
            stage.sign_everybody_out().await;
        }
    }
}

on_every_engine! {
    /// a reset while a right code arrives: no session outlives it.
    async fn a_reset_while_a_code_is_verified(stage: Stage) {
        for round in 0..rounds() {
            let factor = stage.active().await[0].to_string();
            let used = stage.count("mfa.backup_code_used").await;
            let reset = stage.reset_at_the_start().await;
            let code = stage.house.fresh_code(&stage.anna.phone);
            let mut runners = vec![reset];
            for browser in stage.half_signed_in(3).await {
                runners.push(stage.runner(browser, "/do/verify-totp", &[("factor", &factor), ("code", &code)]));
            }
            let browser = stage.half_signed_in(1).await.remove(0);
            let backup = stage.anna.codes[0].clone();
            runners.push(stage.runner(browser, "/do/verify-backup-code", &[("code", &backup)]));
            let mut back = start(runners).await;
            stage.admin.browser = back.remove(0);
            let said = stage.admin.browser.follow().await.text();
            // A spent backup code is a change of what the admin had read: then nothing was done, and it says so.
            if said.contains("were reset") {
                assert_eq!((stage.active().await.len(), stage.sessions().await, stage.unfinished().await), (0, 0, 0), "round {round}");
                for mut browser in back {
                    browser.open("/account").await;
                    assert_ne!(browser.page.path, "/account", "round {round}");
                }
                stage.enrol_anew().await;
            } else {
                assert_eq!(stage.count("mfa.backup_code_used").await, used + 1, "round {round}: {said}");
                stage.sign_everybody_out().await;
                let mut reset = stage.reset_at_the_start().await;
                reset.browser.post(reset.action, &reset.body).await;
                stage.admin.browser = reset.browser;
                stage.admin.browser.follow().await.says("were reset");
                stage.enrol_anew().await;
            }
            stage.sign_everybody_out().await;
        }
    }
}

on_every_engine! {
    /// an account is disabled while its owner comes in, by code and by password: nothing of it stays open.
    async fn an_account_is_disabled_during_a_sign_in(stage: Stage) {
        let user = stage.house.user(ANNA).await.to_string();
        for round in 0..rounds() {
            let factor = stage.active().await[0].to_string();
            let code = stage.house.fresh_code(&stage.anna.phone);
            if stage.admin.browser.open("/admin/users").await.path != "/admin/users" {
                stage.admin.sign_in(&stage.house).await;
            }
            let mut runners = vec![stage.runner(stage.admin.browser.clone(), "/do/disable-user", &[("user", &user)])];
            for browser in stage.half_signed_in(2).await {
                runners.push(stage.runner(browser, "/do/verify-totp", &[("factor", &factor), ("code", &code)]));
            }
            let mut typing = stage.browser();
            typing.open("/o/acme/sign-in").await;
            let form = [("organisation", "acme"), ("email", ANNA), ("password", stage.anna.password.as_str())];
            runners.push(stage.runner(typing, "/do/sign-in", &form));
            let mut back = start(runners).await;
            stage.admin.browser = back.remove(0);
            let status: String = stage.house.one("SELECT status FROM users WHERE email = $1", server::store::args![ANNA]).await;
            assert_eq!((status.as_str(), stage.sessions().await, stage.unfinished().await), ("disabled", 0, 0), "round {round}");
            for mut browser in back {
                browser.open("/account").await;
                assert_ne!(browser.page.path, "/account", "round {round}");
            }
            stage.admin.browser.push(&stage.house, "/do/enable-user", &[("user", &user)]).await;
        }
    }
}
