//! A device is gone: reported by the password or by another factor, dead at once, and lifted by another factor only.

use identity::time::Span;
use server::store::args;

use super::{
    browser::Browser,
    engines::on_both_engines,
    house::House,
    people::{self, Person},
    phone::Phone,
};

const ANNA: &str = "anna@example.com";
const LOSE: &str = "/do/lose-factor";
const RESTORE: &str = "/do/restore-factor";

async fn anna(house: &House) -> Person {
    let mut admin = people::set_up(house).await;
    admin.invite(house, "Anna Weber", ANNA).await
}

/// Her factor with this name, and how it stands.
async fn factor(house: &House, name: &str) -> (String, String) {
    let all = house.factors(ANNA).await;
    let (id, state, _) = all
        .iter()
        .find(|(.., its)| its == name)
        .expect("it is there");
    (id.to_string(), state.clone())
}

async fn add_tablet(house: &House, browser: &mut Browser) -> Phone {
    browser.open("/enrol").await;
    browser.submit("/do/start-totp", &[]).await;
    let phone = Phone::scan(&browser.page);
    let code = phone.code(house.now());
    browser
        .submit("/do/confirm-totp", &[("code", &code), ("name", "Tablet")])
        .await;
    phone
}

/// Password, and a code for this factor.
async fn sign_in_by(house: &House, who: &mut Person, factor: &str) {
    who.give_password().await;
    let code = house.fresh_code(&who.phone);
    let form = [("factor", factor), ("code", &code)];
    who.browser.push(house, "/do/verify-totp", &form).await;
}

fn page(id: &str) -> String {
    format!("/account/factors/{id}/lost")
}

on_both_engines! {
    /// NIST SP 800-63B-4, 4.3: the password reports it, and nothing of the lost device lasts.
    async fn the_password_reports_it_and_all_else_ends(house: House) {
        let mut anna = anna(&house).await;
        let tablet = add_tablet(&house, &mut anna.browser).await;
        let mut on_the_phone = Person { browser: house.browser(), ..anna.clone() };
        let (id, _) = factor(&house, "Pixel 9").await;
        sign_in_by(&house, &mut on_the_phone, &id).await;
        assert!(on_the_phone.browser.is_signed_in());
        let mut halfway = Person { browser: house.browser(), ..anna.clone() };
        halfway.give_password().await;
        house.wait(Span::minutes(6));

        anna.browser.open(&page(&id)).await.says("Show that it’s you").says("Use your password");
        anna.browser.open(&format!("{}?by=password", page(&id))).await;
        anna.browser.submit("/do/prove", &[("password", "wrong horse battery staple")]).await.says("not your current password");
        assert!(anna.browser.page.html.contains("type=\"password\""), "the way that was tried");
        let password = anna.password.clone();
        anna.browser.submit("/do/prove", &[("password", &password)]).await.says("You can still sign in with your other second steps");
        anna.browser.submit(LOSE, &[]).await.says("Pixel 9 no longer signs you in");

        assert_eq!(factor(&house, "Pixel 9").await.1, "suspended");
        assert_eq!((anna.browser.is_signed_in(), house.sessions_of(ANNA).await), (true, 1));
        on_the_phone.browser.open("/account").await.says("reported lost");
        let code = house.fresh_code(&anna.phone);
        halfway.browser.push(&house, "/do/verify-totp", &[("factor", &id), ("code", &code)]).await;
        assert!(!halfway.browser.is_signed_in());
        let known: i64 = house.one("SELECT COUNT(*) FROM known_devices WHERE user_id = $1", args![house.user(ANNA).await]).await;
        assert_eq!(known, 0);
        assert_eq!(house.count("mfa.factor_suspended", ANNA).await, 1);
        assert!(house.letters_to(ANNA).await.contains(&"A way to sign in was reported lost".to_owned()));

        let mut again = Person { browser: house.browser(), ..anna.clone() };
        sign_in_by(&house, &mut again, &id).await;
        assert!(!again.browser.is_signed_in(), "the lost phone signed in");
        again.phone = tablet;
        again.sign_in(&house).await;
    }
}

on_both_engines! {
    /// A password that reported a loss opens nothing else, and not the report of another factor.
    async fn the_proof_is_for_this_alone(house: House) {
        let mut anna = anna(&house).await;
        add_tablet(&house, &mut anna.browser).await;
        let ((phone, _), (tablet, _)) = (factor(&house, "Pixel 9").await, factor(&house, "Tablet").await);
        house.wait(Span::minutes(6));
        anna.browser.open(&format!("{}?by=password", page(&phone))).await;
        let password = anna.password.clone();
        anna.browser.submit("/do/prove", &[("password", &password)]).await;
        for (action, fields) in [
            ("/do/rename-factor", vec![("factor", phone.as_str()), ("name", "Mine")]),
            ("/do/make-codes", vec![]),
            (LOSE, vec![("factor", tablet.as_str())]),
        ] {
            anna.browser.call(&house, action, &fields).await;
            assert!(anna.browser.page.html.contains("ProveFirst"), "{action} {}", anna.browser.page.html);
        }
        anna.browser.call(&house, LOSE, &[("factor", &phone)]).await;
        assert_eq!(factor(&house, "Pixel 9").await.1, "suspended");
        assert_eq!(factor(&house, "Tablet").await.1, "active");
    }
}

on_both_engines! {
    /// Only another factor lifts it: no code, no password, and no proof from before.
    async fn another_factor_lifts_it(house: House) {
        let mut anna = anna(&house).await;
        let tablet = add_tablet(&house, &mut anna.browser).await;
        let (id, _) = factor(&house, "Pixel 9").await;
        anna.browser.open(&page(&id)).await;
        anna.prove(&house).await;
        anna.browser.push(&house, LOSE, &[("factor", &id)]).await;
        assert_eq!(factor(&house, "Pixel 9").await.1, "suspended");

        // The session was proved a moment ago, by what is lost now.
        anna.browser.call(&house, RESTORE, &[("factor", &id)]).await;
        assert!(anna.browser.page.html.contains("ProveFirst"), "{}", anna.browser.page.html);
        let action = format!("restore-factor:{id}");
        let (lost, code, password) = (house.fresh_code(&anna.phone), anna.codes[0].clone(), anna.password.clone());
        for (factor, name, secret) in [(id.as_str(), "code", &lost), ("", "code", &code), ("", "password", &password)] {
            anna.browser.push(&house, "/do/prove", &[("action", &action), ("factor", factor), (name, secret)]).await;
            anna.browser.call(&house, RESTORE, &[("factor", &id)]).await;
            assert_eq!(factor_state(&house).await, "suspended", "{name}");
        }
        anna.browser.open("/account").await.says("Found it");
        anna.browser.open(&format!("/account/factors/{id}/restore")).await;
        let code = house.fresh_code(&tablet);
        anna.browser.submit("/do/prove", &[("code", &code)]).await.says("Use Pixel 9 again?");
        anna.browser.submit(RESTORE, &[]).await.says("Pixel 9 signs you in again");
        assert_eq!(factor_state(&house).await, "active");
        assert_eq!(house.count("mfa.factor_restored", ANNA).await, 1);
        anna.browser = house.browser();
        sign_in_by(&house, &mut anna, &id).await;
        assert!(anna.browser.is_signed_in(), "{}", anna.browser.page.text());
    }
}

async fn factor_state(house: &House) -> String {
    factor(house, "Pixel 9").await.1
}

on_both_engines! {
    /// The only way in: said before, insisted on, and afterwards a code or an admin helps, never a new enrolment.
    async fn the_last_one_is_insisted_on(house: House) {
        let mut anna = anna(&house).await;
        let (id, _) = factor(&house, "Pixel 9").await;
        anna.browser.open(&page(&id)).await.says("one of your 10 backup codes");
        house.change("DELETE FROM backup_codes WHERE set_id IN (SELECT id FROM backup_code_sets WHERE user_id = $1)", args![house.user(ANNA).await]).await;
        anna.browser.open(&page(&id)).await.says("only an admin can let you in").says("Replace it instead");
        anna.browser.call(&house, LOSE, &[("factor", &id)]).await;
        assert_eq!(factor_state(&house).await, "active", "without insisting");
        anna.browser.open(&page(&id)).await;
        anna.browser.submit(LOSE, &[]).await;
        assert_eq!(factor_state(&house).await, "suspended");
        anna.browser = house.browser();
        anna.give_password().await;
        assert_eq!(anna.browser.page.path, "/sign-in/help");
        anna.browser.open("/enrol").await;
        assert_eq!(anna.browser.page.path, "/sign-in/help");
    }
}

on_both_engines! {
    /// What is not one's own is not there; what is not lost is not found again.
    async fn only_the_own_factor_is_there(house: House) {
        let mut admin = people::set_up(&house).await;
        let mut anna = admin.invite(&house, "Anna Weber", ANNA).await;
        let hers = house.factors(&admin.email).await[0].0.to_string();
        let (own, _) = factor(&house, "Pixel 9").await;
        for id in [hers.as_str(), "0", "9223372036854775807"] {
            for action in [LOSE, RESTORE] {
                anna.browser.call(&house, action, &[("factor", id)]).await;
                assert_eq!(anna.browser.page.status, 404, "{action} {id}");
            }
            for path in [page(id), format!("/account/factors/{id}/restore")] {
                anna.browser.open(&path).await;
                assert_eq!(anna.browser.page.status, 404, "{path}");
            }
        }
        anna.browser.call(&house, RESTORE, &[("factor", &own)]).await;
        assert!(anna.browser.page.html.contains("ChangedMeanwhile"), "{}", anna.browser.page.html);
        assert_eq!((house.active_factors(&admin.email).await, house.active_factors(ANNA).await), (1, 1));
    }
}
