//! One access pass, several browsers that have the password: one of them stands in enrolment.

use super::{
    browser::Browser,
    stage::ANNA,
    starter::{on_every_engine, rounds, start},
};

const ENTER: &str = "/do/verify-access-pass";

on_every_engine! {
    /// Entered in three browsers in the same instant, it is worth one enrolment.
    async fn a_pass_in_three_browsers(stage: Stage) {
        for round in 0..rounds() {
            stage.sign_everybody_out().await;
            let path = format!("/admin/users/{}/access-pass", stage.house.user(ANNA).await);
            if stage.admin.browser.open(&path).await.path != path {
                stage.admin.sign_in(&stage.house).await;
                stage.admin.browser.open(&path).await;
            }
            stage.admin.prove(&stage.house).await;
            let why = [("reason_kind", "lost_device"), ("verification", "call_back"), ("minutes", "60")];
            stage.admin.browser.submit("/do/issue-access-pass", &why).await;
            let pass = stage.admin.browser.page.all("code.pass")[0].clone();
            let mut runners = Vec::new();
            for browser in stage.half_signed_in(3).await {
                runners.push(stage.runner(browser, ENTER, &[("code", &pass)]));
            }
            let back = start(runners).await;
            let enrols = |browser: &&Browser| browser.page.leads_to() == "/enrol";
            assert_eq!(back.iter().filter(enrols).count(), 1, "round {round}");
            assert_eq!(stage.count("mfa.access_pass_used").await, round + 1, "round {round}");
            assert_eq!(stage.sessions().await, 0, "a pass is no session");
            stage.forget_guesses().await;
        }
    }
}
