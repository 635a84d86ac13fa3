//! "This wasn't me": what each mail's link does, once, for seven days, and that it never opens a door. Case F-08.

use axum::http::StatusCode;
use identity::time::Span;
use server::store::args;

use super::{
    anna,
    browser::Browser,
    engines::on_both_engines,
    house::{House, PASSWORD},
    people::{self, Person},
    phone::Phone,
    profile,
};

const ANNA: &str = "anna@example.com";
const HOME: &str = "anna@home.example";
const NEW: &str = "orange lamp beside the window";
const DEMANDED: &str = "a link to set a new password is on its way";

/// Opens the link of the newest mail to somebody that has one, and presses the button.
async fn deny(house: &House, email: &str) -> Browser {
    let link = house.link_to("/not-me", email).await;
    deny_with(house, &link).await
}

async fn deny_with(house: &House, link: &str) -> Browser {
    let mut mailbox = house.browser();
    mailbox.open(link).await;
    mailbox.page.says("Was this not you?");
    mailbox.submit("/do/not-me", &[]).await;
    mailbox
}

/// The password works no longer, and the link of the mail sets a new one; the second step is asked for as before.
async fn expect_demanded(house: &House, person: &mut Person, to: &str) {
    person.browser = house.browser();
    person.give_password().await;
    person.browser.page.warns("do not match");
    let mut mailbox = house.browser();
    mailbox
        .open(&house.link_to("/reset-password", to).await)
        .await;
    let old = person.password.clone();
    mailbox
        .submit("/do/reset-password", &[("new_password", &old)])
        .await;
    mailbox
        .page
        .refuses("new_password", "the password you have now");
    mailbox
        .submit("/do/reset-password", &[("new_password", NEW)])
        .await;
    mailbox.page.says("Your new password is saved");
    NEW.clone_into(&mut person.password);
}

async fn expect_gone(house: &House, link: &str) {
    let mut browser = house.browser();
    browser.open(link).await;
    assert_eq!(
        browser.page.status,
        StatusCode::GONE,
        "{}",
        browser.page.text()
    );
}

on_both_engines! {
    /// F-08: after a reset, somebody who knows the password enrols first. The owner denies it: the new factor proves nothing,
    /// the codes that came with it are dead, every session ends, and the password alone opens nothing.
    async fn a_stranger_who_enrolled_first_is_thrown_out(house: House) {
        let (mut admin, anna) = anna::enrolled(&house).await;
        profile_added(&house, &anna).await;
        reset(&house, &mut admin, ANNA).await;
        let mut thief = Person { browser: house.browser(), ..anna.clone() };
        thief.give_password().await;
        let (phone, codes) = people::enrol(&house, &mut thief.browser).await;
        (thief.phone, thief.codes) = (phone, codes);
        assert!(thief.browser.is_signed_in());
        // Every address hears of it, with the place it came from.
        for to in [ANNA, HOME] {
            let letter = house.newest_letter_with(to, "A new way to sign in was added").await;
            assert!(letter.contains("203.0.113.7") && letter.contains("/not-me?link="), "{letter}");
        }
        let link = letter_link(&house, ANNA, "A new way to sign in was added").await;
        let mut mailbox = house.browser();
        for _ in 0..2 {
            mailbox.open(&link).await;
            mailbox.page.says("no longer signs anybody in").says("Your admins are told");
        }
        assert_eq!(house.active_factors(ANNA).await, 1, "looking changes nothing");
        mailbox.submit("/do/not-me", &[]).await;
        mailbox.page.says("You are signed out everywhere");
        assert!(!mailbox.is_signed_in());

        assert_eq!(house.sessions_of(ANNA).await, 0);
        assert_eq!(house.factors(ANNA).await.last().unwrap().1, "suspended");
        thief.browser.open("/account").await;
        assert!(thief.browser.page.path.ends_with("/sign-in"));
        thief.browser = house.browser();
        thief.give_password().await;
        assert_eq!(thief.browser.page.path, "/sign-in/help", "{}", thief.browser.page.text());
        for path in ["/enrol", "/account", "/sign-in/verify", "/sign-in/backup-code"] {
            thief.browser.open(path).await;
            assert_eq!(thief.browser.page.path, "/sign-in/help", "{path}");
        }
        let code = thief.codes[0].clone();
        thief.browser.push(&house, "/do/verify-backup-code", &[("code", &code)]).await;
        thief.browser.push(&house, "/do/start-totp", &[]).await;
        assert!(!thief.browser.is_signed_in());
        assert!(house.letters_to("berta@example.com").await.iter().any(|it| it.contains("this wasn’t me")));
        let events = house.events_about(ANNA).await;
        for event in ["account.not_me", "mfa.factor_suspended", "session.revoked"] {
            assert!(events.contains(&event.to_owned()), "{event}: {events:?}");
        }
        expect_gone(&house, &link).await;
        // The other mail told of the same deed: it is denied once.
        expect_gone(&house, &letter_link(&house, HOME, "A new way to sign in was added").await).await;
    }
}

async fn letter_link(house: &House, to: &str, subject: &str) -> String {
    house.link_with("/not-me", to, subject).await
}

/// Anna has a second address.
async fn profile_added(house: &House, anna: &Person) {
    let mut anna = anna.clone();
    profile::add(house, &mut anna, HOME).await;
}

async fn reset(house: &House, admin: &mut Person, email: &str) {
    let id = house.user(email).await;
    admin
        .browser
        .open(&format!("/admin/users/{id}/reset"))
        .await;
    admin.prove(house).await;
    admin
        .browser
        .open(&format!("/admin/users/{id}/reset"))
        .await;
    let why = [
        ("reason_kind", "lost_device"),
        ("verification", "video"),
        ("reason", "phone lost"),
    ];
    admin.browser.submit("/do/reset-user", &why).await;
    assert_eq!(
        house.active_factors(email).await,
        0,
        "{}",
        admin.browser.page.text()
    );
}

on_both_engines! {
    /// A replacement: the new one is suspended; what was replaced does not come back.
    async fn a_replacement_is_suspended(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        house.wait(Span::minutes(6));
        let old = house.factors(ANNA).await[0].0;
        anna.browser.open(&format!("/account/factors/{old}/replace")).await;
        anna.prove(&house).await;
        anna.browser.open(&format!("/account/factors/{old}/replace")).await;
        anna.browser.submit("/do/start-totp", &[]).await;
        let phone = Phone::scan(&anna.browser.page);
        let code = phone.code(house.now());
        anna.browser.submit("/do/confirm-totp", &[("code", &code)]).await;
        let link = letter_link(&house, ANNA, "A way to sign in was replaced").await;
        deny_with(&house, &link).await.page.says("You are signed out everywhere");
        let states: Vec<String> = house.factors(ANNA).await.into_iter().map(|(_, state, _)| state).collect();
        assert_eq!(states, ["deleted", "suspended"]);
        anna.browser = house.browser();
        anna.give_password().await;
        // The backup codes are older than the replacement: the owner's own.
        assert_eq!(anna.browser.page.path, "/sign-in/backup-code");
    }
}

on_both_engines! {
    /// New codes and a changed password: everything ends, and a new password is demanded by mail.
    async fn codes_and_passwords_demand_a_new_password(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        anna.browser.open("/enrol/backup-codes").await;
        anna.prove(&house).await;
        anna.browser.open("/enrol/backup-codes").await;
        anna.browser.submit("/do/make-codes", &[]).await;
        let codes = people::codes_shown(&anna.browser);
        let link = letter_link(&house, ANNA, "You have new backup codes").await;
        deny_with(&house, &link).await.page.says(DEMANDED);
        assert_eq!(house.sessions_of(ANNA).await, 0);
        expect_demanded(&house, &mut anna, ANNA).await;
        anna.browser = house.browser();
        anna.give_password().await;
        assert_eq!(anna.browser.page.path, "/sign-in/verify");
        anna.browser.push(&house, "/do/verify-backup-code", &[("code", &codes[0])]).await;
        assert!(!anna.browser.is_signed_in(), "the codes that somebody else saw are dead");
        anna.browser = house.browser();
        anna.sign_in(&house).await;

        let changed = letter_link(&house, ANNA, "Your password was changed").await;
        deny_with(&house, &changed).await.page.says(DEMANDED);
        anna.browser = house.browser();
        anna.give_password().await;
        anna.browser.page.warns("do not match");
        assert_eq!(house.count("account.not_me", ANNA).await, 2);
    }
}

on_both_engines! {
    /// A factor that was removed.
    async fn a_removal_demands_a_new_password(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        house.change("UPDATE policies SET self_removal = TRUE", args![]).await;
        anna.browser.open("/enrol").await;
        anna.browser.submit("/do/start-totp", &[]).await;
        let second = Phone::scan(&anna.browser.page);
        let code = second.code(house.now());
        anna.browser.submit("/do/confirm-totp", &[("code", &code), ("name", "Second")]).await;
        let id = house.factors(ANNA).await[1].0;
        anna.browser.open(&format!("/account/factors/{id}/remove")).await;
        anna.prove(&house).await;
        anna.browser.open(&format!("/account/factors/{id}/remove")).await;
        anna.browser.submit("/do/remove-factor", &[]).await;
        let link = letter_link(&house, ANNA, "A way to sign in was removed").await;
        deny_with(&house, &link).await.page.says(DEMANDED);
        expect_demanded(&house, &mut anna, ANNA).await;
        anna.browser = house.browser();
        anna.sign_in(&house).await;
    }
}

on_both_engines! {
    /// A reset by an admin: the door that it opened is shut, and an admin has to open it again.
    async fn a_reset_is_denied(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        reset(&house, &mut admin, ANNA).await;
        let mut half = anna.clone();
        half.browser = house.browser();
        half.give_password().await;
        assert_eq!(half.browser.page.path, "/enrol");
        deny(&house, ANNA).await.page.says("You are signed out everywhere");
        half.browser.open("/enrol").await;
        assert!(half.browser.page.path.ends_with("/sign-in"), "{}", half.browser.page.path);
        anna.browser = house.browser();
        anna.give_password().await;
        assert_eq!(anna.browser.page.path, "/sign-in/help");
        anna.browser.page.says("The time to set up has passed");
        anna.browser.push(&house, "/do/start-totp", &[]).await;
        anna.browser.follow().await;
        assert!(!anna.browser.is_signed_in());
    }
}

on_both_engines! {
    /// An address that came goes again, and the one that got the mail is the one to sign in with, as before.
    async fn a_stolen_account_gets_its_address_back(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        let thief = "thief@evil.example";
        profile::add(&house, &mut anna, thief).await;
        let added = letter_link(&house, ANNA, "An e-mail address was added").await;
        anna.browser.open("/account/addresses").await;
        anna.prove(&house).await;
        anna.browser.open("/account/addresses").await;
        anna.browser.submit("/do/make-address-first", &[]).await;
        anna.browser.page.says("you sign in with thief@evil.example");
        let changed = letter_link(&house, ANNA, "You sign in with another address now").await;
        anna.browser.open("/account/addresses").await;
        anna.browser.submit("/do/remove-address", &[]).await;
        anna.browser.page.says("anna@example.com was removed");
        let removed = letter_link(&house, ANNA, "An e-mail address was removed").await;

        deny_with(&house, &changed).await.page.says(DEMANDED);
        let first: String = house.one("SELECT email FROM users WHERE name = 'Anna Weber'", args![]).await;
        assert_eq!(first, ANNA);
        assert_eq!(house.one::<i64>("SELECT COUNT(*) FROM addresses", args![]).await, 0);
        expect_demanded(&house, &mut anna, ANNA).await;
        // Each mail can be denied; what is done already is not done twice.
        for link in [added, removed] {
            deny_with(&house, &link).await.page.says(DEMANDED);
        }
        let first: String = house.one("SELECT email FROM users WHERE name = 'Anna Weber'", args![]).await;
        assert_eq!((first.as_str(), house.one::<i64>("SELECT COUNT(*) FROM addresses", args![]).await), (ANNA, 0));
    }
}

on_both_engines! {
    /// Seven days, one use, one person; not for somebody who was disabled, and nothing by GET.
    async fn a_link_is_good_once_and_for_a_week(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        let added = letter_link(&house, ANNA, "A new way to sign in was added").await;
        house.wait(Span::days(7));
        expect_gone(&house, &added).await;
        anna.browser = house.browser();
        anna.sign_in(&house).await;
        anna.browser.open("/account/password").await;
        anna.prove(&house).await;
        anna.browser.open("/account/password").await;
        anna.browser.submit("/do/change-password", &[("current_password", PASSWORD), ("new_password", NEW)]).await;
        let changed = letter_link(&house, ANNA, "Your password was changed").await;
        let mut late = house.browser();
        late.open(&changed).await;
        house.wait(Span::days(7));
        late.submit("/do/not-me", &[]).await;
        assert_eq!(late.page.status, StatusCode::GONE);
        for nonsense in ["/not-me", "/not-me?link=", "/not-me?link=x"] {
            expect_gone(&house, nonsense).await;
        }
        // A link of another purpose opens nothing here.
        let mut browser = house.browser();
        browser.open("/o/acme/forgot-password").await;
        browser.submit("/do/forgot-password", &[("email", ANNA)]).await;
        let reset = house.link_to("/reset-password", ANNA).await;
        expect_gone(&house, &reset.replace("reset-password", "not-me")).await;
        reset_and_disable(&house, &mut admin).await;
    }
}

async fn reset_and_disable(house: &House, admin: &mut Person) {
    admin.browser = house.browser();
    admin.sign_in(house).await;
    reset(house, admin, ANNA).await;
    let link = house.link_to("/not-me", ANNA).await;
    house
        .change(
            "UPDATE users SET status = 'disabled' WHERE email = $1",
            args![ANNA],
        )
        .await;
    expect_gone(house, &link).await;
}
