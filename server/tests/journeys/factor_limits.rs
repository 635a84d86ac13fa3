//! How many factors somebody may have, and what they may be called. Cases E-13 and E-14.

use futures::future::join_all;
use server::store::args;

use super::{
    engines::on_both_engines,
    house::House,
    people::{self, Person},
    phone::Phone,
};

const ANNA: &str = "anna@example.com";
const CONFIRM: &str = "/do/confirm-totp";

impl Person {
    /// Adds an authenticator app of this name, as far as it goes.
    async fn add(&mut self, house: &House, name: &str) {
        self.browser.open("/enrol").await;
        self.prove(house).await;
        self.browser.submit("/do/start-totp", &[]).await;
        self.phone = Phone::scan(&self.browser.page);
        self.browser
            .submit(
                CONFIRM,
                &[("code", &self.phone.code(house.now())), ("name", name)],
            )
            .await;
    }
}

on_both_engines! {
    /// E-13: ten is the most, also for five tabs at once when there are nine.
    async fn nobody_has_eleven_factors(house: House) {
        let mut anna = people::set_up(&house).await.invite(&house, "Anna Weber", ANNA).await;
        for nth in 2..=9 {
            anna.add(&house, &format!("Phone {nth}")).await;
        }
        let mut ready = Vec::new();
        for nth in 0..5_u8 {
            let mut tab = Person { browser: house.browser(), ..anna.clone() };
            tab.sign_in(&house).await;
            tab.browser.open("/enrol").await;
            tab.browser.submit("/do/start-totp", &[]).await;
            ready.push((tab.browser, nth));
        }
        let now = house.now();
        let answers = join_all(ready.into_iter().map(|(mut browser, nth)| async move {
            let phone = Phone::scan(&browser.page);
            browser.submit(CONFIRM, &[("code", &phone.code(now)), ("name", &format!("Tab {nth}"))]).await;
            browser.page.status
        }));
        assert!(answers.await.iter().all(|status| status.as_u16() < 500));
        assert_eq!(house.active_factors(ANNA).await, 10);
        // A new factor ends the other sessions; Phone 9 is not the one that was used last.
        anna.browser = house.browser();
        anna.give_password().await;
        let phone = house.factors(ANNA).await.into_iter().find(|(.., name)| name == "Phone 9").unwrap().0;
        anna.browser.open(&format!("/sign-in/verify?by={phone}")).await;
        let code = house.fresh_code(&anna.phone);
        anna.browser.submit("/do/verify-totp", &[("code", &code)]).await;
        anna.browser.open("/enrol").await.says("ten ways to sign in");
        anna.browser.call(&house, "/do/start-totp", &[]).await;
        assert_eq!(anna.browser.page.status, 409);
        assert_eq!(house.active_factors(ANNA).await, 10);
    }
}

on_both_engines! {
    /// E-14: markup is text; what nobody can see, or is far too long, is refused with what was typed kept.
    async fn a_name_is_text_and_fits_on_a_line(house: House) {
        let mut anna = people::set_up(&house).await.invite(&house, "Anna Weber", ANNA).await;
        anna.browser.open("/enrol").await;
        anna.browser.submit("/do/start-totp", &[]).await;
        let phone = Phone::scan(&anna.browser.page);
        let code = phone.code(house.now());
        for (name, why) in [("", "Enter a name"), ("  ", "Enter a name"), (&"a".repeat(65), "too long"), (&"a".repeat(10_000), "too long"), ("Pix\u{202e}el", "nobody can see"), ("Pix\nel", "nobody can see")] {
            anna.browser.submit(CONFIRM, &[("code", &code), ("name", name)]).await.refuses("name", why);
            assert_eq!(anna.browser.page.value("code"), "");
            if name == "  " || name.len() == 65 {
                assert_eq!(anna.browser.page.value("name"), name);
            }
        }
        let markup = "<img src=x onerror=alert(1)> & \"'&secret=A";
        anna.browser.submit(CONFIRM, &[("code", &code), ("name", markup)]).await;
        anna.browser.open("/account").await.says(markup);
        assert!(!anna.browser.page.html.contains("<img src=x"));
        anna.browser = house.browser();
        anna.give_password().await;
        assert!(!anna.browser.page.html.contains("<img src=x"));
    }
}

on_both_engines! {
    /// E-14: whatever an organisation is called, its name stays a name in the picture and in the link.
    async fn an_organisation_adds_nothing_to_the_key(house: House) {
        let mut anna = people::set_up(&house).await.invite(&house, "Anna Weber", ANNA).await;
        house.change("UPDATE organisations SET name = 'A&secret=AAAA#<b>: ?/%'", args![]).await;
        anna.browser.open("/enrol").await;
        anna.browser.submit("/do/start-totp", &[]).await;
        let uri = anna.browser.page.attribute("a[href^='otpauth:']", "href").unwrap();
        assert_eq!(uri.matches("secret=").count(), 1, "{uri}");
        assert_eq!((uri.matches('#').count(), uri.matches('?').count()), (0, 1), "{uri}");
        assert!(!anna.browser.page.html.contains("<b>: ?"));
        let phone = Phone::scan(&anna.browser.page);
        anna.browser.submit(CONFIRM, &[("code", &phone.code(house.now())), ("name", "Second")]).await;
        assert_eq!(house.active_factors(ANNA).await, 2);
    }
}
