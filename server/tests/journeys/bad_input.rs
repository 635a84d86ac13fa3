//! Bad input at every form of sign-in and enrolment: said at the field, nothing typed is lost, no secret comes back.

use identity::time::Span;
use server::store::args;

use super::{
    browser::Browser,
    engines::on_both_engines,
    house::{ADMIN, House, PASSWORD},
    people::{self, Person},
    phone::Phone,
};

const ANNA: &str = "anna@example.com";
const SET_UP: &str = "/do/set-up";
const SIGN_IN: &str = "/do/sign-in";
const ACCEPT: &str = "/do/accept-invitation";

/// Sends a form with one field wrong, and reads what comes back.
struct Form<'a> {
    page: &'a str,
    action: &'a str,
    good: &'a [(&'a str, &'a str)],
}

impl Form<'_> {
    /// Fills in `field` with `value`, expects the words at the field (or, with none, in the summary), and all that was typed
    /// still there but secrets.
    async fn refused(
        &self,
        browser: &mut Browser,
        (field, value): (&str, &str),
        (at, words): (&str, &str),
    ) {
        browser.open(self.page).await;
        let fields: Vec<_> = self
            .good
            .iter()
            .map(|(name, good)| (*name, if *name == field { value } else { *good }))
            .collect();
        browser.submit(self.action, &fields).await;
        let page = &browser.page;
        assert_eq!(page.status, 200, "{field}={:.40?}: {}", value, page.text());
        if at.is_empty() {
            page.warns(words);
        } else {
            page.refuses(at, words);
        }
        for (name, typed) in fields {
            let secret = name.contains("password") || name == "code";
            let kept = page.value(name);
            if secret {
                assert_eq!(kept, "", "{name} came back");
                assert!(
                    typed.len() < 8 || !page.html.contains(typed),
                    "{name} came back somewhere"
                );
            } else if typed.chars().count() <= 300 {
                assert_eq!(kept, typed, "{name} was lost after {field}={:.40?}", value);
            }
        }
        assert!(!browser.is_signed_in());
    }
}

on_both_engines! {
    async fn the_first_run_says_what_is_wrong_where(house: House) {
        let link = house.set_up_link().await;
        let good = [("organisation_name", "Acme Bakery"), ("slug", "acme"), ("name", "Berta Admin"), ("email", ADMIN.0), ("password", ADMIN.1)];
        let form = Form { page: &link, action: SET_UP, good: &good };
        let mut browser = house.browser();
        let (long, huge) = ("x".repeat(300), "x".repeat(9000));
        for (field, value, words) in [
            ("organisation_name", "", "Enter a name"), ("organisation_name", &long, "too long"), ("organisation_name", "A\u{202e}B", "nobody can see"),
            ("slug", "", "small letters"), ("slug", "a b", "small letters"), ("slug", "admin", "small letters"), ("slug", &long, "small letters"),
            ("name", "", "Enter a name"), ("name", &huge, "too long"),
            ("email", "", "not an e-mail address"), ("email", "berta", "not an e-mail address"), ("email", "a@b@c.com", "not an e-mail address"), ("email", &long, "not an e-mail address"),
            ("password", "", "at least"), ("password", "short", "at least"), ("password", "password1234", "common"), ("password", &huge, "at most 256"), ("password", "acme bakery berta", "your name"),
        ] {
            form.refused(&mut browser, (field, value), (field, words)).await;
        }
        browser.open(&link).await;
        let once = browser.form(SET_UP, &good);
        browser.submit(SET_UP, &good).await;
        assert_eq!(browser.page.path, "/enrol");
        // Twice, and in another browser: there is an organisation already.
        let mut second = house.browser();
        second.open(&link).await.says("needs a set-up link");
        second.push(&house, SET_UP, &[&good[..], &[("link", "made-up")]].concat()).await;
        assert!(second.follow().await.status.is_success() && !second.cookies.contains_key("__Host-pre"));
        assert!(browser.post(SET_UP, &once).await.status.as_u16() < 500);
        assert_eq!(house.one::<i64>("SELECT COUNT(*) FROM users", args![]).await, 1);
    }
}

on_both_engines! {
    async fn sign_in_says_what_is_wrong_and_keeps_the_address(house: House) {
        people::set_up(&house).await;
        let mut browser = house.browser();
        let good = [("email", ADMIN.0), ("password", ADMIN.1)];
        let form = Form { page: "/o/acme/sign-in", action: SIGN_IN, good: &good };
        let (long, huge) = ("x".repeat(300), "x".repeat(9000));
        form.refused(&mut browser, ("email", ""), ("email", "not an e-mail address")).await;
        for (nth, (field, value)) in [("email", "nobody"), ("email", long.as_str()), ("email", huge.as_str()), ("email", "<script>alert(1)</script>"), ("password", ""), ("password", "wrong guess"), ("password", huge.as_str())].into_iter().enumerate() {
            browser.address.set_ip([198, 51, 100, u8::try_from(nth).unwrap()].into());
            form.refused(&mut browser, (field, value), ("", "do not match")).await;
            assert!(!browser.page.html.contains("<script>alert"));
        }
        // A field that is missing, or comes twice.
        browser.push(&house, SIGN_IN, &[("organisation", "acme")]).await;
        browser.follow().await.warns("could not be read");
        let twice = browser.form_key(&house, SIGN_IN);
        browser.post(SIGN_IN, &format!("csrf={twice}&organisation=acme&email=a&email=b&password=x")).await;
        assert_eq!(browser.page.status, 400);
        // Where there are several, a short name is asked for.
        house.change("INSERT INTO organisations (slug, name, help_line, admin_contact, created_at) VALUES ('other', 'Other', '', '', 1)", args![]).await;
        browser.push(&house, SIGN_IN, &[("organisation", "nowhere"), ("email", "a@b.de"), ("password", "x")]).await;
        browser.follow().await.refuses("slug", "No organisation has this short name");
        browser.open("/sign-in").await;
        browser.push(&house, "/do/choose-organisation", &[("slug", "No Where")]).await;
        browser.follow().await.refuses("slug", "No organisation");
        assert_eq!(browser.page.value("slug"), "No Where");
    }
}

on_both_engines! {
    async fn an_invitation_says_what_is_wrong_where(house: House) {
        let mut admin = people::set_up(&house).await;
        let mut browser = admin.invite_only(&house, "Anna Weber", ANNA).await;
        let link = browser.page.path.clone();
        let good = [("name", "Anna W."), ("password", PASSWORD)];
        let form = Form { page: &link, action: ACCEPT, good: &good };
        let huge = "x".repeat(9000);
        for (field, value, words) in [("name", "", "Enter a name"), ("name", "A\u{202e}", "nobody can see"), ("name", &huge, "too long"), ("password", "", "at least"), ("password", "anna acme bakery", "your name"), ("password", &huge, "at most 256")] {
            form.refused(&mut browser, (field, value), (field, words)).await;
        }
        let mut late = house.browser();
        late.open(&link).await;
        browser.open(&link).await;
        browser.submit(ACCEPT, &good).await;
        assert_eq!(browser.page.path, "/enrol");
        late.submit(ACCEPT, &[("name", "Somebody"), ("password", "another sentence here")]).await.says("no longer works");
        assert!(!late.cookies.contains_key("__Host-pre"));
        late.open(&link).await.says("no longer works");
        let mut ben = admin.invite_only(&house, "Ben Koch", "ben@example.com").await;
        house.wait(Span::days(7));
        ben.submit(ACCEPT, &good).await.says("no longer works");
    }
}

on_both_engines! {
    /// A sign-in that ran out says so, and knows where one was going.
    async fn an_expired_sign_in_starts_again_and_keeps_the_way(house: House) {
        let mut anna = people::set_up(&house).await.invite(&house, "Anna Weber", ANNA).await;
        anna.browser = house.browser();
        anna.browser.open("/account/password").await;
        anna.browser.submit(SIGN_IN, &[("email", ANNA), ("password", PASSWORD)]).await;
        house.wait(Span::minutes(5));
        let code = house.fresh_code(&anna.phone);
        anna.browser.submit("/do/verify-totp", &[("code", &code)]).await.warns("has expired");
        assert_eq!(anna.browser.page.path, "/o/acme/sign-in");
        anna.browser.submit(SIGN_IN, &[("email", ANNA), ("password", PASSWORD)]).await;
        let code = house.fresh_code(&anna.phone);
        anna.browser.submit("/do/verify-totp", &[("code", &code)]).await;
        assert_eq!(anna.browser.page.path, "/account/password");
    }
}

on_both_engines! {
    /// Reload, back, two tabs, too late: enrolment always has a sensible page.
    async fn enrolment_survives_two_tabs_and_old_pages(house: House) {
        let mut browser = people::set_up(&house).await.invite_only(&house, "Anna Weber", ANNA).await;
        browser.submit(ACCEPT, &[("name", "Anna"), ("password", PASSWORD)]).await;
        browser.submit("/do/start-totp", &[]).await;
        let (first, old) = (Phone::scan(&browser.page), browser.clone());
        // A second tab begins anew: the first key is dead, and its page says so.
        browser.open("/enrol").await;
        browser.submit("/do/start-totp", &[]).await;
        let second = Phone::scan(&browser.page);
        let mut tab = old.clone();
        tab.submit("/do/confirm-totp", &[("code", &first.code(house.now())), ("name", "First")]).await.warns("expired");
        assert_eq!(tab.page.path, "/enrol");
        for typed in ["", "12", "abcdef", &"9".repeat(9000)] {
            browser.submit("/do/confirm-totp", &[("code", typed), ("name", "Second")]).await.refuses("code", "does not match yet");
            assert_eq!(browser.page.value("name"), "Second");
        }
        let mut gone = browser.clone();
        browser.submit("/do/confirm-totp", &[("code", &second.code(house.now())), ("name", "Second")]).await;
        assert!(browser.is_signed_in());
        // The old tab has an old cookie: it is led to a sign-in, or in this browser to the account.
        assert!(gone.submit("/do/confirm-totp", &[("code", &second.code(house.now())), ("name", "Second")]).await.status.is_success());
        assert!(!gone.is_signed_in());
        assert_eq!(house.active_factors(ANNA).await, 1);
        let mut late = Person { browser: house.browser(), email: ANNA.into(), password: PASSWORD.into(), phone: second, codes: Vec::new() };
        late.give_password().await;
        late.browser.open("/sign-in/backup-code").await;
        for typed in ["", "x", "KKKKK-KKKKK", &"K".repeat(9000), "UUUUU-UUUUU-UUUUU"] {
            late.give_password().await;
            late.browser.open("/sign-in/backup-code").await;
            late.browser.submit("/do/verify-backup-code", &[("code", typed)]).await.refuses("code", "none of your backup codes");
        }
    }
}

on_both_engines! {
    /// A note to the admins that is too long comes back whole enough to be shortened.
    async fn a_note_that_is_too_long_is_kept(house: House) {
        let mut anna = people::set_up(&house).await.invite(&house, "Anna Weber", ANNA).await;
        anna.browser.open("/account/admins").await;
        let note = "Please call me. ".repeat(40);
        anna.browser.submit("/do/ask-admin", &[("note", &note)]).await.refuses("note", "too long");
        assert!(anna.browser.page.all("#note").join("").starts_with("Please call me."));
        anna.browser.submit("/do/ask-admin", &[("note", "Please call me.")]).await.says("have been asked");
    }
}
