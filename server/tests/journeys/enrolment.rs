//! Setting up a factor: whose secret it is, how long, and what a client may not say about it. Cases E.

use futures::future::join_all;
use identity::time::Span;
use server::{jobs, store::args};

use super::{
    anna,
    browser::{Browser, Page},
    engines::on_both_engines,
    house::{House, PASSWORD},
    people::{self, Person},
    phone::Phone,
};

const ANNA: &str = "anna@example.com";
const CONFIRM: &str = "/do/confirm-totp";
/// A key that was made up.
const KEY: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

/// Starts another authenticator app, and scans it.
async fn start(browser: &mut Browser) -> Phone {
    browser.open("/enrol").await;
    browser.submit("/do/start-totp", &[]).await;
    Phone::scan(&browser.page)
}

on_both_engines! {
    /// E-01: what was never confirmed is no factor, and is gone after its ten minutes.
    async fn an_unconfirmed_factor_is_none(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        start(&mut anna.browser).await;
        let path = anna.browser.page.path.clone();
        anna.browser.open("/account").await;
        assert_eq!(anna.browser.page.all("article.card h3"), ["Pixel 9"]);
        house.wait(Span::minutes(11));
        anna.browser.open(&path).await.warns("expired");
        assert!(!anna.browser.page.html.contains("otpauth:"));
        jobs::purge_expired(&house.desk).await.unwrap();
        assert_eq!(house.factors(ANNA).await.len(), 1);
    }
}

on_both_engines! {
    /// E-02: a confirmation without a start, for another session's or another user's factor, too late, or once more.
    async fn only_what_was_begun_here_is_confirmed(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        let mut second = Person { browser: house.browser(), ..anna.clone() };
        second.sign_in(&house).await;
        let confirm = |id: &str, code: &str| [("factor", id.to_owned()), ("code", code.to_owned()), ("name", "Mine".to_owned())];
        anna.browser.call(&house, CONFIRM, &[("factor", "999999"), ("code", "123456"), ("name", "Mine")]).await;
        assert_eq!(anna.browser.page.status, 401, "never begun");

        let phone = start(&mut anna.browser).await;
        let id = house.factors(ANNA).await[1].0.to_string();
        let code = phone.code(house.now());
        for (who, browser) in [("another session", &mut second.browser), ("another user", &mut admin.browser)] {
            let fields = confirm(&id, &code);
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            browser.call(&house, CONFIRM, &fields).await;
            assert_eq!(browser.page.status, 401, "{who}");
            browser.open(&format!("/enrol/totp/{id}")).await;
            assert!(!browser.page.html.contains("otpauth:"), "{who}");
        }
        assert_eq!(house.active_factors(ANNA).await, 1);

        let mut late = anna.browser.clone();
        anna.browser.submit(CONFIRM, &[("code", &code), ("name", "Mine")]).await;
        assert_eq!(house.active_factors(ANNA).await, 2);
        late.cookies.clone_from(&anna.browser.cookies);
        late.call(&house, CONFIRM, &[("factor", &id), ("code", &code), ("name", "Again")]).await;
        assert!(late.page.status.is_client_error(), "twice: {}", late.page.status);

        let phone = start(&mut anna.browser).await;
        house.wait(Span::minutes(11));
        anna.browser.submit(CONFIRM, &[("code", &phone.code(house.now())), ("name", "Late")]).await.warns("expired");
        assert_eq!((house.active_factors(ANNA).await, house.count("mfa.factor_enrolled", ANNA).await), (2, 2));
    }
}

on_both_engines! {
    /// E-04: two confirmations at the same instant make one factor and one event.
    async fn two_confirmations_at_once_make_one_factor(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        let phone = start(&mut anna.browser).await;
        let body = anna.browser.form(CONFIRM, &[("code", &phone.code(house.now())), ("name", "Twice")]);
        let tabs = [anna.browser.clone(), anna.browser.clone()];
        let answers = join_all(tabs.into_iter().map(|mut tab| {
            let body = body.clone();
            async move { tab.post(CONFIRM, &body).await.status }
        }));
        assert!(answers.await.iter().all(|status| *status == 303));
        assert_eq!((house.active_factors(ANNA).await, house.count("mfa.factor_enrolled", ANNA).await), (2, 2));
    }
}

on_both_engines! {
    /// E-05: a proof that is six minutes old is asked for again; who has neither factor nor code gives the password.
    async fn an_old_proof_is_asked_for_again(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        house.wait(Span::minutes(6));
        anna.browser.open("/enrol").await;
        assert!(!anna.browser.page.html.contains("action=\"/do/start-totp\""));
        anna.browser.call(&house, "/do/start-totp", &[]).await;
        assert_eq!(anna.browser.page.status, 403);
        assert!(anna.browser.page.html.contains("ProveFirst"), "{}", anna.browser.page.html);
        anna.browser.open("/enrol").await;
        anna.prove(&house).await;
        start(&mut anna.browser).await;

        house.change("UPDATE policies SET requirement = 'optional'", args![]).await;
        house.change("UPDATE factors SET state = 'deleted' WHERE user_id = $1", args![house.user(ANNA).await]).await;
        house.change("UPDATE backup_code_sets SET revoked_at = 1 WHERE user_id = $1", args![house.user(ANNA).await]).await;
        house.wait(Span::minutes(6));
        anna.browser.open("/enrol").await;
        anna.browser.submit("/do/prove", &[("password", "not the right one")]).await.refuses("password", "not your current password");
        let password = anna.password.clone();
        anna.browser.submit("/do/prove", &[("password", &password)]).await;
        start(&mut anna.browser).await;
    }
}

on_both_engines! {
    /// E-06: the sixth wrong code throws the pending factor away.
    async fn six_wrong_codes_discard_what_is_pending(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        let phone = start(&mut anna.browser).await;
        for _ in 0..5 {
            let wrong = phone.wrong_code(house.now());
            anna.browser.submit(CONFIRM, &[("code", &wrong), ("name", "My phone")]).await.refuses("code", "does not match yet");
            assert_eq!((anna.browser.page.value("name").as_str(), anna.browser.page.value("code").as_str()), ("My phone", ""));
        }
        let last = anna.browser.clone();
        anna.browser.submit(CONFIRM, &[("code", &phone.wrong_code(house.now())), ("name", "My phone")]).await.warns("thrown away");
        let mut last = last;
        last.submit(CONFIRM, &[("code", &phone.code(house.now())), ("name", "My phone")]).await;
        assert_eq!(house.active_factors(ANNA).await, 1);
    }
}

on_both_engines! {
    /// E-08: the secret, its strength and its state are the server's to say.
    async fn a_client_brings_no_secret_of_its_own(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        let own = Phone::scan(&Page { html: format!("<a href='otpauth://totp/x?secret={KEY}'>"), ..Page::default() });
        let extra = [("secret", KEY), ("algorithm", "MD5"), ("digits", "1"), ("verified", "true"), ("state", "active")];
        for field in extra {
            anna.browser.call(&house, "/do/start-totp", &[field]).await;
            assert_eq!(anna.browser.page.status, 422, "{field:?}");
        }
        anna.browser.open("/enrol").await;
        anna.browser.submit("/do/start-totp", &[]).await;
        assert!(!anna.browser.page.html.contains(KEY));
        let code = own.code(house.now());
        for field in extra {
            let fields = [field, ("code", code.as_str()), ("name", "Own")];
            let mut tried = anna.browser.clone();
            tried.submit(CONFIRM, &fields).await.warns("could not be read");
        }
        let fields = [("code", code.as_str()), ("name", "Own")];
        anna.browser.submit(CONFIRM, &fields).await.refuses("code", "does not match yet");
        assert_eq!(house.active_factors(ANNA).await, 1);
    }
}

on_both_engines! {
    /// E-09: before a factor is confirmed there are no backup codes.
    async fn no_backup_codes_before_a_factor(house: House) {
        let mut admin = people::set_up(&house).await;
        let mut browser = admin.invite_only(&house, "Anna Weber", ANNA).await;
        browser.submit("/do/accept-invitation", &[("password", PASSWORD)]).await;
        assert_eq!(browser.page.path, "/enrol");
        browser.open("/enrol/backup-codes").await;
        assert_eq!(browser.page.path, "/enrol");
        browser.push(&house, "/do/make-codes", &[]).await;
        browser.push(&house, "/do/codes-saved", &[("set", "1"), ("saved", "on")]).await;
        assert_eq!(house.one::<i64>("SELECT COUNT(*) FROM backup_code_sets", args![]).await, 1, "the admin's own");
    }
}

on_both_engines! {
    /// E-10: what the policy forbids is not set up by a direct call, nor confirmed when it was begun before.
    async fn a_forbidden_kind_is_refused_at_every_step(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        let phone = start(&mut anna.browser).await;
        house.change("UPDATE policies SET allowed_kinds = 'passkey'", args![]).await;
        anna.browser.submit(CONFIRM, &[("code", &phone.code(house.now())), ("name", "Late")]).await.warns("does not allow this kind");
        assert!(!anna.browser.page.html.contains("action=\"/do/start-totp\""));
        anna.browser.call(&house, "/do/start-totp", &[]).await;
        assert_eq!(anna.browser.page.status, 403);
        assert_eq!(house.active_factors(ANNA).await, 1);
    }
}

on_both_engines! {
    /// E-12: the secret is seen by its own pending enrolment, is kept by no cache, and is gone once it is confirmed.
    async fn a_secret_is_shown_until_it_is_confirmed(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        let phone = start(&mut anna.browser).await;
        let path = anna.browser.page.path.clone();
        assert!(anna.browser.page.headers["cache-control"].to_str().unwrap().contains("no-store"));
        anna.browser.open(&path).await;
        assert!(anna.browser.page.html.contains("otpauth:"), "a reload shows it again");
        house.browser().open(&path).await;
        anna.browser.submit(CONFIRM, &[("code", &phone.code(house.now())), ("name", "Second")]).await;
        anna.browser.open(&path).await;
        assert_eq!(anna.browser.page.path, "/account");
        let mut stranger = house.browser();
        stranger.open(&path).await;
        assert!(stranger.page.path.ends_with("/sign-in") && !stranger.page.html.contains("otpauth:"));
    }
}
