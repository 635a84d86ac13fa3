//! What is never logged: everything that somebody could sign in with, at whatever level the log is. Case I-08, ASVS 16.2.5.

use server::store::args;

use super::{
    browser::Browser,
    captured_log::Log,
    engines::on_both_engines,
    house::{ADMIN, House, PASSWORD},
    people,
};

const ANNA: &str = "anna@example.com";
const FORGOT: &str = "/o/acme/forgot-password";
const MISTYPED: &str = "violet teapod under the stairs";
const NEXT: &str = "a wholly other sentence 42";

on_both_engines! {
    /// From the first run to a forgotten password: passwords, codes, seeds, cookies, form tokens and mailed links.
    async fn no_secret_is_logged(house: House) {
        let (log, _listening) = Log::listen();
        let mut admin = people::set_up(&house).await;
        let mut anna = admin.invite(&house, "Anna Weber", ANNA).await;
        let mut secrets = vec![("an admin's password", ADMIN.1.to_owned()), ("a password", PASSWORD.to_owned())];
        let invited = house.link_to("/welcome", ANNA).await;
        secrets.push(("an invitation", invited));
        secrets.extend(anna.codes.iter().chain(&admin.codes).map(|code| ("a backup code", code.clone())));
        let session = |browser: &Browser| browser.cookies["__Host-sid"].clone();
        secrets.push(("the cookie of a session", session(&anna.browser)));
        secrets.push(("the cookie of an admin", session(&admin.browser)));

        anna.browser = house.browser();
        anna.browser.open("/o/acme/sign-in").await;
        anna.browser.submit("/do/sign-in", &[("email", ANNA), ("password", MISTYPED)]).await;
        secrets.push(("what was mistyped", MISTYPED.to_owned()));
        anna.give_password().await;
        secrets.push(("the cookie of a sign-in", anna.browser.cookies["__Host-pre"].clone()));
        let code = house.fresh_code(&anna.phone);
        anna.browser.submit("/do/verify-totp", &[("code", &code)]).await;
        assert!(anna.browser.is_signed_in());
        secrets.push(("a session after a code", session(&anna.browser)));
        secrets.push(("a form token", anna.browser.form_key(&house, "/do/sign-out")));

        let mut lost = house.browser();
        lost.open(FORGOT).await;
        lost.submit("/do/forgot-password", &[("email", ANNA)]).await;
        let link = house.link_to("/reset-password", ANNA).await;
        lost.open(&link).await;
        lost.submit("/do/reset-password", &[("new_password", NEXT)]).await;
        secrets.push(("the next password", NEXT.to_owned()));
        secrets.push(("a link for a forgotten password", link));
        let stored: Vec<String> = house.all("SELECT password FROM users WHERE password IS NOT NULL", args![]).await;
        secrets.extend(stored.into_iter().map(|sealed| ("a sealed password", sealed)));

        let said = log.text();
        assert!(said.contains("answered") && said.contains("/do/verify-totp"), "the log listens: {said}");
        for (what, secret) in secrets {
            // A link is secret from its token on.
            let secret = secret.rsplit('=').next().unwrap_or_default();
            assert!(secret.len() >= 16, "{what}: {secret}");
            assert!(!said.contains(secret), "{what} was logged: {secret}");
        }
        assert!(!said.contains(&format!("={code}")) && !said.contains(&format!("\"{code}\"")), "a code was logged");
    }
}
