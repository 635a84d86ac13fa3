//! Forms that are posted after the session has ended: back to their page after the next sign-in, with what was typed.

use identity::time::Span;

use super::{
    anna,
    engines::on_both_engines,
    house::{House, PASSWORD},
    people::Person,
};

const ANNA: &str = "anna@example.com";

on_both_engines! {
    /// A form that is posted after the end leads back to the page that it stood on; whoever signs out is led nowhere.
    async fn a_form_that_comes_too_late_leads_back(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        anna.browser.open("/account/password").await;
        house.wait(Span::minutes(31));
        anna.browser.submit("/do/change-password", &[("current_password", PASSWORD), ("new_password", "a new one for the bakery")]).await;
        anna.browser.page.warns("nothing had happened here for a while");
        assert_eq!(anna.browser.page.attribute("input[name=then]", "value").as_deref(), Some("/account/password"));
        anna.browser.submit("/do/sign-in", &[("email", ANNA), ("password", PASSWORD)]).await;
        let code = house.fresh_code(&anna.phone);
        assert_eq!(anna.browser.submit("/do/verify-totp", &[("code", &code)]).await.path, "/account/password");
        anna.browser.submit("/do/sign-out", &[]).await;
        assert_eq!(anna.browser.page.attribute("input[name=then]", "value").as_deref().unwrap_or_default(), "");
    }
}

on_both_engines! {
    /// What was typed into it stands there again, for whoever typed it: not sent, and said so.
    async fn what_was_typed_too_late_is_given_back(house: House) {
        let (mut admin, anna) = anna::enrolled(&house).await;
        for jobs_ran in [false, true] {
            admin.browser.open("/admin/users/invite").await;
            house.wait(Span::hours(13));
            if jobs_ran {
                server::jobs::purge_expired(&house.desk).await.unwrap();
            }
            admin.browser.submit("/do/invite", &[("name", "Otto Late"), ("email", "otto@example.com")]).await;
            assert_eq!(admin.browser.page.path, "/o/acme/sign-in");
            assert_eq!(admin.browser.page.attribute("input[name=then]", "value").as_deref(), Some("/admin/users/invite"), "{}", admin.browser.page.text());
            assert!(!admin.browser.page.html.contains("Otto"), "{}", admin.browser.page.html);

            // Somebody else, at the same browser.
            let mut other = Person { browser: admin.browser.clone(), ..anna.clone() };
            other.sign_in_here(&house).await;
            assert!(!other.browser.page.html.contains("Otto"));
            other.browser.open("/admin/users/invite").await;
            assert!(!other.browser.page.html.contains("Otto"));

            let mut again = admin.clone();
            again.sign_in_here(&house).await;
            assert_eq!(again.browser.page.path, "/admin/users/invite", "{jobs_ran} {}", again.browser.page.text());
            again.browser.page.says("What you typed is here, not sent yet");
            assert_eq!((again.browser.page.value("name"), again.browser.page.value("email")), ("Otto Late".to_owned(), "otto@example.com".to_owned()));
            assert!(house.letters_to("otto@example.com").await.is_empty());
            admin.browser = again.browser;
            admin.browser.open("/admin/users/invite").await;
            assert_eq!(admin.browser.page.value("name"), "", "seen once");
        }
    }
}

impl Person {
    /// Password and code on the page at hand.
    async fn sign_in_here(&mut self, house: &House) {
        let (email, password) = (self.email.clone(), self.password.clone());
        self.browser
            .submit("/do/sign-in", &[("email", &email), ("password", &password)])
            .await;
        let code = house.fresh_code(&self.phone);
        self.browser
            .submit("/do/verify-totp", &[("code", &code)])
            .await;
    }
}
