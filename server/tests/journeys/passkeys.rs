//! Passkeys from creation to use, and every way in which one is not accepted. Cases M-13 to M-18, E-07, E-13.

use identity::time::Span;
use serde_json::Value;
use server::store::args;

use super::{
    authenticator::{Authenticator, options},
    browser::Browser,
    cast::{Cast, State},
    engines::on_both_engines,
    house::{House, PASSWORD},
    people::{self, Person},
};

const ANNA: &str = "anna@example.com";
const BEN: &str = "ben@example.com";

/// Creates a passkey on the page for it, and leads on.
async fn create(browser: &mut Browser, key: &mut Authenticator) {
    browser.open("/enrol/passkey").await;
    let options = options(browser).await.expect("options for a new passkey");
    let answer = key.create(&options);
    browser
        .submit("/do/confirm-passkey", &[("answer", &answer)])
        .await;
}

/// Anna, who has an authenticator app and a passkey, and is signed out.
async fn anna(house: &House) -> (Person, Person, Authenticator) {
    let mut admin = people::set_up(house).await;
    let mut anna = admin.invite(house, "Anna Weber", ANNA).await;
    let mut key = Authenticator::new();
    create(&mut anna.browser, &mut key).await;
    assert_eq!(
        house.active_factors(ANNA).await,
        2,
        "{}",
        anna.browser.page.text()
    );
    anna.browser = house.browser();
    (admin, anna, key)
}

/// The page of the second step by passkey, and an answer to it.
async fn answer(anna: &mut Person, key: &mut Authenticator) -> Value {
    anna.give_password().await;
    anna.browser.open("/sign-in/verify?by=passkey").await;
    let options = options(&mut anna.browser).await.expect("options");
    key.get(&options)
}

async fn verify(browser: &mut Browser, answer: &Value) {
    browser
        .submit("/do/verify-passkey", &[("answer", &answer.to_string())])
        .await;
}

/// The sign-in page, and an answer with nothing but the passkey.
async fn alone(browser: &mut Browser, key: &mut Authenticator) -> Value {
    browser.open("/o/acme/sign-in").await;
    let options = options(browser).await.expect("options for anybody");
    assert_eq!(options["userVerification"], "required");
    assert!(
        options["allowCredentials"]
            .as_array()
            .is_none_or(Vec::is_empty)
    );
    key.get(&options)
}

async fn sign_in_alone(browser: &mut Browser, answer: &Value) {
    browser
        .submit(
            "/do/sign-in-with-passkey",
            &[("answer", &answer.to_string())],
        )
        .await;
}

on_both_engines! {
    /// The first passkey of somebody who owes a factor: backup codes, a name, the event, the mail.
    async fn a_passkey_is_a_first_factor(house: House) {
        let mut admin = people::set_up(&house).await;
        let mut browser = admin.invite_only(&house, "Anna Weber", ANNA).await;
        browser.submit("/do/accept-invitation", &[("password", PASSWORD)]).await;
        browser.page.says("Create a passkey");
        let mut key = Authenticator::new();
        create(&mut browser, &mut key).await;
        assert!(browser.is_signed_in(), "{}", browser.page.text());
        assert_eq!(people::codes_shown(&browser).len(), 10);
        browser.open("/account").await.says("only on this device");
        assert_eq!(house.count("mfa.factor_enrolled", ANNA).await, 1);
        assert!(house.letters_to(ANNA).await.contains(&"A new way to sign in was added".to_owned()));
        let handle: Vec<u8> = house.one("SELECT handle FROM passkey_handles", args![]).await;
        assert_eq!(handle.len(), 64);
    }
}

on_both_engines! {
    async fn a_passkey_is_a_second_step_and_signs_in_alone(house: House) {
        let (_, mut anna, mut key) = anna(&house).await;
        let given = answer(&mut anna, &mut key).await;
        verify(&mut anna.browser, &given).await;
        assert!(anna.browser.is_signed_in(), "{}", anna.browser.page.text());

        let mut browser = house.browser();
        let given = alone(&mut browser, &mut key).await;
        sign_in_alone(&mut browser, &given).await;
        assert!(browser.is_signed_in(), "{}", browser.page.text());
        let detail: String = house.one("SELECT detail FROM audit_events WHERE event = 'user.signed_in' ORDER BY sequence DESC LIMIT 1", args![]).await;
        assert!(detail.contains("\"passwordless\":true"), "{detail}");
    }
}

on_both_engines! {
    /// M-13: a captured answer, in the same ceremony and in a new one.
    async fn an_answer_is_good_once(house: House) {
        let (_, mut anna, mut key) = anna(&house).await;
        let given = answer(&mut anna, &mut key).await;
        verify(&mut anna.browser, &given).await;
        assert!(anna.browser.is_signed_in());
        let mut other = Person { browser: house.browser(), ..anna.clone() };
        answer(&mut other, &mut key).await;
        verify(&mut other.browser, &given).await;
        assert!(!other.browser.is_signed_in());

        let mut browser = house.browser();
        let given = alone(&mut browser, &mut key).await;
        sign_in_alone(&mut browser, &given).await;
        assert!(browser.is_signed_in());
        browser.cookies.remove("__Host-sid");
        alone(&mut browser, &mut key).await;
        sign_in_alone(&mut browser, &given).await;
        assert!(!browser.is_signed_in());
    }
}

on_both_engines! {
    /// M-14: six minutes old, for each kind of ceremony.
    async fn an_old_ceremony_is_over(house: House) {
        let (_, mut anna, mut key) = anna(&house).await;
        let mut browser = house.browser();
        let given = alone(&mut browser, &mut key).await;
        house.wait(Span::minutes(6));
        sign_in_alone(&mut browser, &given).await;
        browser.page.says("has expired");
        assert!(!browser.is_signed_in());

        let given = answer(&mut anna, &mut key).await;
        house.wait(Span::minutes(6));
        verify(&mut anna.browser, &given).await;
        assert!(!anna.browser.is_signed_in());
    }
}

on_both_engines! {
    /// M-15: the passkey of another user, also under one's own handle.
    async fn the_key_of_another_user_is_none(house: House) {
        let (mut admin, mut anna, mut annas) = anna(&house).await;
        let mut ben = admin.invite(&house, "Ben Abel", BEN).await;
        let mut bens = Authenticator::new();
        create(&mut ben.browser, &mut bens).await;

        anna.give_password().await;
        anna.browser.open("/sign-in/verify?by=passkey").await;
        let mut asked = options(&mut anna.browser).await.unwrap();
        asked["allowCredentials"] = Value::Array(Vec::new());
        let given = bens.get(&asked);
        verify(&mut anna.browser, &given).await;
        assert!(!anna.browser.is_signed_in());

        let mut browser = house.browser();
        let mut given = alone(&mut browser, &mut bens).await;
        let handle = annas.get(&asked)["response"]["userHandle"].clone();
        given["response"]["userHandle"] = handle;
        sign_in_alone(&mut browser, &given).await;
        browser.page.says("does not sign you in here");
        assert!(!browser.is_signed_in());
    }
}

on_both_engines! {
    /// M-15: nor that of somebody in another organisation.
    async fn the_key_of_another_organisation_is_none(house: House) {
        let mut cast = Cast::gather(house).await;
        let (mut user, mut key) = (cast.browser(State::User).await, Authenticator::new());
        create(&mut user, &mut key).await;
        let keys: i64 = cast.house.one("SELECT COUNT(*) FROM passkeys", args![]).await;
        assert_eq!(keys, 1, "{}", user.page.text());
        for (organisation, theirs) in [("qbravo", false), ("acme", true)] {
            let mut browser = cast.house.browser();
            browser.open(&format!("/o/{organisation}/sign-in")).await;
            let asked = options(&mut browser).await.expect("options for anybody");
            let given = key.get(&asked);
            sign_in_alone(&mut browser, &given).await;
            assert_eq!(browser.page.text().contains("does not sign you in here"), !theirs, "{}", browser.page.text());
            assert_eq!(browser.is_signed_in(), theirs, "{organisation}");
        }
    }
}

on_both_engines! {
    /// M-16: without user verification, and with options that were made weaker on the way.
    async fn alone_it_must_verify_its_user(house: House) {
        let (_, mut anna, mut key) = anna(&house).await;
        let given = answer(&mut anna, &mut key).await;
        verify(&mut anna.browser, &given).await;
        let mut weak = Authenticator::unverifying();
        create(&mut anna.browser, &mut weak).await;
        assert_eq!(house.active_factors(ANNA).await, 3, "{}", anna.browser.page.text());

        let mut browser = house.browser();
        browser.open("/o/acme/sign-in").await;
        let mut asked = options(&mut browser).await.unwrap();
        asked["userVerification"] = "discouraged".into();
        let given = weak.get(&asked);
        sign_in_alone(&mut browser, &given).await;
        browser.page.says("does not sign you in here");
        assert!(!browser.is_signed_in());

        // After the password it is a second step like others.
        anna.browser = house.browser();
        let given = answer(&mut anna, &mut weak).await;
        verify(&mut anna.browser, &given).await;
        assert!(anna.browser.is_signed_in(), "{}", anna.browser.page.text());
    }
}

on_both_engines! {
    /// M-17: the counter that is stored, and one below it.
    async fn a_counter_that_stands_still_is_a_copy(house: House) {
        let (_, mut anna, mut key) = anna(&house).await;
        for stored in [1_000, 1_001] {
            house.change("UPDATE factors SET state = 'active' WHERE kind = 'passkey'", args![]).await;
            house.change("UPDATE passkeys SET counter = $1", args![stored]).await;
            let mut other = Person { browser: house.browser(), ..anna.clone() };
            let later = answer(&mut other, &mut key).await;
            let given = answer(&mut anna, &mut key).await;
            verify(&mut anna.browser, &given).await;
            anna.browser.page.says("There may be a copy of this passkey");
            assert!(!anna.browser.is_signed_in());
            // A copy that is tried again and again would catch up: once suspected, it opens nothing, whatever it counts.
            house.change("UPDATE passkeys SET counter = 0", args![]).await;
            verify(&mut other.browser, &later).await;
            assert!(!other.browser.is_signed_in());
            let mut stranger = house.browser();
            let given = alone(&mut stranger, &mut key).await;
            sign_in_alone(&mut stranger, &given).await;
            assert!(!stranger.is_signed_in());
            stranger.page.says("This passkey does not sign you in here");
        }
        assert_eq!(house.count("mfa.clone_suspected", ANNA).await, 2);
        assert!(house.letters_to(ANNA).await.contains(&"One of your passkeys may have been copied".to_owned()));
    }
}

on_both_engines! {
    async fn an_answer_for_another_address_is_none(house: House) {
        let (_, mut anna, mut key) = anna(&house).await;
        for origin in ["https://evil.localhost:3000", "http://localhost:3001", "https://localhost:3000"] {
            key.at(origin);
            anna.browser = house.browser();
            let given = answer(&mut anna, &mut key).await;
            verify(&mut anna.browser, &given).await;
            assert!(!anna.browser.is_signed_in(), "{origin}");
        }
    }
}

on_both_engines! {
    /// An answer to one kind of ceremony, or of another browser, answers no other.
    async fn a_ceremony_is_for_one_purpose_and_one_browser(house: House) {
        let (_, mut anna, mut key) = anna(&house).await;
        let mut browser = house.browser();
        let given = alone(&mut browser, &mut key).await;
        answer(&mut anna, &mut key).await;
        verify(&mut anna.browser, &given).await;
        assert!(!anna.browser.is_signed_in(), "for signing in alone");

        let mut stranger = house.browser();
        stranger.open("/o/acme/sign-in").await;
        sign_in_alone(&mut stranger, &given).await;
        assert!(!stranger.is_signed_in(), "in another browser");

        let given = answer(&mut anna, &mut key).await;
        let mut other = Person { browser: house.browser(), ..anna.clone() };
        answer(&mut other, &mut key).await;
        verify(&mut other.browser, &given).await;
        assert!(!other.browser.is_signed_in(), "in another sign-in");
    }
}

on_both_engines! {
    /// Whoever may not come in alone reads what strangers read: disabled, suspended, or by the policy.
    async fn alone_is_refused_in_one_sentence(house: House) {
        let (_, _, mut key) = anna(&house).await;
        let refused = [
            ("UPDATE users SET status = 'disabled' WHERE email = $1", "UPDATE users SET status = 'active' WHERE email = $1"),
            ("UPDATE factors SET state = 'suspended' WHERE kind = 'passkey' AND $1 <> ''", "UPDATE factors SET state = 'active' WHERE kind = 'passkey' AND $1 <> ''"),
        ];
        let mut pages = Vec::new();
        for (change, back) in refused {
            house.change(change, args![ANNA]).await;
            let mut browser = house.browser();
            let given = alone(&mut browser, &mut key).await;
            sign_in_alone(&mut browser, &given).await;
            assert!(!browser.is_signed_in());
            browser.page.says("does not sign you in here");
            pages.push(browser.page.text());
            house.change(back, args![ANNA]).await;
        }
        assert_eq!(pages[0], pages[1]);
        let mut browser = house.browser();
        let given = alone(&mut browser, &mut key).await;
        house.change("UPDATE policies SET passwordless = $1", args![false]).await;
        sign_in_alone(&mut browser, &given).await;
        assert!(!browser.is_signed_in());
        browser.page.says("does not sign you in here");
        browser.open("/o/acme/sign-in").await;
        assert!(!browser.page.html.contains("data-start"), "nothing is offered");
    }
}

on_both_engines! {
    /// E-05, and step-up with a passkey.
    async fn a_passkey_shows_that_it_is_you(house: House) {
        let (_, mut anna, mut key) = anna(&house).await;
        let given = answer(&mut anna, &mut key).await;
        verify(&mut anna.browser, &given).await;
        house.wait(Span::minutes(6));
        anna.browser.open("/account/password").await.says("Show that it’s you");
        let asked = options(&mut anna.browser).await.unwrap();
        let given = key.get(&asked).to_string();
        anna.browser.submit("/do/prove-passkey", &[("answer", &given)]).await;
        assert!(anna.browser.page.html.contains("/do/change-password"), "{}", anna.browser.page.text());
    }
}

on_both_engines! {
    /// E-13: the eleventh; E-07 and a removal: the key goes, the tombstone stays.
    async fn ten_are_enough_and_what_goes_takes_its_key(house: House) {
        let (_, mut anna, mut key) = anna(&house).await;
        let given = answer(&mut anna, &mut key).await;
        verify(&mut anna.browser, &given).await;
        for _ in 0..8 {
            create(&mut anna.browser, &mut Authenticator::new()).await;
        }
        assert_eq!(house.active_factors(ANNA).await, 10);
        anna.browser.open("/enrol/passkey").await;
        assert!(options(&mut anna.browser).await.is_none(), "no options for an eleventh");
        assert_eq!(house.active_factors(ANNA).await, 10);

        house.change("UPDATE policies SET self_removal = $1", args![true]).await;
        let gone = house.factors(ANNA).await[1].0;
        anna.browser.open(&format!("/account/factors/{gone}/remove")).await;
        anna.browser.submit("/do/remove-factor", &[]).await;
        let keys: i64 = house.one("SELECT count(*) FROM passkeys WHERE factor_id = $1", args![gone]).await;
        let tombs: i64 = house.one("SELECT count(*) FROM factors WHERE id = $1 AND state = 'deleted'", args![gone]).await;
        assert_eq!((keys, tombs), (0, 1));
        let mut browser = house.browser();
        let given = alone(&mut browser, &mut key).await;
        sign_in_alone(&mut browser, &given).await;
        assert!(!browser.is_signed_in());
    }
}

on_both_engines! {
    /// E-07: an id that somebody has already.
    async fn a_credential_belongs_to_one_user(house: House) {
        let (mut admin, _, _) = anna(&house).await;
        let mut ben = admin.invite(&house, "Ben Abel", BEN).await;
        ben.browser.open("/enrol/passkey").await;
        let asked = options(&mut ben.browser).await.unwrap();
        let mut key = Authenticator::new();
        let answer = key.create(&asked);
        let id: Value = serde_json::from_str(&answer).unwrap();
        let id = data_encoding::BASE64URL_NOPAD.decode(id["rawId"].as_str().unwrap().as_bytes()).unwrap();
        house.change("UPDATE passkeys SET credential_id = $1", args![id]).await;
        ben.browser.submit("/do/confirm-passkey", &[("answer", &answer)]).await;
        ben.browser.page.says("registered already");
        assert_eq!(house.active_factors(BEN).await, 1);
    }
}

on_both_engines! {
    /// S-05: a hundred wrong passwords, from wherever, do not keep out whoever needs none.
    async fn a_dead_password_leaves_the_passkey(house: House) {
        let (_, anna, mut key) = anna(&house).await;
        house.change("UPDATE users SET password_disabled_at = 1 WHERE email = $1", args![ANNA]).await;
        let mut browser = anna.browser;
        let given = alone(&mut browser, &mut key).await;
        sign_in_alone(&mut browser, &given).await;
        assert!(browser.is_signed_in(), "{}", browser.page.text());
    }
}
