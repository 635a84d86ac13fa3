//! What a script reads that posts a form without a live session: that it is signed out, and not a page that it would take for
//! success. Case C-05.

use identity::time::Span;

use super::{
    engines::on_both_engines,
    house::House,
    people::{self, Person},
};

const ANNA: &str = "anna@example.com";
const RENAME: &str = "/do/rename-factor";

async fn anna(house: &House) -> Person {
    let mut admin = people::set_up(house).await;
    admin.invite(house, "Anna Weber", ANNA).await
}

on_both_engines! {
    /// Never signed in, signed out, run out, or only half signed in: 401, with the way; a browser is led there.
    async fn a_script_is_told_that_it_is_signed_out(house: House) {
        let anna = anna(&house).await;
        let factor = house.factors(ANNA).await[0].0.to_string();
        let fields = [("factor", factor.as_str()), ("name", "Lost")];
        let mut stranger = house.browser();
        stranger.open("/o/acme/sign-in").await;
        let mut half = Person { browser: house.browser(), ..anna.clone() };
        half.give_password().await;
        let mut left = Person { browser: house.browser(), ..anna.clone() };
        left.sign_in(&house).await;
        let old = left.browser.clone();
        left.browser.open("/account").await;
        left.browser.submit("/do/sign-out", &[]).await;
        let late = anna.browser.clone();
        house.wait(Span::hours(1));
        // Whoever had a session reads why it is over; where to go stands in the refusal's place on the page, not beside it.
        for (who, mut browser, why, way) in [
            ("a stranger", stranger, r#""SignedOut""#, "/sign-in"),
            ("half signed in", half.browser, r#""SignedOut""#, "/sign-in/verify"),
            ("signed out", old, r#"{"SessionEnded":"other"}"#, "/sign-in"),
            ("run out", late, r#"{"SessionEnded":"idle"}"#, "/o/acme/sign-in"),
        ] {
            let held = browser.is_signed_in();
            let mut script = browser.clone();
            script.call(&house, RENAME, &fields).await;
            assert_eq!(script.page.status, 401, "{who}");
            assert_eq!(script.page.html, format!(r#"{{"why":{why},"at":null}}"#), "{who}");
            assert_eq!(script.page.leads_to(), if held { "" } else { way }, "{who}");
            assert!(!script.is_signed_in(), "{who} keeps a dead cookie");
            browser.push(&house, RENAME, &fields).await;
            assert_eq!((browser.page.status.as_u16(), browser.page.leads_to()), (303, way), "{who}");
        }
        assert_eq!(house.count("mfa.factor_renamed", ANNA).await, 0);
    }
}
