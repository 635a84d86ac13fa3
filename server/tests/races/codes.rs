//! One code, many browsers: it is worth one session. Cases, M-02 and B-02.

use server::store::args;

use super::{
    people::codes_shown,
    stage::ANNA,
    starter::{crowd, on_every_engine, rounds, start},
};

on_every_engine! {
    /// a code from an app, given fifty times in the same instant.
    async fn a_code_from_an_app(stage: Stage) {
        let factor = stage.active().await[0].to_string();
        for round in 0..rounds() {
            stage.sign_everybody_out().await;
            let code = stage.house.fresh_code(&stage.anna.phone);
            let replays = stage.count("mfa.code_replayed").await;
            let mut runners = Vec::new();
            for browser in stage.half_signed_in(crowd(round, 50)).await {
                runners.push(stage.runner(browser, "/do/verify-totp", &[("factor", &factor), ("code", &code)]));
            }
            let many = runners.len();
            let back = start(runners).await;
            let won = back.iter().filter(|browser| browser.is_signed_in()).count();
            assert_eq!((won, stage.sessions().await), (1, 1), "round {round}");
            let busy = back.iter().filter(|browser| browser.page.status == 503).count();
            assert_eq!(stage.count("mfa.code_replayed").await - replays, many - won - busy, "round {round}");
            assert_eq!(stage.house.factor_failures(ANNA).await, 0, "a replay is no guess");
        }
        assert_eq!(stage.count("user.signed_in").await, rounds() + 1);
    }
}

on_every_engine! {
    /// Q-02 and B-02: a backup code, given fifty times in the same instant.
    async fn a_backup_code(stage: Stage) {
        const LEFT: &str = "SELECT COUNT(*) FROM backup_codes JOIN backup_code_sets ON backup_code_sets.id = backup_codes.set_id
            JOIN users ON users.id = backup_code_sets.user_id WHERE users.email = $1 AND used_at IS NULL AND revoked_at IS NULL";
        const UNUSE: &str = "UPDATE backup_codes SET used_at = NULL WHERE used_at IS NOT NULL";
        const FORGIVE: &str = "UPDATE backup_code_sets SET failures = 0, allowed_at = 0";
        let code = stage.anna.codes[0].clone();
        for round in 0..rounds() {
            stage.sign_everybody_out().await;
            let used = stage.count("mfa.backup_code_used").await;
            let mut runners = Vec::new();
            for browser in stage.half_signed_in(crowd(round, 50)).await {
                runners.push(stage.runner(browser, "/do/verify-backup-code", &[("code", &code)]));
            }
            let back = start(runners).await;
            let won = back.iter().filter(|browser| browser.is_signed_in()).count();
            assert_eq!((won, stage.sessions().await), (1, 1), "round {round}");
            let left: i64 = stage.house.one(LEFT, args![ANNA]).await;
            assert_eq!((stage.count("mfa.backup_code_used").await, left), (used + 1, 9), "round {round}");
            // The same code is new again, for the next round.
            stage.house.change(UNUSE, args![]).await;
            stage.house.change(FORGIVE, args![]).await;
        }
    }
}

on_every_engine! {
    /// B-04: new codes are made while old ones are used: the old set is dead afterwards, and none of the new ones is spent.
    async fn new_codes_while_old_ones_are_used(stage: Stage) {
        const ALIVE: &str = "SELECT COUNT(*) FROM backup_codes JOIN backup_code_sets ON backup_code_sets.id = backup_codes.set_id
            JOIN users ON users.id = backup_code_sets.user_id WHERE users.email = $1 AND used_at IS NULL AND revoked_at IS NULL";
        let mut codes = stage.anna.codes.clone();
        for round in 0..rounds() {
            stage.sign_everybody_out().await;
            let browser = stage.signed_in(1).await.remove(0);
            let mut runners = vec![stage.runner(browser, "/do/make-codes", &[])];
            for (browser, code) in stage.half_signed_in(3).await.into_iter().zip(&codes) {
                runners.push(stage.runner(browser, "/do/verify-backup-code", &[("code", code)]));
            }
            let mut maker = start(runners).await.remove(0);
            maker.follow().await;
            let new = codes_shown(&maker);
            assert_eq!((new.len(), stage.house.one::<i64>(ALIVE, args![ANNA]).await), (10, 10), "round {round}: {}", maker.page.text());
            let late = stage.half_signed_in(1).await.remove(0);
            let back = start(vec![stage.runner(late, "/do/verify-backup-code", &[("code", &codes[9])])]).await.remove(0);
            assert!(!back.is_signed_in(), "round {round}: a code of the old set");
            codes = new;
        }
    }
}
