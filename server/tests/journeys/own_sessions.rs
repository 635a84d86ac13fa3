//! What people see of their own sessions, and how they end them. ASVS 7.1.2, 7.3.1, 7.4.3 and 7.5.2.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use identity::time::Span;
use server::store::args;
use sha2::{Digest as _, Sha256};

use super::{
    browser::Browser,
    engines::on_both_engines,
    house::{House, PASSWORD},
    people::{self, Person},
    phone::Phone,
};

const ANNA: &str = "anna@example.com";
const FIREFOX: &str =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";

async fn anna(house: &House) -> Person {
    let mut admin = people::set_up(house).await;
    admin.invite(house, "Anna Weber", ANNA).await
}

/// The same person in another browser, signed in there too.
async fn elsewhere(house: &House, person: &Person) -> Person {
    let mut other = person.clone();
    other.browser = house.browser();
    other.browser.agent = FIREFOX.to_owned();
    other.browser.address.set_ip([198, 51, 100, 9].into());
    other.sign_in(house).await;
    other
}

/// The next request of a browser whose session is over: to the sign-in page, told why, and back afterwards.
async fn is_told(browser: &mut Browser, path: &str, why: &str) {
    browser.open(path).await;
    assert_eq!(browser.page.path, "/o/acme/sign-in", "{why}");
    browser.page.warns(why);
    assert!(!browser.is_signed_in());
    let then = browser.page.attribute("input[name=then]", "value");
    assert_eq!(then.as_deref(), Some(path), "the way back");
}

on_both_engines! {
    /// One is ended by its owner: at once, with a sentence there and an event here. No page names a token.
    async fn a_session_is_ended_from_another(house: House) {
        let mut anna = anna(&house).await;
        let mut other = elsewhere(&house, &anna).await;
        house.wait(Span::minutes(3));
        let page = anna.browser.open("/account/sessions").await.clone();
        page.says("This browser").says("Firefox on Windows").says("from 198.51.100.9");
        page.says("password and authenticator app");
        page.says("password, and a second step that was set up then");
        for token in [&anna.browser.cookies["__Host-sid"], &other.browser.cookies["__Host-sid"]] {
            let digest = Sha256::digest(token);
            for never in [token.clone(), HEXLOWER.encode(&digest), BASE64URL_NOPAD.encode(&digest)] {
                assert!(!page.html.contains(&never));
            }
        }
        anna.browser.submit("/do/end-session", &[]).await.says("1 session was ended.").says("signed in nowhere else");
        is_told(&mut other.browser, "/account/admins", "ended from another one of yours").await;
        assert_eq!(house.sessions_of(ANNA).await, 1);
        let cause: String = house.one("SELECT detail FROM audit_events WHERE event = 'session.revoked' ORDER BY sequence DESC LIMIT 1", args![]).await;
        assert!(cause.contains("\"own_hand\""), "{cause}");
        // Signed in again, they are where they wanted to go, and nothing of the old session is left to say.
        let (email, password) = (anna.email.clone(), anna.password.clone());
        other.browser.submit("/do/sign-in", &[("email", &email), ("password", &password)]).await;
        let code = house.fresh_code(&other.phone);
        other.browser.submit("/do/verify-totp", &[("code", &code)]).await;
        assert_eq!(other.browser.page.path, "/account/admins");
    }
}

on_both_engines! {
    /// All others at once; this one goes on. A second press ends nothing and says so.
    async fn all_others_end_at_once(house: House) {
        let mut anna = anna(&house).await;
        let mut others = vec![elsewhere(&house, &anna).await, elsewhere(&house, &anna).await];
        anna.browser.open("/account/sessions").await;
        let again = anna.browser.clone();
        anna.browser.submit("/do/end-other-sessions", &[]).await.says("2 sessions were ended.");
        for other in &mut others {
            is_told(&mut other.browser, "/account", "ended from another one of yours").await;
        }
        let mut again = again;
        again.submit("/do/end-other-sessions", &[]).await.says("0 sessions were ended.");
        assert_eq!(house.count("session.revoked", ANNA).await, 1);
        assert_eq!(anna.browser.open("/account").await.path, "/account");
    }
}

on_both_engines! {
    /// Somebody else's session is not there, whatever its number; one's own is a sign-out.
    async fn nobody_ends_the_session_of_another(house: House) {
        let mut admin = people::set_up(&house).await;
        let mut anna = admin.invite(&house, "Anna Weber", ANNA).await;
        let mut eve = admin.invite(&house, "Eve Black", "eve@example.com").await;
        const ID: &str = "SELECT sessions.id FROM sessions JOIN users ON users.id = sessions.user_id WHERE users.email = $1";
        let id: i64 = house.one(ID, args![ANNA]).await;
        for wrong in [id.to_string(), "999999".to_owned(), "0".to_owned()] {
            eve.browser.call(&house, "/do/end-session", &[("session", &wrong)]).await;
            assert_eq!(eve.browser.page.status, 404, "{wrong}");
        }
        assert_eq!(anna.browser.open("/account").await.path, "/account");
        assert_eq!(house.count("session.revoked", ANNA).await, 0);
        let own: i64 = house.one(ID, args!["eve@example.com"]).await;
        eve.browser.push(&house, "/do/end-session", &[("session", &own.to_string())]).await;
        eve.browser.follow().await.says("You have signed out.");
        assert_eq!(house.count("user.signed_out", "eve@example.com").await, 1);
    }
}

on_both_engines! {
    /// ASVS 7.1.2: the eleventh sign-in ends the oldest session, which is told; so is the log.
    async fn the_eleventh_ends_the_oldest(house: House) {
        let mut anna = anna(&house).await;
        for _ in 0..9 {
            elsewhere(&house, &anna).await;
        }
        assert_eq!(house.sessions_of(ANNA).await, 10);
        assert_eq!(anna.browser.open("/account").await.path, "/account");
        elsewhere(&house, &anna).await;
        assert_eq!(house.sessions_of(ANNA).await, 10);
        is_told(&mut anna.browser, "/account", "the oldest one, this one, was ended").await;
        let detail: String = house.one("SELECT detail FROM audit_events WHERE event = 'session.revoked'", args![]).await;
        assert!(detail.contains("\"too_many\""), "{detail}");
    }
}

on_both_engines! {
    /// A policy that is tightened holds from the next request on, also for sessions that began before.
    async fn tighter_lifetimes_hold_at_once(house: House) {
        let mut anna = anna(&house).await;
        house.change("UPDATE policies SET idle_minutes = $1", args![5]).await;
        house.wait(Span::minutes(4));
        assert_eq!(anna.browser.open("/account").await.path, "/account");
        house.wait(Span::minutes(5));
        is_told(&mut anna.browser, "/account", "nothing had happened here for a while").await;
        anna.sign_in(&house).await;
        house.change("UPDATE policies SET idle_minutes = $1, absolute_minutes = $2", args![60, 30]).await;
        house.wait(Span::minutes(31));
        is_told(&mut anna.browser, "/account", "does not last longer than this").await;
    }
}

on_both_engines! {
    /// 29:59 and 30:01 without a request; the sentence stays the same once the row was cleared away.
    async fn half_an_hour_to_the_second(house: House) {
        let mut anna = anna(&house).await;
        house.wait(Span::minutes(2));
        anna.browser.open("/account").await;
        house.wait(Span::seconds(1799));
        assert_eq!(anna.browser.open("/account").await.path, "/account");
        house.wait(Span::minutes(30));
        server::jobs::purge_expired(&house.desk).await.unwrap();
        assert_eq!(house.sessions_of(ANNA).await, 0);
        is_told(&mut anna.browser, "/account/sessions", "nothing had happened here for a while").await;
    }
}

on_both_engines! {
    /// *Stay signed in* is a sign of life, from a script and without one; it lengthens nothing beyond the end of all.
    async fn somebody_who_is_still_there_stays(house: House) {
        let mut anna = anna(&house).await;
        anna.browser.open("/account/sessions").await;
        let left = |browser: &Browser| browser.page.attribute("#still-there", "data-left").unwrap().parse::<i64>().unwrap();
        assert_eq!(left(&anna.browser), Span::minutes(30).0);
        house.wait(Span::seconds(50));
        anna.browser.open("/account/sessions").await;
        assert_eq!(left(&anna.browser), Span::minutes(30).0 - 50_000, "not written down yet, so not promised");
        house.wait(Span::minutes(29));
        anna.browser.call(&house, "/do/stay-signed-in", &[("then", "/account/sessions")]).await;
        assert_eq!(anna.browser.page.status, 200);
        house.wait(Span::minutes(29));
        anna.browser.push(&house, "/do/stay-signed-in", &[("then", "/account/sessions")]).await;
        assert_eq!(anna.browser.follow().await.path, "/account/sessions");
        house.wait(Span::minutes(30));
        let dead = anna.browser.clone();
        anna.browser.call(&house, "/do/stay-signed-in", &[]).await;
        assert_eq!(anna.browser.page.status, 401);
        assert!(anna.browser.page.html.contains("SessionEnded"), "{}", anna.browser.page.html);
        let mut dead = dead;
        is_told(&mut dead, "/account", "nothing had happened here for a while").await;
    }
}

/// What anybody may do to their own factors and password, each with what the other browser then reads.
const CHANGES: [(&str, &str); 4] = [
    (
        "added",
        "a second step was added, replaced or removed elsewhere",
    ),
    (
        "replaced",
        "a second step was added, replaced or removed elsewhere",
    ),
    (
        "removed",
        "a second step was added, replaced or removed elsewhere",
    ),
    ("password", "your password was changed elsewhere"),
];

async fn change(house: &House, anna: &mut Person, what: &str) {
    anna.browser.open("/account").await;
    let newest = house
        .factors(ANNA)
        .await
        .into_iter()
        .rfind(|(_, state, _)| state == "active")
        .unwrap()
        .0
        .to_string();
    match what {
        "removed" => {
            anna.browser
                .open(&format!("/account/factors/{newest}/remove"))
                .await;
            anna.browser
                .submit("/do/remove-factor", &[("factor", &newest)])
                .await;
        }
        "password" => {
            anna.browser.open("/account/password").await;
            let form = [
                ("current_password", PASSWORD),
                ("new_password", "marble lantern on the roof"),
            ];
            anna.browser.submit("/do/change-password", &form).await;
        }
        _ => {
            let fields = if what == "replaced" {
                vec![("replaces", newest.as_str())]
            } else {
                vec![]
            };
            anna.browser.push(house, "/do/start-totp", &fields).await;
            anna.browser.follow().await;
            let phone = Phone::scan(&anna.browser.page);
            anna.browser
                .submit(
                    "/do/confirm-totp",
                    &[("code", &phone.code(house.now())), ("name", what)],
                )
                .await;
            anna.phone = phone;
        }
    }
}

on_both_engines! {
    /// ASVS 7.4.3: whatever changes about a factor or the password ends the other sessions, and they are told.
    async fn other_sessions_end_after_every_change(house: House) {
        let mut anna = anna(&house).await;
        let first = anna.phone.clone();
        house.change("UPDATE policies SET self_removal = $1", args![true]).await;
        for (what, why) in CHANGES {
            let mut other = elsewhere(&house, &anna).await;
            anna.browser = house.browser();
            anna.sign_in(&house).await;
            change(&house, &mut anna, what).await;
            if what == "removed" {
                anna.phone = first.clone();
            }
            assert!(anna.browser.is_signed_in(), "{what}");
            is_told(&mut other.browser, "/account", why).await;
            assert_eq!(house.sessions_of(ANNA).await, 1, "{what}");
        }
    }
}
