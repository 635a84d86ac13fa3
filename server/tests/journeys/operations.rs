//! Sessions revoked, a password reset sent, a new password required, enrolment opened again: each alone, with its own reason.

use futures::join;
use identity::time::Span;
use server::store::args;

use super::{
    anna,
    browser::Page,
    engines::on_both_engines,
    house::House,
    people::{self, Person},
    removal::add,
};

const ANNA: &str = "anna@example.com";
const OPERATE: &str = "/do/operate";
const WHY: [(&str, &str); 2] = [
    ("reason_kind", "stolen_device"),
    ("reason", "Bag stolen, ticket 7"),
];
const NEW: &str = "orange lamp beside the window";

/// Opens the page of an operation, proves it, says why, and confirms.
async fn operate(house: &House, admin: &mut Person, what: &str) {
    let path = format!("/admin/users/{}/{what}", house.user(ANNA).await);
    admin.browser.open(&path).await;
    admin.prove(house).await;
    let asked = admin
        .browser
        .page
        .html
        .contains("name=\"verification\"")
        .then_some(("verification", "call_back"));
    let fields: Vec<_> = WHY.into_iter().chain(asked).collect();
    admin.browser.submit(OPERATE, &fields).await;
}

/// The newest event about Anna: what, why, and the detail.
async fn newest(house: &House) -> (String, String, String) {
    const SQL: &str = "SELECT event, reason, detail FROM audit_events WHERE subject_name = 'Anna Weber' ORDER BY sequence DESC LIMIT 1";
    house.one(SQL, args![]).await
}

on_both_engines! {
    /// Signed out everywhere at once, and nothing else: same password, same second step.
    async fn sessions_are_revoked_and_nothing_else(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        operate(&house, &mut admin, "revoke-sessions").await;
        admin.browser.page.says("The sessions of Anna Weber have ended").says("Anna Weber is signed in nowhere");
        assert!(admin.browser.page.path.ends_with("/sessions"), "{}", admin.browser.page.path);
        let (event, why, detail) = newest(&house).await;
        assert_eq!((event.as_str(), why.as_str()), ("session.revoked", "Bag stolen, ticket 7"));
        assert!(detail.contains("stolen_device") && detail.contains("revoked"), "{detail}");
        anna.browser.open("/account").await.says("an admin ended your sessions");
        assert_eq!((house.active_factors(ANNA).await, house.sessions_of(ANNA).await), (1, 0));
        anna.browser = house.browser();
        anna.sign_in(&house).await;
        anna.browser.open("/account/activity").await.says("Berta Admin");
        // With nothing open it is still written down that it was asked for, and why.
        house.change("DELETE FROM sessions WHERE user_id = (SELECT id FROM users WHERE email = $1)", args![ANNA]).await;
        let written = house.events_about(ANNA).await.len();
        operate(&house, &mut admin, "revoke-sessions").await;
        assert_eq!(house.events_about(ANNA).await.len(), written + 1);
        let (event, why, detail) = newest(&house).await;
        assert_eq!((event.as_str(), why.as_str()), ("session.revoked", "Bag stolen, ticket 7"));
        assert!(detail.contains("\"sessions\":0"), "{detail}");
    }
}

on_both_engines! {
    /// The link goes to the user, never to the admin; who asks for it says how the person was verified.
    async fn a_password_reset_goes_to_its_user(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        let path = format!("/admin/users/{}/send-password-reset", house.user(ANNA).await);
        admin.browser.open(&path).await;
        admin.prove(&house).await;
        admin.browser.submit(OPERATE, &WHY).await.says("Choose how you made sure who the person is");
        operate(&house, &mut admin, "send-password-reset").await;
        assert!(!admin.browser.page.html.contains("reset-password?link="));
        let (event, ..) = newest(&house).await;
        assert_eq!(event, "user.password_reset_requested");
        let letter = house.newest_letter_to(ANNA).await;
        let link = letter.split_whitespace().find(|word| word.contains("/reset-password?link=")).expect("a link");
        // Nothing has changed until it is used.
        anna.browser.open("/account").await.says("Pixel 9");
        let mut elsewhere = house.browser();
        elsewhere.open(link.trim_start_matches("http://localhost:3000")).await;
        elsewhere.submit("/do/reset-password", &[("new_password", NEW)]).await;
        anna.browser = house.browser();
        anna.password = NEW.to_owned();
        anna.sign_in(&house).await;
    }
}

on_both_engines! {
    /// The old password signs in once more, with the second step, and must then be changed.
    async fn a_new_password_is_required_at_the_next_sign_in(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        operate(&house, &mut admin, "require-new-password").await;
        admin.browser.page.says("must choose a new password");
        // It is required already: there is nothing to do twice.
        let again = format!("/admin/users/{}/require-new-password", house.user(ANNA).await);
        admin.browser.open(&again).await;
        assert_ne!(admin.browser.page.path, again);
        anna.browser.open("/account").await.says("Pixel 9");
        anna.browser = house.browser();
        anna.give_password().await;
        let code = house.fresh_code(&anna.phone);
        anna.browser.submit("/do/verify-totp", &[("code", &code)]).await;
        assert_eq!(anna.browser.page.path, "/sign-in/new-password");
        anna.browser.submit("/do/new-password", &[("new_password", NEW)]).await;
        assert!(anna.browser.is_signed_in(), "{}", anna.browser.page.text());
    }
}

on_both_engines! {
    /// Once the window has passed, an admin opens it again, always with a proof; before that there is nothing to open.
    async fn enrolment_is_opened_again(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        let path = format!("/admin/users/{}/reopen-enrolment", house.user(ANNA).await);
        admin.browser.open(&path).await;
        assert_ne!(admin.browser.page.path, path, "nothing to open");
        house.change("UPDATE organisations SET step_up = 'off'", args![]).await;
        admin.browser.open(&format!("/admin/users/{}/reset", house.user(ANNA).await)).await;
        admin.browser.submit("/do/reset-user", &[WHY[0], WHY[1], ("verification", "call_back")]).await.says("were reset");
        house.wait(Span::hours(73));
        anna.browser = house.browser();
        anna.give_password().await;
        assert_ne!(anna.browser.page.path, "/enrol");
        admin.browser = house.browser();
        admin.sign_in(&house).await;
        admin.browser.open(&path).await;
        assert!(admin.browser.page.html.contains("action=\"/do/prove\""), "whatever the setting says");
        operate(&house, &mut admin, "reopen-enrolment").await;
        admin.browser.page.says("has new time");
        assert_eq!(newest(&house).await.0, "mfa.enrolment_reopened");
        anna.browser = house.browser();
        anna.give_password().await;
        assert_eq!(anna.browser.page.path, "/enrol");
    }
}

on_both_engines! {
    /// A help-desk person does none of it to an admin, nobody to themselves, and no proof counts for another operation.
    async fn ranks_hold_and_a_proof_is_for_one_operation(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        let berta = house.user(&admin.email).await;
        let path = format!("/admin/users/{berta}/revoke-sessions");
        admin.browser.open(&path).await;
        assert_ne!(admin.browser.page.path, path, "not to oneself");
        house.change("UPDATE users SET role = 'help_desk' WHERE email = $1", args![ANNA]).await;
        anna.browser = house.browser();
        anna.sign_in(&house).await;
        assert_eq!(anna.browser.open(&path).await.status, 403);
        anna.browser.call(&house, OPERATE, &[("operation", "revoke-sessions"), ("user", &berta.to_string()), WHY[0], WHY[1]]).await;
        assert_eq!(anna.browser.page.status, 403);

        let user = house.user(ANNA).await;
        admin.browser.open(&format!("/admin/users/{user}/revoke-sessions")).await;
        admin.prove(&house).await;
        let fields = [("operation", "send-password-reset"), ("user", &*user.to_string()), WHY[0], WHY[1], ("verification", "call_back")];
        admin.browser.call(&house, OPERATE, &fields).await;
        assert!(admin.browser.page.html.contains("ProveFirst"), "{}", admin.browser.page.html);
        assert_eq!(house.sessions_of(ANNA).await, 2);
    }
}

on_both_engines! {
    /// One factor goes, the other stays and signs in; the mail and the log name it. The last one leads to enrolment at once.
    async fn one_factor_is_removed_and_then_the_last(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        let first = house.factors(ANNA).await[0].0;
        anna.phone = add(&house, &mut anna.browser).await;
        let second = house.factors(ANNA).await[1].0;
        let user = house.user(ANNA).await;
        let path = format!("/admin/factors/{first}/remove");
        let methods = format!("/admin/users/{user}/methods");
        let page = admin.browser.open(&methods).await;
        assert!(page.html.contains(&path) && !page.html.contains("do not count on them"));
        house.change("UPDATE backup_code_sets SET saved_at = NULL WHERE user_id = $1", args![user]).await;
        admin.browser.open(&methods).await.says("Anna Weber has not said yet that they are saved: do not count on them.");
        take(&house, &mut admin, &path).await.says("Pixel 9 of Anna Weber was removed");
        assert_eq!((house.active_factors(ANNA).await, house.sessions_of(ANNA).await), (1, 0));
        assert_eq!(newest(&house).await.0, "session.revoked");
        assert_eq!(house.count("mfa.factor_admin_removed", ANNA).await, 1);
        let letter = house.newest_letter_to(ANNA).await;
        assert!(letter.contains("Pixel 9 was removed") && letter.contains("by Berta Admin") && !letter.contains("last"), "{letter}");
        // It is gone: there is nothing to do twice.
        assert_eq!(admin.browser.open(&path).await.path, format!("/admin/users/{user}/methods"));
        anna.browser = house.browser();
        anna.sign_in(&house).await;

        let path = format!("/admin/factors/{second}/remove");
        admin.browser.open(&path).await.says("It is the last second step: the backup codes (10 left) stop working as well");
        take(&house, &mut admin, &path).await.says("was removed");
        let letter = house.newest_letter_to(ANNA).await;
        assert!(letter.contains("last second step") && letter.contains("72 hours"), "{letter}");
        anna.browser = house.browser();
        anna.give_password().await;
        assert_eq!(anna.browser.page.path, "/enrol");
        anna.browser.page.says("reset");
        people::enrol(&house, &mut anna.browser).await;
        assert!(anna.browser.is_signed_in());
    }
}

on_both_engines! {
    /// The device was found: after a proof of its own it signs in again, once; nothing else of hers is touched.
    async fn the_report_of_a_loss_is_lifted(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        let (user, factor) = (house.user(ANNA).await, house.factors(ANNA).await[0].0);
        let path = format!("/admin/factors/{factor}/lift");
        // Nothing is reported: there is nothing to lift.
        let methods = format!("/admin/users/{user}/methods");
        assert!(!admin.browser.open(&methods).await.html.contains(&path));
        assert_eq!(admin.browser.open(&path).await.path, methods);
        house.change("UPDATE factors SET state = 'suspended' WHERE user_id = $1", args![user]).await;
        assert!(admin.browser.open(&methods).await.html.contains(&path));
        admin.browser.open(&path).await.says("Pixel 9 was reported lost");
        let fields = [("factor", factor.to_string()), ("reason_kind", "other".to_owned()), ("reason", "Found".to_owned()), ("verification", "video".to_owned())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        admin.browser.call(&house, "/do/lift-report", &fields).await;
        assert!(admin.browser.page.html.contains("ProveFirst"), "{}", admin.browser.page.html);
        // The proof for its removal is none for this.
        admin.browser.open(&format!("/admin/factors/{factor}/remove")).await;
        admin.prove(&house).await;
        admin.browser.call(&house, "/do/lift-report", &fields).await;
        assert!(admin.browser.page.html.contains("ProveFirst"), "{}", admin.browser.page.html);
        assert_eq!(house.active_factors(ANNA).await, 0);
        admin.browser.open(&path).await;
        admin.prove(&house).await;
        admin.browser.submit("/do/lift-report", &fields[1..3]).await.says("Choose how you made sure who the person is");
        // Twice at once: it is lifted once.
        let (form, mut tab) = (admin.browser.form("/do/lift-report", &fields[1..]), admin.browser.clone());
        join!(admin.browser.post("/do/lift-report", &form), tab.post("/do/lift-report", &form));
        assert_eq!((admin.browser.page.status.as_u16(), tab.page.status.as_u16()), (303, 303));
        admin.browser.follow().await;
        tab.follow().await;
        assert!(format!("{}{}", admin.browser.page.text(), tab.page.text()).contains("Pixel 9 of Anna Weber signs in again."));
        assert_eq!(house.count("mfa.factor_restored", ANNA).await, 1);
        assert_eq!((house.active_factors(ANNA).await, house.sessions_of(ANNA).await), (1, 0));
        let event: (String, String) = house.one("SELECT actor_name, reason FROM audit_events WHERE event = 'mfa.factor_restored'", args![]).await;
        assert_eq!(event, ("Berta Admin".to_owned(), "Found".to_owned()));
        assert!(house.newest_letter_to(ANNA).await.contains("had been reported lost"));
        assert_eq!(admin.browser.open(&path).await.path, methods);
        anna.browser = house.browser();
        anna.sign_in(&house).await;
        anna.browser.open("/account/activity").await.says("made “Pixel 9” usable again");
    }
}

/// Opens the removal of a factor, proves it, says why, and confirms.
async fn take<'a>(house: &House, admin: &'a mut Person, path: &str) -> &'a Page {
    admin.browser.open(path).await;
    admin.prove(house).await;
    admin
        .browser
        .submit("/do/take-factor", &WHY)
        .await
        .says("Choose how you made sure who the person is");
    let fields = [WHY[0], WHY[1], ("verification", "call_back")];
    admin.browser.submit("/do/take-factor", &fields).await
}

on_both_engines! {
    /// Nobody takes their own away here, a help-desk person no admin's, and no proof counts for another factor.
    async fn ranks_hold_for_one_factor_too(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        let (own, hers) = (house.factors(&admin.email).await[0].0.to_string(), house.factors(ANNA).await[0].0.to_string());
        admin.browser.open(&format!("/admin/factors/{own}/remove")).await;
        assert_ne!(admin.browser.page.path, format!("/admin/factors/{own}/remove"), "not one's own");
        house.change("UPDATE users SET role = 'help_desk' WHERE email = $1", args![ANNA]).await;
        anna.browser = house.browser();
        anna.sign_in(&house).await;
        assert_eq!(anna.browser.open(&format!("/admin/factors/{own}/remove")).await.status, 403);
        let fields = [("factor", own.as_str()), WHY[0], WHY[1], ("verification", "call_back")];
        anna.browser.call(&house, "/do/take-factor", &fields).await;
        assert_eq!(anna.browser.page.status, 403);
        anna.phone = add(&house, &mut anna.browser).await;
        let other = house.factors(ANNA).await[1].0.to_string();
        admin.browser.open(&format!("/admin/factors/{hers}/remove")).await;
        admin.prove(&house).await;
        let fields = [("factor", other.as_str()), WHY[0], WHY[1], ("verification", "call_back")];
        admin.browser.call(&house, "/do/take-factor", &fields).await;
        assert!(admin.browser.page.html.contains("ProveFirst"), "{}", admin.browser.page.html);
        assert_eq!((house.active_factors(ANNA).await, house.active_factors(&admin.email).await), (2, 1));
    }
}
