//! Backup codes: each works once, in any spelling, for its owner, until there is a new set. Cases B.

use identity::time::Span;
use server::store::args;

use super::{
    at_once::signed_in_at_once,
    engines::on_both_engines,
    house::{House, PASSWORD},
    people::{self, Person, codes_shown},
};

const ANNA: &str = "anna@example.com";
const USE: &str = "/do/verify-backup-code";

/// An admin, and Anna with a new browser and her codes.
async fn anna(house: &House) -> (Person, Person) {
    let mut admin = people::set_up(house).await;
    let mut anna = admin.invite(house, "Anna Weber", ANNA).await;
    anna.browser = house.browser();
    (admin, anna)
}

impl Person {
    /// Password, and then what was typed as a backup code.
    async fn try_code(&mut self, typed: &str) {
        self.give_password().await;
        self.browser.open("/sign-in/backup-code").await;
        self.browser.submit(USE, &[("code", typed)]).await;
    }
}

async fn unused(house: &House) -> i64 {
    const SQL: &str = "
        SELECT COUNT(*)
        FROM backup_codes
        JOIN backup_code_sets ON backup_code_sets.id = backup_codes.set_id
        JOIN users ON users.id = backup_code_sets.user_id
        WHERE users.email = 'anna@example.com' AND used_at IS NULL AND revoked_at IS NULL";
    house.one(SQL, args![]).await
}

on_both_engines! {
    /// B-01: a code is used up by its first use, and its owner is told.
    async fn a_code_works_once(house: House) {
        let (_, mut anna) = anna(&house).await;
        let code = anna.codes[0].clone();
        anna.try_code(&code).await;
        assert!(anna.browser.is_signed_in());
        anna.browser.page.says("9 are left");
        assert!(house.letters_to(ANNA).await.contains(&"A backup code was used".to_owned()));
        anna.browser = house.browser();
        anna.try_code(&code).await;
        anna.browser.page.refuses("code", "used already");
        assert!(!anna.browser.is_signed_in());
        let failures: i64 = house.one("SELECT failures FROM backup_code_sets ORDER BY id DESC LIMIT 1", args![]).await;
        assert_eq!((failures, unused(&house).await), (1, 9));
    }
}

on_both_engines! {
    /// B-02: one code in three browsers at the same instant signs one of them in.
    async fn one_code_at_once_in_three_browsers_signs_one_in(house: House) {
        let (_, anna) = anna(&house).await;
        let mut ready = Vec::new();
        for _ in 0..3 {
            let mut tab = Person { browser: house.browser(), ..anna.clone() };
            tab.give_password().await;
            tab.browser.open("/sign-in/backup-code").await;
            ready.push((tab.browser.form(USE, &[("code", &anna.codes[3])]), tab.browser));
        }
        assert_eq!(signed_in_at_once(USE, ready).await, 1);
        assert_eq!(unused(&house).await, 9);
    }
}

on_both_engines! {
    /// B-04: a new set ends the old one.
    async fn a_new_set_ends_the_old_one(house: House) {
        let mut admin = people::set_up(&house).await;
        let mut anna = admin.invite(&house, "Anna Weber", ANNA).await;
        anna.browser.open("/enrol/backup-codes").await;
        anna.browser.submit("/do/make-codes", &[]).await;
        let new = codes_shown(&anna.browser);
        assert_eq!(new.len(), 10);
        let mut later = Person { browser: house.browser(), ..anna.clone() };
        later.try_code(&anna.codes[0]).await;
        later.browser.page.refuses("code", "none of your backup codes");
        later.try_code(&new[0]).await;
        assert!(later.browser.is_signed_in());
    }
}

on_both_engines! {
    /// B-05: whatever spelling paper and hands make of it.
    async fn any_spelling_of_a_code_is_accepted(house: House) {
        let (_, mut anna) = anna(&house).await;
        let codes = anna.codes.clone();
        let confused = codes[4].replace('0', "O").replace('1', "l");
        let spellings = [
            codes[0].to_lowercase(),
            codes[1].replace('-', ""),
            codes[2].replace('-', "  "),
            codes[3].replace('-', "\u{2010}"),
            confused,
            format!("  {}\t", codes[5].replace('-', "\u{2013}")),
        ];
        for spelling in spellings {
            anna.browser = house.browser();
            anna.try_code(&spelling).await;
            assert!(anna.browser.is_signed_in(), "{spelling:?}: {}", anna.browser.page.text());
        }
        assert_eq!(unused(&house).await, 4);
    }
}

on_both_engines! {
    /// B-06: guesses are counted like those of an app's codes, on a count of their own.
    async fn guesses_are_slowed_down_apart_from_the_apps(house: House) {
        let (_, mut anna) = anna(&house).await;
        for _ in 0..5 {
            anna.try_code("00000-00000-00000").await;
        }
        let code = anna.codes[0].clone();
        anna.try_code(&code).await;
        anna.browser.page.refuses("code", "Too many tries. Wait 30 seconds");
        assert_eq!(unused(&house).await, 10);
        let mut by_app = Person { browser: house.browser(), ..anna.clone() };
        by_app.sign_in(&house).await;
        house.wait(Span::seconds(30));
        anna.try_code(&code).await;
        assert!(anna.browser.is_signed_in());
    }
}

on_both_engines! {
    /// B-08: a code steps up for one's own account, for five minutes, and never for the console.
    async fn a_code_never_steps_up_for_the_console(house: House) {
        let (mut admin, _) = anna(&house).await;
        admin.browser = house.browser();
        let codes = admin.codes.clone();
        admin.try_code(&codes[0]).await;
        assert!(admin.browser.is_signed_in());
        admin.browser.open("/account/password").await;
        assert!(admin.browser.page.html.contains("action=\"/do/change-password\""), "{}", admin.browser.page.text());
        let user = house.user(ANNA).await;
        let reset = format!("/admin/users/{user}/reset");
        admin.browser.open(&format!("{reset}?by=code")).await;
        assert!(!admin.browser.page.text().contains("backup code (") && !admin.browser.page.html.contains("action=\"/do/reset-user\""));
        let action = format!("reset-user:{user}");
        admin.browser.push(&house, "/do/prove", &[("action", &action), ("factor", ""), ("code", &codes[1])]).await;
        admin.browser.follow().await.says("none of your backup codes");
        assert!(!admin.browser.page.html.contains("action=\"/do/reset-user\""));
        assert_eq!(house.one::<i64>("SELECT COUNT(*) FROM step_ups", args![]).await, 0);
        house.wait(Span::minutes(6));
        admin.browser.open("/account/password").await;
        assert!(admin.browser.page.html.contains("action=\"/do/prove\""), "{}", admin.browser.page.text());
    }
}

on_both_engines! {
    /// B-10: a set is seen once more on a reload, in this browser, for ten minutes, and never after it was saved.
    async fn a_set_is_shown_to_one_browser_for_ten_minutes(house: House) {
        let (_, mut anna) = anna(&house).await;
        anna.sign_in(&house).await;
        anna.browser.open("/enrol/backup-codes").await;
        anna.browser.submit("/do/make-codes", &[]).await;
        let codes = codes_shown(&anna.browser);
        assert_eq!(codes.len(), 10);
        assert!(anna.browser.page.headers["cache-control"].to_str().unwrap().contains("no-store"));
        anna.browser.open("/enrol/backup-codes").await;
        assert_eq!(codes_shown(&anna.browser), codes, "a reload shows them again");

        let mut other = Person { browser: house.browser(), ..anna.clone() };
        other.sign_in(&house).await;
        other.browser.cookies.insert("__Host-flash".to_owned(), anna.browser.cookies["__Host-flash"].clone());
        other.browser.open("/enrol/backup-codes").await;
        assert_eq!(codes_shown(&other.browser), [""; 0], "another session sees none");

        let mut late = anna.clone();
        house.wait(Span::minutes(11));
        late.browser.open("/enrol/backup-codes").await;
        assert_eq!(codes_shown(&late.browser), [""; 0], "ten minutes later there is nothing to see");
    }
}

on_both_engines! {
    /// B-10: once they are said to be saved, no page and no old cookie shows them; and only hashes were ever stored.
    async fn a_saved_set_is_never_shown_again(house: House) {
        let (_, mut anna) = anna(&house).await;
        anna.sign_in(&house).await;
        anna.browser.open("/enrol/backup-codes").await;
        anna.browser.submit("/do/make-codes", &[]).await;
        let (codes, before) = (codes_shown(&anna.browser), anna.browser.clone());
        anna.browser.submit("/do/codes-saved", &[]).await;
        anna.browser.page.refuses("saved", "Save your codes first");
        assert_eq!(codes_shown(&anna.browser), codes);
        anna.browser.submit("/do/codes-saved", &[("saved", "on")]).await;
        assert_eq!(anna.browser.page.path, "/account");
        for mut browser in [anna.browser.clone(), before] {
            browser.open("/enrol/backup-codes").await;
            assert_eq!(codes_shown(&browser), [""; 0]);
        }
        let hashes: Vec<Vec<u8>> = house.all("SELECT hash FROM backup_codes", args![]).await;
        assert!(hashes.iter().all(|hash| hash.len() == 32));
        let letters: Vec<String> = house.all("SELECT body FROM outbox", args![]).await;
        assert!(!letters.join("\n").contains(&codes[0]));
    }
}

on_both_engines! {
    /// A code stands in for a factor. Whoever has neither is led to set one up, and gets codes with it.
    async fn who_has_no_factor_gets_no_codes(house: House) {
        let mut admin = people::set_up(&house).await;
        house.change("UPDATE policies SET requirement = 'optional'", args![]).await;
        let mut anna = admin.invite_only(&house, "Anna Weber", ANNA).await;
        anna.submit("/do/accept-invitation", &[("password", PASSWORD)]).await;
        anna.open("/account").await;
        anna.page.says("You get ten when you have set up a second step.");
        assert!(!anna.page.html.contains("href=\"/enrol/backup-codes\""));
        anna.open("/enrol/backup-codes").await;
        assert_eq!(anna.page.path, "/enrol");
        anna.call(&house, "/do/make-codes", &[]).await;
        assert_eq!(unused(&house).await, 0);
        anna.open("/enrol").await;
        people::enrol(&house, &mut anna).await;
        assert_eq!(unused(&house).await, 10);
    }
}
