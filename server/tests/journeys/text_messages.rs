//! Codes by text message: a number is verified, signs in, proves in between, and goes. Cases M-08, M-12 and E-11.

use identity::time::Span;
use server::store::args;

use super::{
    anna,
    at_once::signed_in_at_once,
    engines::on_both_engines,
    handset::{self, Handset, NUMBER, SPELLED, allow_texts, another},
    house::{House, PASSWORD},
    people::Person,
};

const ANNA: &str = "anna@example.com";

/// An admin; and Anna, who has an authenticator app, and a phone that she added a minute ago.
async fn with_phone(house: &House) -> (Person, Person, Handset) {
    let (admin, mut anna) = anna::enrolled(house).await;
    allow_texts(house).await;
    let handset = Handset::new().await;
    handset::set_up(house, &mut anna.browser, &handset).await;
    anna.browser.page.says("Number ending in 12");
    (admin, anna, handset)
}

on_both_engines! {
    /// Number, code, active; and from then on a code for each sign-in, that nothing but a post sends.
    async fn a_phone_is_set_up_and_signs_in(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        let handset = Handset::new().await;
        assert!(!anna.browser.open("/enrol").await.text().contains("Text message"), "off by default");
        anna.browser.open("/enrol/phone").await.warns("does not allow this kind");
        allow_texts(&house).await;
        anna.browser.open("/enrol").await.says("Text message (SMS)").says("Weaker than the other ways");
        anna.browser.open("/enrol/phone").await.says("SIM swap").says("A passkey is stronger").says("An authenticator app is stronger");
        anna.browser.submit("/do/start-phone", &[("number", NUMBER)]).await.says("on its way to the number ending in 12");
        assert_eq!(house.active_factors(ANNA).await, 1, "nothing counts before it is verified");
        let (to, text) = handset.newest(&house).await;
        assert_eq!(to, SPELLED);
        assert!(text.contains("to set up this phone for signing in to Acme Bakery"), "{text}");
        let code = text[..6].to_owned();
        assert!(text.ends_with(&format!("\n\n@localhost #{code}")), "{text}");
        anna.browser.submit("/do/confirm-phone", &[("code", &another(&code))]).await.refuses("code", "not right");
        anna.browser.submit("/do/confirm-phone", &[("code", &code), ("name", "My own")]).await.says("My own");
        anna.browser.open("/account").await.says("My own").says("Text message (SMS), •••• 12");
        assert_eq!((house.count("mfa.factor_enrolled", ANNA).await, house.count("mfa.challenge_sent", ANNA).await), (2, 1));
        assert!(house.newest_letter_to(ANNA).await.contains("My own"));

        anna.come_to_phone(&house).await;
        assert_eq!(house.kept_of_phones().await[2], 0, "a visit sends nothing");
        assert!(!anna.browser.page.html.contains("name=\"code\""), "{}", anna.browser.page.text());
        anna.browser.submit("/do/text-code", &[]).await.says("on its way");
        assert_eq!(anna.browser.page.attribute("#code", "autocomplete").as_deref(), Some("one-time-code"));
        assert_eq!(anna.browser.page.attribute("#code", "inputmode").as_deref(), Some("numeric"));
        let (_, text) = handset.newest(&house).await;
        assert!(text.contains("is your code to sign in to Acme Bakery"), "{text}");
        anna.enter_text(&text[..6]).await;
        assert!(anna.browser.is_signed_in(), "{}", anna.browser.page.text());

        // Its number is nowhere whole.
        let user = house.user(ANNA).await;
        for page in [format!("/admin/users/{user}"), format!("/admin/users/{user}/reset"), "/admin/authentication-methods".to_owned(), "/admin/audit".to_owned()] {
            admin.browser.open(&page).await;
            assert!(!admin.browser.page.html.contains("1234512") && !admin.browser.page.html.contains("123 4512"), "{page}");
        }
        admin.browser.open(&format!("/admin/users/{user}")).await.says("•••• 12");
        let number: String = house.one("SELECT number FROM phones", args![]).await;
        assert!(!number.contains("1234512"));
        for detail in house.all::<String>("SELECT detail FROM audit_events", args![]).await {
            assert!(!detail.contains("1234512") && !detail.contains(&code), "{detail}");
        }
        anna.browser.open("/account/activity").await.says("A code was sent to your phone.");
    }
}

on_both_engines! {
    /// Whoever owes a factor may set up a phone, and is signed in by it with backup codes.
    async fn a_phone_pays_what_is_owed(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        allow_texts(&house).await;
        let handset = Handset::new().await;
        let mut emil = admin.invite_only(&house, "Emil", "emil@example.com").await;
        emil.submit("/do/accept-invitation", &[("password", PASSWORD)]).await.says("Text message (SMS)");
        for (typed, why) in [("0170 1234512", "country code is missing"), ("anna", "not a telephone number"), ("", "not a telephone number")] {
            emil.open("/enrol/phone").await;
            emil.submit("/do/start-phone", &[("number", typed)]).await.refuses("number", why);
            assert_eq!(emil.page.value("number"), typed);
        }
        emil.submit("/do/start-phone", &[("number", NUMBER)]).await;
        let first = handset.code(&house).await;
        emil.submit("/do/resend-phone-code", &[]).await.warns("Wait 60 seconds");
        house.wait(Span::minutes(1));
        let page = emil.page.path.clone();
        emil.open(&page).await;
        emil.submit("/do/resend-phone-code", &[]).await.says("on its way");
        let second = handset.code(&house).await;
        if first != second {
            emil.submit("/do/confirm-phone", &[("code", &first)]).await.refuses("code", "not right");
        }
        emil.submit("/do/confirm-phone", &[("code", &second)]).await.says("Save your backup codes");
        assert!(emil.is_signed_in());
        assert_eq!(house.active_factors("emil@example.com").await, 1);
    }
}

on_both_engines! {
    /// Six digits that nobody sent to the number do not make it theirs: after five the number is forgotten.
    async fn a_number_is_not_guessed_into_an_account(house: House) {
        let (_, mut anna) = anna::enrolled(&house).await;
        allow_texts(&house).await;
        let handset = Handset::new().await;
        anna.browser.open("/enrol/phone").await;
        anna.browser.submit("/do/start-phone", &[("number", NUMBER)]).await;
        let code = handset.code(&house).await;
        for _ in 0..4 {
            anna.browser.submit("/do/confirm-phone", &[("code", &another(&code))]).await.refuses("code", "not right");
        }
        anna.browser.submit("/do/confirm-phone", &[("code", &another(&code))]).await.warns("Too many wrong codes");
        assert_eq!(house.kept_of_phones().await, [0, 0, 0]);
        assert_eq!(house.active_factors(ANNA).await, 1);
        // Nor is one left behind by the next number.
        house.wait(Span::minutes(1));
        for number in [NUMBER, "+49 170 7654399"] {
            anna.browser.open("/enrol/phone").await;
            anna.browser.submit("/do/start-phone", &[("number", number)]).await.says("on its way");
        }
        assert_eq!(house.kept_of_phones().await[0], 1);
    }
}

on_both_engines! {
    /// M-08: a new code takes no failure back, and five end the sign-in as with any code.
    async fn a_new_code_forgives_nothing(house: House) {
        let (_, mut anna, handset) = with_phone(&house).await;
        anna.ask_for_code(&house).await;
        let code = handset.code(&house).await;
        for _ in 0..3 {
            anna.enter_text(&another(&code)).await;
            anna.browser.page.refuses("code", "not right");
        }
        anna.browser.submit("/do/text-code", &[]).await.warns("Wait 60 seconds");
        house.wait(Span::minutes(1));
        anna.browser.submit("/do/text-code", &[]).await.says("on its way");
        let code = handset.code(&house).await;
        anna.enter_text(&another(&code)).await;
        anna.browser.page.refuses("code", "not right");
        assert_eq!(house.factor_failures(ANNA).await, 4);
        anna.enter_text(&another(&code)).await;
        anna.browser.page.warns("start again with your password");
        assert_eq!((house.factor_failures(ANNA).await, house.kept_of_phones().await), (5, [1, 1, 0]), "the code went with the sign-in");
        // The factor waits, and nothing is sent meanwhile.
        anna.browser = house.browser();
        anna.give_password().await;
        anna.browser.submit("/do/text-code", &[]).await.warns("Too many tries");
        assert_eq!(house.count("mfa.challenge_sent", ANNA).await, 3);
        anna.ask_for_code(&house).await;
        let code = handset.code(&house).await;
        anna.enter_text(&code).await;
        assert!(anna.browser.is_signed_in(), "{}", anna.browser.page.text());
        assert_eq!(house.factor_failures(ANNA).await, 0);
    }
}

on_both_engines! {
    /// M-12: a code counts in the sign-in or for the action that asked for it, and nowhere else; once, and for five minutes.
    async fn a_code_counts_where_it_was_asked_for(house: House) {
        let (_, mut anna, handset) = with_phone(&house).await;
        anna.ask_for_code(&house).await;
        let code = handset.code(&house).await;
        let mut other = Person { browser: house.browser(), ..anna.clone() };
        other.give_password().await;
        let phone = house.phone_of(ANNA).await;
        other.browser.push(&house, "/do/verify-totp", &[("factor", &phone), ("code", &code)]).await;
        other.browser.follow().await.refuses("code", "no code that counts");
        assert!(!other.browser.is_signed_in());
        house.wait(Span::minutes(5));
        anna.enter_text(&code).await;
        assert!(!anna.browser.is_signed_in(), "too old, as the sign-in is");

        anna.ask_for_code(&house).await;
        let code = handset.code(&house).await;
        anna.enter_text(&code).await;
        assert!(anna.browser.is_signed_in(), "{}", anna.browser.page.text());
        // What signed in proves nothing later.
        house.wait(Span::minutes(6));
        anna.browser.open(&format!("/account/password?by={phone}")).await.says("Send a code to the number ending in 12");
        let fields = [("action", "change-password"), ("factor", phone.as_str()), ("code", code.as_str())];
        anna.browser.push(&house, "/do/prove", &fields).await;
        anna.browser.follow().await.refuses("code", "no code that counts");
    }
}

on_both_engines! {
    /// Within a session: asked for, sent, entered; a code for one action opens no other, and counts once.
    async fn it_proves_in_between(house: House) {
        let (_, mut anna, handset) = with_phone(&house).await;
        let phone = house.phone_of(ANNA).await;
        house.wait(Span::minutes(6));
        anna.browser.open(&format!("/account/password?by={phone}")).await.says("•••• 12");
        anna.browser.submit("/do/text-proof", &[]).await.says("on its way");
        let code = handset.code(&house).await;
        let fields = [("action", "rename-factor:1"), ("factor", phone.as_str()), ("code", code.as_str())];
        let mut elsewhere = anna.browser.clone();
        elsewhere.push(&house, "/do/prove", &fields).await;
        elsewhere.open("/account/password").await;
        assert!(!elsewhere.page.html.contains("/do/change-password"));
        anna.browser.submit("/do/prove", &[("code", &another(&code))]).await.refuses("code", "not right");
        let mut again = anna.browser.clone();
        anna.browser.submit("/do/prove", &[("code", &code)]).await;
        anna.browser.open("/account/password").await;
        assert!(anna.browser.page.html.contains("/do/change-password"), "{}", anna.browser.page.text());
        again.cookies.clone_from(&anna.browser.cookies);
        let fields = [("action", "change-password"), ("factor", phone.as_str()), ("code", code.as_str())];
        again.push(&house, "/do/prove", &fields).await;
        assert_eq!(house.count("mfa.code_replayed", ANNA).await, 1);

        // Guessed at five times, a code is dead; the factor waits as with any other.
        house.wait(Span::minutes(6));
        anna.browser.open(&format!("/account/password?by={phone}")).await;
        anna.browser.submit("/do/text-proof", &[]).await;
        let code = handset.code(&house).await;
        for _ in 0..5 {
            anna.browser.submit("/do/prove", &[("code", &another(&code))]).await.refuses("code", "not right");
        }
        anna.browser.submit("/do/prove", &[("code", &code)]).await.refuses("code", "Too many tries");
        house.wait(Span::seconds(30));
        anna.browser.submit("/do/prove", &[("code", &code)]).await.refuses("code", "no code that counts");
    }
}

on_both_engines! {
    /// In several browsers at once it signs one in.
    async fn a_code_is_spent_once(house: House) {
        let (_, mut anna, handset) = with_phone(&house).await;
        let before = house.sessions_of(ANNA).await;
        anna.ask_for_code(&house).await;
        let code = handset.code(&house).await;
        let body = anna.browser.form("/do/verify-totp", &[("code", &code)]);
        let ready = vec![(body, anna.browser.clone()); 4];
        assert_eq!(signed_in_at_once("/do/verify-totp", ready).await, 1);
        assert_eq!(house.sessions_of(ANNA).await, before + 1);
    }
}

on_both_engines! {
    /// Fifty wrong codes in a row, whatever is sent between them, and it is dead.
    async fn a_phone_that_is_guessed_at_is_disabled(house: House) {
        let (_, mut anna, handset) = with_phone(&house).await;
        house.change("UPDATE factors SET failures = 49 WHERE kind = 'phone'", args![]).await;
        anna.ask_for_code(&house).await;
        let code = handset.code(&house).await;
        anna.enter_text(&another(&code)).await;
        assert_eq!(house.count("mfa.factor_disabled", ANNA).await, 1);
        anna.browser = house.browser();
        anna.give_password().await;
        assert!(!anna.browser.page.text().contains("•••• 12"), "{}", anna.browser.page.text());
    }
}
