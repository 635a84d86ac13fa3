//! Browsers that are known: they spare their owner the waiting that strangers cause, and nothing else. Case M-20.

use identity::time::Span;
use server::store::args;

use super::{anna, browser::Browser, engines::on_both_engines, house::House, people::Person};

const ANNA: &str = "anna@example.com";
const KNOWN: &str = "__Host-kd";
const NEW: &str = "You signed in with a new browser";

/// A password typed in a browser, whatever comes of it.
async fn type_password(browser: &mut Browser, email: &str, password: &str) {
    browser.open("/o/acme/sign-in").await;
    browser
        .submit("/do/sign-in", &[("email", email), ("password", password)])
        .await;
}

/// A browser of a stranger, each from an address of its own.
fn stranger(house: &House, n: u8) -> Browser {
    let mut browser = house.browser();
    browser.address.set_ip([198, 51, 100, n].into());
    browser
}

/// The same browser after its owner has signed out.
fn signed_out(person: &Person) -> Browser {
    let mut browser = person.browser.clone();
    browser.cookies.remove("__Host-sid");
    browser
}

/// Wrong passwords from strangers until everybody has to wait, for four minutes: longer than the owner needs for a code.
async fn besiege(house: &House) {
    let pauses = [0, 0, 0, 0, 0, 31, 61, 121].map(Span::seconds);
    for (n, pause) in (0..).zip(pauses) {
        house.wait(pause);
        type_password(&mut stranger(house, n), ANNA, "wrong").await;
    }
}

on_both_engines! {
    /// M-20: the cookie and the password are not enough, nor is the cookie alone, nor that of somebody else.
    async fn a_known_browser_still_owes_the_second_step(house: House) {
        let (mut admin, anna) = anna::enrolled(&house).await;
        assert!(anna.browser.cookies.contains_key(KNOWN));
        let mut browser = signed_out(&anna);
        browser.open("/account").await;
        assert_ne!(browser.page.path, "/account");
        type_password(&mut browser, ANNA, &anna.password).await;
        assert_eq!(browser.page.path, "/sign-in/verify");
        assert!(!browser.is_signed_in());
        for cookie in ["__Host-sid", "__Host-pre"] {
            let mut thief = house.browser();
            thief.cookies.insert(cookie.to_owned(), anna.browser.cookies[KNOWN].clone());
            thief.open("/account").await;
            assert_ne!(thief.page.path, "/account", "{cookie}");
        }
        admin.browser.open("/account").await.says("Berta");
    }
}

on_both_engines! {
    /// Strangers wait, and so does the owner at a strange browser; the owner's own browser goes past them.
    async fn strangers_delay_only_strangers(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        besiege(&house).await;
        let mut strange = stranger(&house, 77);
        type_password(&mut strange, ANNA, &anna.password).await;
        strange.page.warns("Too many tries");
        anna.browser = signed_out(&anna);
        anna.sign_in(&house).await;
        // What the owner did bought the strangers nothing.
        let mut again = stranger(&house, 78);
        type_password(&mut again, ANNA, &anna.password).await;
        again.page.warns("Too many tries");
        // A cookie of somebody else is no way past.
        let mut eve = stranger(&house, 79);
        eve.cookies.insert(KNOWN.to_owned(), "A".repeat(43));
        type_password(&mut eve, ANNA, &anna.password).await;
        eve.page.warns("Too many tries");
        // Nor is a known browser that was forgotten.
        anna.browser.open("/account/sessions").await.says("Browsers that we know").says("This browser");
        anna.browser.submit("/do/forget-device", &[]).await.says("The browser was forgotten.");
        assert!(!anna.browser.cookies.contains_key(KNOWN));
        assert_eq!(house.count("device.forgotten", ANNA).await, 1);
        let mut forgotten = signed_out(&anna);
        type_password(&mut forgotten, ANNA, &anna.password).await;
        forgotten.page.warns("Too many tries");
    }
}

on_both_engines! {
    /// Ten wrong ones in ten minutes, then a known browser waits as well, and strangers do not; a copied cookie counts along.
    async fn a_known_browser_has_ten_tries_in_ten_minutes(house: House) {
        let (_, anna) = anna::enrolled(&house).await;
        let (mut browser, mut copy) = (signed_out(&anna), signed_out(&anna));
        copy.address.set_ip([198, 51, 100, 200].into());
        for n in 0..9 {
            let one = if n % 2 == 0 { &mut browser } else { &mut copy };
            type_password(one, ANNA, "wrong").await;
            one.page.warns("do not match");
        }
        type_password(&mut copy, ANNA, "wrong").await;
        copy.page.warns("Too many tries");
        type_password(&mut browser, ANNA, &anna.password).await;
        browser.page.warns("Too many tries");
        let mut strange = stranger(&house, 5);
        type_password(&mut strange, ANNA, "wrong").await;
        assert!(strange.page.text().contains("Too many tries") || strange.page.text().contains("do not match"));
        house.wait(Span::minutes(10));
        type_password(&mut browser, ANNA, &anna.password).await;
        assert_eq!(browser.page.path, "/sign-in/verify");
    }
}

on_both_engines! {
    /// A hundred in a row are a hundred, also where a known browser is stolen: then the password is dead.
    async fn a_stolen_browser_does_not_guess_for_ever(house: House) {
        let (_, anna) = anna::enrolled(&house).await;
        let mut thief = signed_out(&anna);
        for n in 0..100_u8 {
            thief.address.set_ip([10, 9, 0, n].into());
            type_password(&mut thief, ANNA, "wrong").await;
            house.wait(Span::minutes(1));
        }
        let dead: bool = house.one("SELECT password_disabled_at IS NOT NULL FROM users WHERE email = $1", args![ANNA]).await;
        assert!(dead);
        type_password(&mut thief, ANNA, &anna.password).await;
        assert!(!thief.cookies.contains_key("__Host-pre"));
    }
}

on_both_engines! {
    /// Every complete sign-in gives the browser a new token: a copy, or one that was planted, is worth nothing then.
    async fn a_known_browser_gets_a_new_token_each_time(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        let mut eve = admin.invite(&house, "Eve Black", "eve@example.com").await;
        let copied = anna.browser.cookies[KNOWN].clone();
        anna.browser = signed_out(&anna);
        anna.sign_in(&house).await;
        assert_ne!(anna.browser.cookies[KNOWN], copied);
        // Eve plants her own cookie; Anna signs in there, and Eve's copy is no browser of Anna's.
        let planted = eve.browser.cookies[KNOWN].clone();
        anna.browser = house.browser();
        anna.browser.cookies.insert(KNOWN.to_owned(), planted.clone());
        anna.sign_in(&house).await;
        besiege(&house).await;
        for token in [copied, planted] {
            let mut thief = stranger(&house, 90);
            thief.cookies.insert(KNOWN.to_owned(), token);
            type_password(&mut thief, ANNA, &anna.password).await;
            thief.page.warns("Too many tries");
        }
        // Both are known in that browser now: a shared computer knows all who use it.
        eve.browser = signed_out(&anna);
        let before = house.letters_to("eve@example.com").await;
        eve.sign_in(&house).await;
        assert_eq!(house.letters_to("eve@example.com").await, before, "no new browser to Eve");
    }
}

on_both_engines! {
    /// A mail tells of a browser that was not known: not of the very first, and not of one that is.
    async fn a_new_browser_is_told_by_mail(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        let told = async || house.letters_to(ANNA).await.into_iter().filter(|subject| subject == NEW).count();
        assert_eq!(told().await, 0);
        anna.browser = signed_out(&anna);
        anna.sign_in(&house).await;
        assert_eq!(told().await, 0);
        let mut other = anna.clone();
        other.browser = house.browser();
        other.browser.agent = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0".to_owned();
        other.browser.address.set_ip([198, 51, 100, 3].into());
        other.sign_in(&house).await;
        assert_eq!(told().await, 1);
        let letter = house.newest_letter_with(ANNA, NEW).await;
        assert!(letter.contains("Firefox on Linux") && letter.contains("198.51.100.3"), "{letter}");
        assert_eq!(house.count("device.known", ANNA).await, 2);
    }
}

on_both_engines! {
    /// Five at most; after a reset none, and the next sign-in is one with a new browser.
    async fn few_are_known_and_none_after_a_reset(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        for _ in 0..6 {
            anna.browser = house.browser();
            anna.sign_in(&house).await;
        }
        const COUNT: &str = "SELECT COUNT(*) FROM known_devices JOIN users ON users.id = known_devices.user_id WHERE users.email = $1";
        let count: i64 = house.one(COUNT, args![ANNA]).await;
        assert_eq!(count, 5);
        let whom = server::desk::break_glass::Whom {
            organisation: Some("acme".to_owned()),
            email: ANNA.to_owned(),
        };
        let outcome = server::desk::break_glass::reset_mfa(&house.desk, &whom, "phone lost".to_owned()).await;
        assert!(outcome.is_ok(), "{outcome:?}");
        let count: i64 = house.one(COUNT, args![ANNA]).await;
        assert_eq!(count, 0);
        assert_eq!(house.count("device.forgotten", ANNA).await, 1);
    }
}

on_both_engines! {
    /// Nobody forgets the browser of another, and after half a year without a sign-in nothing is known.
    async fn a_browser_is_its_owners_and_not_for_ever(house: House) {
        let (mut admin, anna) = anna::enrolled(&house).await;
        let id: i64 = house.one("SELECT known_devices.id FROM known_devices JOIN users ON users.id = known_devices.user_id WHERE users.email = $1", args![ANNA]).await;
        admin.browser.call(&house, "/do/forget-device", &[("device", &id.to_string())]).await;
        assert_eq!(admin.browser.page.status, 404);
        house.wait(Span::days(180));
        besiege(&house).await;
        let mut browser = signed_out(&anna);
        type_password(&mut browser, ANNA, &anna.password).await;
        browser.page.warns("Too many tries");
        server::jobs::purge_expired(&house.desk).await.unwrap();
        let left: i64 = house.one("SELECT COUNT(*) FROM known_devices", args![]).await;
        assert_eq!(left, 0);
    }
}
