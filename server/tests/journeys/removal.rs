//! Removing a factor by one's own hand: where the policy allows it, after a fresh proof, and never by accident. Cases R and
//!

use identity::time::Span;
use server::store::args;

use super::{
    browser::Browser,
    engines::on_both_engines,
    house::House,
    people::{self, Person, enrol},
    phone::Phone,
};

const ANNA: &str = "anna@example.com";
const REMOVE: &str = "/do/remove-factor";

/// An admin, and Anna, who was allowed to remove her factors, or not.
async fn anna(house: &House, allowed: bool) -> (Person, Person) {
    let mut admin = people::set_up(house).await;
    let anna = admin.invite(house, "Anna Weber", ANNA).await;
    if allowed {
        house
            .change("UPDATE policies SET self_removal = $1", args![true])
            .await;
    }
    (admin, anna)
}

async fn ids(house: &House) -> Vec<String> {
    let all = house.factors(ANNA).await;
    all.into_iter()
        .filter(|(_, state, _)| state == "active")
        .map(|(id, ..)| id.to_string())
        .collect()
}

/// A second authenticator app.
pub async fn add(house: &House, browser: &mut Browser) -> Phone {
    browser.open("/enrol").await;
    browser.submit("/do/start-totp", &[]).await;
    let phone = Phone::scan(&browser.page);
    browser
        .submit(
            "/do/confirm-totp",
            &[("code", &phone.code(house.now())), ("name", "Tablet")],
        )
        .await;
    phone
}

on_both_engines! {
    /// off from the start, also in a new policy; asked for directly it is refused and written down.
    async fn it_is_off_until_an_admin_allows_it(house: House) {
        let (mut admin, mut anna) = anna(&house, false).await;
        let factor = ids(&house).await[0].clone();
        anna.browser.open(&format!("/account/factors/{factor}/remove")).await;
        anna.browser.page.says("Berta Admin").says("Ask an admin");
        assert!(anna.browser.page.attributes("form", "action").iter().all(|action| action != REMOVE));
        for (n, insist) in ["", "yes"].into_iter().enumerate() {
            anna.browser.call(&house, REMOVE, &[("factor", &factor), ("insist", insist)]).await;
            assert_eq!(anna.browser.page.status, 403);
            assert_eq!(house.count("mfa.removal_refused", ANNA).await, n + 1);
        }
        assert_eq!((house.active_factors(ANNA).await, house.count("mfa.factor_self_removed", ANNA).await), (1, 0));
        admin.browser.open("/admin/policies/new").await;
        assert_eq!(admin.browser.page.attribute("[name=self_removal][checked]", "name"), None);
        let allowed: i64 = house.one("SELECT COUNT(*) FROM policies WHERE self_removal = $1", args![true]).await;
        assert_eq!(allowed, 0);
    }
}

on_both_engines! {
    /// a proof of six minutes ago is none, and a password is none either for somebody who has a factor.
    async fn an_old_proof_is_asked_for_again(house: House) {
        let (_, mut anna) = anna(&house, true).await;
        anna.phone = add(&house, &mut anna.browser).await;
        let factor = ids(&house).await[1].clone();
        house.wait(Span::minutes(6));
        anna.browser.call(&house, REMOVE, &[("factor", &factor)]).await;
        assert!(anna.browser.page.html.contains("ProveFirst"), "{} {}", anna.browser.page.status, anna.browser.page.html);
        assert!([401, 403].contains(&anna.browser.page.status.as_u16()), "{}", anna.browser.page.status);
        let action = format!("remove-factor:{factor}");
        for (name, secret) in [("secret", anna.password.as_str()), ("password", anna.password.as_str()), ("code", anna.password.as_str())] {
            anna.browser.push(&house, "/do/prove", &[("action", &action), (name, secret)]).await;
        }
        anna.browser.call(&house, REMOVE, &[("factor", &factor)]).await;
        assert!(anna.browser.page.html.contains("ProveFirst"), "a password proved it");
        assert_eq!(house.active_factors(ANNA).await, 2);

        anna.browser.open(&format!("/account/factors/{factor}/remove")).await;
        anna.prove(&house).await;
        anna.browser.submit(REMOVE, &[("factor", &factor)]).await;
        assert_eq!(house.active_factors(ANNA).await, 1);
    }
}

on_both_engines! {
    /// what is not one's own is not there, whoever's it is and however it is written.
    async fn only_the_own_factor_is_there(house: House) {
        let (mut admin, mut anna) = anna(&house, true).await;
        let eve = admin.invite(&house, "Eve Black", "eve@example.com").await;
        let hers = house.factors("eve@example.com").await[0].0.to_string();
        let berta = house.factors(&admin.email).await[0].0.to_string();
        drop(eve);
        let mut answers = Vec::new();
        for id in [hers.as_str(), &berta, "0", "9223372036854775807"] {
            anna.browser.call(&house, REMOVE, &[("factor", id), ("insist", "yes")]).await;
            answers.push((anna.browser.page.status.as_u16(), anna.browser.page.html.clone()));
            anna.browser.open(&format!("/account/factors/{id}/remove")).await;
            assert_eq!(anna.browser.page.status, 404, "{id}");
        }
        assert!(answers.iter().all(|answer| *answer == answers[0] && answer.0 == 404), "{answers:?}");
        for id in ["-1", "+1", "1 OR 1=1", "1;DROP TABLE factors", "' OR ''='", "9223372036854775808", "1e9", ""] {
            anna.browser.call(&house, REMOVE, &[("factor", id), ("insist", "yes")]).await;
            assert!([404, 422].contains(&anna.browser.page.status.as_u16()), "{id}: {}", anna.browser.page.status);
        }
        assert_eq!((house.active_factors("eve@example.com").await, house.active_factors(&admin.email).await), (1, 1));
    }
}

on_both_engines! {
    /// the last one does not go without insisting; whoever insists stands in enrolment at once, and nowhere else.
    async fn the_last_one_leads_into_enrolment(house: House) {
        let (mut admin, mut anna) = anna(&house, true).await;
        let factor = ids(&house).await[0].clone();
        let page = format!("/account/factors/{factor}/remove");
        anna.browser.push(&house, REMOVE, &[("factor", &factor)]).await;
        assert_eq!((anna.browser.page.leads_to(), house.active_factors(ANNA).await), (page.as_str(), 1), "without insisting");
        let elsewhere = anna.browser.clone();
        let code = anna.codes[0].clone();

        anna.browser.open(&page).await;
        anna.browser.push(&house, REMOVE, &[("factor", &factor), ("insist", "yes")]).await;
        assert!(!anna.browser.is_signed_in());
        assert_eq!((house.active_factors(ANNA).await, house.sessions_of(ANNA).await), (0, 0));
        for mut browser in [anna.browser.clone(), elsewhere] {
            browser.open("/account").await;
            assert_ne!(browser.page.path, "/account");
        }
        anna.browser.open("/account").await;
        assert_eq!(anna.browser.page.path, "/enrol");
        anna.browser.push(&house, "/do/verify-backup-code", &[("code", &code)]).await;
        assert!(!anna.browser.is_signed_in(), "a code of before");
        anna.browser.open("/enrol").await;
        enrol(&house, &mut anna.browser).await;
        assert!(anna.browser.is_signed_in());

        assert_eq!(house.count("mfa.factor_self_removed", ANNA).await, 1);
        assert!(house.letters_to(ANNA).await.iter().any(|subject| subject.to_lowercase().contains("removed")), "{:?}", house.letters_to(ANNA).await);
        admin.browser.open("/admin/audit?event=mfa.factor_self_removed").await.says("Anna Weber").says("Pixel 9");
    }
}

on_both_engines! {
    /// a factor that was removed proves nothing, not even in a sign-in that was begun before.
    async fn a_removed_factor_proves_nothing(house: House) {
        let (_, mut anna) = anna(&house, true).await;
        let tablet = add(&house, &mut anna.browser).await;
        let factor = ids(&house).await[1].clone();
        let mut early = Person { browser: house.browser(), ..anna.clone() };
        early.give_password().await;
        anna.browser.open(&format!("/account/factors/{factor}/remove")).await;
        anna.prove(&house).await;
        anna.browser.submit(REMOVE, &[("factor", &factor)]).await;
        assert_eq!(ids(&house).await.len(), 1);
        let code = house.fresh_code(&tablet);
        let left = ids(&house).await[0].clone();
        for id in [&factor, &left] {
            early.browser.push(&house, "/do/verify-totp", &[("factor", id), ("code", &code)]).await;
            assert!(!early.browser.is_signed_in());
        }
        assert_eq!(house.sessions_of(ANNA).await, 1);
    }
}
