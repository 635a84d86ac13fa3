//! A session ends when it should, and with it whatever its old token could do. Cases C-02, C-05, C-06 and C-12.

use axum::{body::Body, http::Request};
use futures::future::join_all;
use identity::{
    ids::{OrganisationId, UserId},
    policy::Rules,
    proof::{Proof, ProofKind},
    session::{Lifetime, Owing},
    time::Span,
};
use server::{
    crypto::token::Token,
    store::{args, sessions},
};

use super::{
    anna,
    browser::Browser,
    engines::on_both_engines,
    house::{House, PASSWORD},
    people,
    phone::Phone,
};

const ANNA: &str = "anna@example.com";

/// Asserts that a browser as it was before shows nothing of Anna, and changes nothing.
async fn is_dead(house: &House, mut old: Browser, after: &str) {
    old.open("/account").await;
    assert_ne!(
        old.page.path, "/account",
        "the old token lives on after {after}"
    );
    assert!(!old.page.html.contains("Anna"), "{after}");
    old.push(house, "/do/make-codes", &[]).await;
    old.follow().await;
    assert!(!old.page.html.contains("class=\"codes\""), "{after}");
}

on_both_engines! {
    /// C-02: after every change of what a token is worth, the token before is worth nothing.
    async fn no_token_survives_a_change(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        anna.browser = house.browser();
        anna.give_password().await;
        let half = anna.browser.clone();
        let code = house.fresh_code(&anna.phone);
        anna.browser.submit("/do/verify-totp", &[("code", &code)]).await;
        let mut old = half.clone();
        old.open("/sign-in/verify").await;
        assert_ne!(old.page.path, "/sign-in/verify", "the sign-in outlives the session that it became");

        house.wait(Span::minutes(6));
        let before = anna.browser.clone();
        anna.browser.open("/account/password").await;
        anna.prove(&house).await;
        is_dead(&house, before, "a proof").await;

        let before = anna.browser.clone();
        let form = [("current_password", PASSWORD), ("new_password", "marble lantern on the roof")];
        anna.browser.submit("/do/change-password", &form).await.says("password was changed");
        is_dead(&house, before, "a new password").await;

        let before = anna.browser.clone();
        anna.browser.open("/enrol").await;
        anna.browser.submit("/do/start-totp", &[]).await;
        let phone = Phone::scan(&anna.browser.page);
        anna.browser.submit("/do/confirm-totp", &[("code", &phone.code(house.now())), ("name", "Second")]).await;
        is_dead(&house, before, "a new factor").await;

        house.change("UPDATE policies SET self_removal = $1", args![true]).await;
        let (before, factor) = (anna.browser.clone(), house.factors(ANNA).await.pop().unwrap().0);
        anna.browser.open(&format!("/account/factors/{factor}/remove")).await;
        anna.browser.submit("/do/remove-factor", &[("factor", &factor.to_string())]).await;
        is_dead(&house, before, "a removed factor").await;
        assert!(anna.browser.is_signed_in());
        assert_eq!(anna.browser.open("/account").await.path, "/account");
    }
}

on_both_engines! {
    /// C-05: after a sign-out the cookie, the page behind "back" and an open tab are worth nothing.
    async fn a_sign_out_is_for_good(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        let factor = house.factors(ANNA).await[0].0.to_string();
        anna.browser.open(&format!("/account/factors/{factor}/rename")).await;
        let mut tab = anna.browser.clone();
        anna.browser.submit("/do/sign-out", &[]).await;
        assert!(!anna.browser.is_signed_in());
        assert_eq!(house.sessions_of(ANNA).await, 0);
        is_dead(&house, tab.clone(), "a sign-out").await;
        tab.submit("/do/rename-factor", &[("factor", &factor), ("name", "Stolen")]).await.says("Sign in");
        tab.call(&house, "/do/rename-factor", &[("factor", &factor), ("name", "Stolen")]).await;
        assert!(tab.page.leads_to().ends_with("/sign-in") || tab.page.status == 401, "{}", tab.page.status);
        assert_eq!(house.factors(ANNA).await[0].2, "Pixel 9");
    }
}

on_both_engines! {
    /// C-06: half an hour without anybody there ends a session, twelve hours end it anyhow.
    async fn a_session_runs_out(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        house.wait(Span::minutes(29));
        assert_eq!(anna.browser.open("/account").await.path, "/account");
        // What a page loads by itself is no sign of life.
        for _ in 0..3 {
            house.wait(Span::minutes(10));
            for path in ["/favicon.svg", "/pkg/main.css", "/livez", "/robots.txt"] {
                anna.browser.send(Request::get(path), Body::empty(), path).await;
            }
        }
        house.wait(Span::seconds(61));
        assert_ne!(anna.browser.open("/account").await.path, "/account");
        anna.sign_in(&house).await;
        for _ in 0..24 {
            house.wait(Span::minutes(29));
            assert_eq!(anna.browser.open("/account").await.path, "/account");
        }
        house.wait(Span::minutes(25));
        assert_ne!(anna.browser.open("/account").await.path, "/account", "twelve hours and a minute");
    }
}

on_both_engines! {
    /// The same for an admin: a quarter of an hour, and eight hours.
    async fn the_session_of_an_admin_runs_out_sooner(house: House) {
        let mut admin = people::set_up(&house).await;
        house.wait(Span::minutes(16));
        assert_ne!(admin.browser.open("/admin/users").await.path, "/admin/users");
        admin.sign_in(&house).await;
        for _ in 0..34 {
            house.wait(Span::minutes(14));
            assert_eq!(admin.browser.open("/account/admins").await.path, "/account/admins");
        }
        house.wait(Span::minutes(5));
        assert_ne!(admin.browser.open("/admin/users").await.path, "/admin/users", "eight hours and a minute");
    }
}

/// Somebody with a session, put there directly.
async fn quick_user(house: &House, n: usize) -> (String, Browser) {
    const SQL: &str = "
        INSERT INTO users (organisation_id, email, email_key, name, name_key, language, status, must_enrol, created_at)
        SELECT organisation_id, $1, $1, $2, $2, language, status, must_enrol, created_at FROM users WHERE email = $3
        RETURNING id";
    let (email, name, now) = (
        format!("canary{n}@example.com"),
        format!("canary-{n}-of-fifty"),
        house.now(),
    );
    let mut txn = house.desk.db.begin().await.unwrap();
    let user: UserId = txn
        .fetch_one(SQL, args![&email, &name, ANNA])
        .await
        .unwrap();
    let organisation: OrganisationId = txn
        .fetch_one(
            "SELECT organisation_id FROM users WHERE id = $1",
            args![user],
        )
        .await
        .unwrap();
    let token = Token::random(&house.desk.world);
    let (lifetime, proof) = (
        Lifetime::of(&Rules::default(), None),
        Proof {
            kind: ProofKind::Totp,
            at: now,
        },
    );
    let new = sessions::NewSession {
        digest: &token.digest(),
        organisation,
        user,
        lifetime,
        proof,
        factor: None,
        owing: Owing::Nothing,
        ip: "10.0.0.1",
        agent: "",
    };
    sessions::insert(&mut txn, new, now).await.unwrap();
    txn.commit().await.unwrap();
    let mut browser = house.browser();
    browser.cookies.insert(
        "__Host-sid".to_owned(),
        token.into_secret().reveal().to_owned(),
    );
    (name, browser)
}

on_both_engines! {
    /// C-12: fifty people load their accounts four times each, all at once: each reads of themselves only.
    async fn nobody_is_shown_the_page_of_another(house: House) {
        anna::enrolled(&house).await;
        let mut people = Vec::new();
        for n in 0..50 {
            people.push(quick_user(&house, n).await);
        }
        for (round, all) in [people.clone(), people.clone(), people.clone(), people].into_iter().enumerate() {
            let loads = all.into_iter().map(|(name, mut browser)| tokio::spawn(async move {
                browser.open("/account").await;
                (name, browser.page)
            }));
            let mut shown = 0;
            for loaded in join_all(loads).await {
                let (name, page) = loaded.unwrap();
                if page.status == 503 {
                    continue;
                }
                assert!(page.html.contains(&name), "round {round}: {name} does not see themselves: {} {}", page.status, page.text());
                assert_eq!(page.html.matches("canary-").count(), page.html.matches(&name).count(), "round {round}: {name} reads of others");
                shown += 1;
            }
            assert!(shown > 25, "round {round}: {shown}");
        }
    }
}
