//! Admins: a proof for each deed, what was confirmed is what is done, and a role that is taken is gone at once. Cases A.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use identity::{step_up::StepUp, time::Span};
use server::store::args;

use super::{
    anna,
    browser::{Browser, encode},
    engines::on_both_engines,
    house::House,
    people::Person,
};

const ANNA: &str = "anna@example.com";
const RESET: &str = "/do/reset-user";
const WHY: [(&str, &str); 3] = [
    ("reason_kind", "lost_device"),
    ("reason", "Lost"),
    ("verification", "call_back"),
];

/// The digest of what the reset's page shows, and the user it is about.
async fn shown(house: &House, admin: &mut Person, email: &str) -> (String, String) {
    let user = house.user(email).await;
    admin
        .browser
        .open(&format!("/admin/users/{user}/reset"))
        .await;
    admin.prove(house).await;
    let digest = admin
        .browser
        .page
        .attribute("input[name=digest]", "value")
        .unwrap();
    (user.to_string(), digest)
}

/// Posts the confirmation as a script does; what it is told.
async fn confirm(house: &House, browser: &mut Browser, user: &str, digest: &str) -> (u16, String) {
    let fields: Vec<_> = WHY
        .into_iter()
        .chain([("user", user), ("digest", digest)])
        .collect();
    browser.call(house, RESET, &fields).await;
    (browser.page.status.as_u16(), browser.page.html.clone())
}

on_both_engines! {
    /// without a proof, or round the back, nothing is reset.
    async fn nothing_is_reset_without_a_proof(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        let user = house.user(ANNA).await.to_string();
        let (_, digest) = shown(&house, &mut admin, ANNA).await;
        house.wait(Span::minutes(6));
        let (status, why) = confirm(&house, &mut admin.browser, &user, &digest).await;
        assert!(status >= 400 && why.contains("ProveFirst"), "{status} {why}");
        let key = admin.browser.form_key(&house, RESET);
        let fields = [("user", user.as_str()), ("digest", &digest), ("csrf", &key)];
        let body = encode(WHY.into_iter().chain(fields));
        for path in ["/do/reset-user/", "//do/reset-user", "/x/../do/reset-user", "/do/%72eset-user", "/DO/reset-user", "/do/Reset-User", "/do/./reset-user", "/do//reset-user", "/admin/users/reset"] {
            admin.browser.post(path, &body).await;
            assert!([403, 404, 405].contains(&admin.browser.page.status.as_u16()), "{path}: {}", admin.browser.page.status);
        }
        for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE] {
            let path = format!("{RESET}?{body}");
            let request = Browser::method(method.clone(), &path).header("x-http-method-override", "POST").header("sec-fetch-site", "same-origin");
            admin.browser.send(request, Body::empty(), &path).await;
            assert!([403, 404, 405].contains(&admin.browser.page.status.as_u16()), "{method}: {}", admin.browser.page.status);
        }
        assert_eq!((house.active_factors(ANNA).await, house.count("mfa.factor_admin_reset", ANNA).await), (1, 0));
    }
}

on_both_engines! {
    /// a proof is for one deed on one person in one session, once, for five minutes.
    async fn a_proof_is_for_one_deed(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        admin.invite(&house, "Eve Black", "eve@example.com").await;
        let (eve, hers) = shown(&house, &mut admin, "eve@example.com").await;
        house.wait(Span::minutes(6));
        let (anna, digest) = shown(&house, &mut admin, ANNA).await;
        let mut elsewhere = Person { browser: house.browser(), ..admin.clone() };
        elsewhere.sign_in(&house).await;

        let refused = |answer: (u16, String)| answer.0 >= 400 && answer.1.contains("ProveFirst");
        assert!(refused(confirm(&house, &mut admin.browser, &eve, &hers).await), "for somebody else");
        assert!(refused(confirm(&house, &mut elsewhere.browser, &anna, &digest).await), "in another session");
        admin.browser.call(&house, "/do/set-role", &[("user", &anna), ("role", "help_desk")]).await;
        assert!(admin.browser.page.html.contains("ProveFirst"), "for another deed");
        assert_eq!(confirm(&house, &mut admin.browser, &anna, &digest).await.0, 200);
        let again = confirm(&house, &mut admin.browser, &anna, &digest).await;
        assert!(again.0 >= 400, "what was shown is not there any more");

        let (_, digest) = shown(&house, &mut admin, ANNA).await;
        house.wait(Span::seconds(301));
        assert!(refused(confirm(&house, &mut admin.browser, &anna, &digest).await), "after five minutes");
        assert_eq!(house.count("mfa.factor_admin_reset", ANNA).await, 1);
        assert_eq!(house.count("mfa.factor_admin_reset", "eve@example.com").await, 0);
    }
}

on_both_engines! {
    /// what was shown has changed: nothing is done, and the page says so.
    async fn what_changed_is_not_confirmed(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        let (user, digest) = shown(&house, &mut admin, ANNA).await;
        let factor = house.factors(ANNA).await[0].0.to_string();
        anna.browser.push(&house, "/do/rename-factor", &[("factor", &factor), ("name", "Another phone")]).await;
        let (status, why) = confirm(&house, &mut admin.browser, &user, &digest).await;
        assert_eq!(status, 409, "{why}");
        assert!(why.contains("ChangedMeanwhile"), "{why}");
        for made_up in ["", "0", &"0".repeat(64)] {
            assert_eq!(confirm(&house, &mut admin.browser, &user, made_up).await.0, 409, "{made_up}");
        }
        assert_eq!(house.active_factors(ANNA).await, 1);
        let fields: Vec<_> = WHY.into_iter().chain([("user", user.as_str()), ("digest", &digest)]).collect();
        admin.browser.push(&house, RESET, &fields).await;
        admin.browser.follow().await.says("Something has changed");
        admin.browser.submit(RESET, &WHY).await.says("were reset");
        assert_eq!(house.active_factors(ANNA).await, 0);
    }
}

on_both_engines! {
    /// an admin who is not wholly signed in is no admin.
    async fn half_an_admin_is_none(house: House) {
        let (admin, _) = anna::enrolled(&house).await;
        let user = house.user(ANNA).await.to_string();
        let mut half = Person { browser: house.browser(), ..admin.clone() };
        half.give_password().await;
        let owing = half.browser.clone();
        house.change("UPDATE users SET must_enrol = $2, grant_cause = 'reset', grant_until = $3 WHERE email = $1", args![&admin.email, true, house.now() + Span::hours(1)]).await;
        house.change("UPDATE factors SET state = 'deleted', secret = NULL WHERE user_id = (SELECT id FROM users WHERE email = $1)", args![&admin.email]).await;
        house.change("UPDATE backup_code_sets SET revoked_at = 1 WHERE user_id = (SELECT id FROM users WHERE email = $1)", args![&admin.email]).await;
        let mut enrolling = Person { browser: house.browser(), ..admin };
        enrolling.give_password().await;
        assert_eq!(enrolling.browser.page.path, "/enrol");
        for mut browser in [owing, enrolling.browser] {
            for path in ["/admin/users".to_owned(), format!("/admin/users/{user}"), "/admin/audit".to_owned(), "/admin/policies".to_owned()] {
                browser.open(&path).await;
                assert_ne!(browser.page.path, path);
                assert!(!browser.page.html.contains("Anna Weber"), "{path}");
            }
            for action in ["/do/disable-user", "/do/reset-user", "/do/set-role", "/do/set-groups", "/do/invite"] {
                browser.push(&house, action, &[("user", &user), ("role", "org_admin"), ("name", "X"), ("email", "x@example.com")]).await;
            }
        }
        let (status, role): (String, Option<String>) = house.one("SELECT status, role FROM users WHERE email = $1", args![ANNA]).await;
        assert_eq!((status.as_str(), role, house.active_factors(ANNA).await), ("active", None, 1));
    }
}

on_both_engines! {
    /// a page that stands open does not keep a role that was taken.
    async fn a_role_that_was_taken_is_gone_at_once(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        let (user, digest) = shown(&house, &mut admin, ANNA).await;
        house.change("UPDATE users SET role = NULL WHERE email = $1", args![&admin.email]).await;
        assert_eq!(confirm(&house, &mut admin.browser, &user, &digest).await.0, 403);
        for action in ["/do/disable-user", "/do/set-role", "/do/set-groups"] {
            admin.browser.call(&house, action, &[("user", &user)]).await;
            assert_eq!(admin.browser.page.status, 403, "{action}");
        }
        admin.browser.open("/admin/users").await;
        assert_eq!(admin.browser.page.status, 403);
        assert!(!admin.browser.page.html.contains("Anna Weber"));
        assert_eq!(StepUp::ResetUser(house.user(ANNA).await).to_string(), format!("reset-user:{user}"));
        assert_eq!(house.active_factors(ANNA).await, 1);
    }
}

on_both_engines! {
    /// a search is text: no pattern, no column, no page without end.
    async fn a_search_is_only_text(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        for (typed, found) in [("anna", true), ("ANNA", true), ("%", false), ("_nna", false), ("a%a", false), ("' OR 1=1 --", false), ("\\", false)] {
            let path = format!("/admin/users?{}", encode([("search", typed)]));
            admin.browser.send(Request::get(&path).header(header::ACCEPT, "text/html"), Body::empty(), &path).await;
            assert_eq!(admin.browser.page.status, 200, "{typed}");
            assert_eq!(admin.browser.page.text().contains("Anna Weber"), found, "{typed}: {}", admin.browser.page.text());
        }
        let long = "x".repeat(3_000);
        for query in [format!("search={long}"), "sort=password&order=desc".to_owned(), "size=1000000000&page=1000000000&after=zzz".to_owned(), "state=made-up".to_owned()] {
            let path = format!("/admin/users?{query}");
            admin.browser.send(Request::get(&path).header(header::ACCEPT, "text/html"), Body::empty(), &path).await;
            assert!([200, 400, 414].contains(&admin.browser.page.status.as_u16()), "{query}: {}", admin.browser.page.status);
        }
        let path = format!("/admin/users?search={}", "x".repeat(10_240));
        admin.browser.send(Request::get(&path), Body::empty(), &path).await;
        assert_eq!(admin.browser.page.status, 414);
    }
}
