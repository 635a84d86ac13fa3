//! The settings of an organisation: whom people reach, what admins prove, and the rules of a reset; each change proved, written down
//! and, where it guards a reset, mailed to all admins.

use identity::time::Span;
use server::store::args;

use super::{anna, engines::on_both_engines, house::House, people::Person};

const ANNA: &str = "anna@example.com";
const PAGE: &str = "/admin/settings";
const SAVE: &str = "/do/save-settings";
const MAILED: &str = "The rules for resets were changed";

/// Opens the settings, proves it, changes these, and saves.
async fn save(house: &House, admin: &mut Person, fields: &[(&str, &str)]) {
    admin.browser.open(PAGE).await;
    admin.prove(house).await;
    admin.browser.submit(SAVE, fields).await;
}

async fn mails(house: &House, email: &str) -> usize {
    let letters = house.letters_to(email).await;
    letters.iter().filter(|subject| *subject == MAILED).count()
}

on_both_engines! {
    /// Contacts stand where people look for them, and the runbook where admins act.
    async fn what_is_saved_is_seen(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        let reset = format!("/admin/users/{}/reset", house.user(ANNA).await);
        admin.browser.open(&reset).await.says("Ask for a backup code, another phone, or a passkey first.");
        let own = [("help_line", "Call 0100"), ("contact", "Service desk, room 7"), ("runbook", "Ask Ines first.\nThen call back.")];
        save(&house, &mut admin, &own).await;
        admin.browser.page.says("The settings were saved.");
        let (event, detail): (String, String) = house.one("SELECT event, detail FROM audit_events ORDER BY at DESC, sequence DESC LIMIT 1", args![]).await;
        assert_eq!(event, "org.settings_changed");
        assert!(detail.contains("help_line") && detail.contains("runbook") && !detail.contains("Ines"), "{detail}");
        assert_eq!(mails(&house, &admin.email).await, 0, "no rule of a reset was changed");

        admin.browser.open(&reset).await.says("Ask Ines first.");
        assert!(!admin.browser.page.text().contains("Ask for a backup code, another phone"));
        let user = house.user(ANNA).await.to_string();
        admin.browser.push(&house, "/do/pick-users", &[("pick[USER]".replace("USER", &user).as_str(), "on"), ("shown", &user)]).await;
        admin.browser.follow().await.says("Then call back.");
        anna.browser.open("/account/admins").await.says("Service desk, room 7");
        house.browser().open("/sign-in/help?organisation=acme").await.says("Call 0100");

        // As it stands, it is saved again: nothing is written down.
        let count = house.one::<i64>("SELECT COUNT(*) FROM audit_events WHERE event = 'org.settings_changed'", args![]).await;
        save(&house, &mut admin, &[]).await;
        admin.browser.page.says("The settings were saved.");
        assert_eq!(house.one::<i64>("SELECT COUNT(*) FROM audit_events WHERE event = 'org.settings_changed'", args![]).await, count);
        save(&house, &mut admin, &[("runbook", ""), ("contact", "")]).await;
        admin.browser.open(&reset).await.says("Ask for a backup code, another phone, or a passkey first.");
    }
}

on_both_engines! {
    /// Without a proof before a reset: all admins are told, and the settings themselves ask for one as before.
    async fn the_proof_before_a_reset_is_switched_off_and_on(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        let mut otto = admin.invite(&house, "Otto Admin", "otto@example.com").await;
        house.change("UPDATE users SET role = 'org_admin' WHERE email = 'otto@example.com'", args![]).await;
        save(&house, &mut admin, &[("step_up", "off")]).await;
        for email in [admin.email.as_str(), "otto@example.com"] {
            assert_eq!(mails(&house, email).await, 1, "{email}");
        }
        let letter = house.newest_letter_with("otto@example.com", MAILED).await;
        assert!(letter.contains("Berta Admin") && letter.contains("/admin/settings"), "{letter}");
        let reset = format!("/admin/users/{}/reset", house.user(ANNA).await);
        assert!(!admin.browser.open(&reset).await.html.contains("action=\"/do/prove\""));
        assert!(admin.browser.open(PAGE).await.html.contains("action=\"/do/prove\""), "settings always ask");
        save(&house, &mut admin, &[("step_up", "any_factor")]).await;
        assert!(admin.browser.open(&reset).await.html.contains("action=\"/do/prove\""));
        assert_eq!(mails(&house, "otto@example.com").await, 2);

        // A passkey of all admins is demanded only by somebody who has one.
        save(&house, &mut admin, &[("step_up", "phishing_resistant"), ("contact", "Typed and kept")]).await;
        admin.browser.page.says("You have no passkey yourself");
        assert!(admin.browser.page.html.contains("Typed and kept"));
        otto.browser = house.browser();
        otto.sign_in(&house).await;
        otto.browser.open(PAGE).await;
        assert_eq!(house.one::<String>("SELECT step_up FROM organisations", args![]).await, "any_factor");
    }
}

on_both_engines! {
    /// *Reset requires access pass*, and how long setting up stays open.
    async fn the_rules_of_a_reset_hold_from_the_next_one_on(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        save(&house, &mut admin, &[("reset_pass", "on"), ("window_hours", "2"), ("step_up", "off")]).await;
        let letter = house.newest_letter_with(&admin.email, MAILED).await;
        assert!(letter.contains("an access pass is asked for"), "{letter}");
        admin.browser.open(&format!("/admin/users/{}/reset", house.user(ANNA).await)).await;
        admin.browser.submit("/do/reset-user", &[("reason_kind", "lost_device"), ("verification", "video")]).await.says("asks for an access pass");
        let letter = house.newest_letter_with(ANNA, "Your sign-in steps were reset").await;
        assert!(letter.contains("within 2 hours") && letter.contains("access pass"), "{letter}");
        anna.browser = house.browser();
        anna.give_password().await;
        assert_eq!(anna.browser.page.path, "/sign-in/access-pass");
        house.wait(Span::hours(2));
        anna.give_password().await;
        assert_eq!(anna.browser.page.path, "/sign-in/help", "the window has passed");
    }
}

on_both_engines! {
    /// Where those of one's own rank are left alone, nobody resets them, alone or among many, nor does anything like it.
    async fn those_of_ones_own_rank(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        admin.invite(&house, "Otto Admin", "otto@example.com").await;
        house.change("UPDATE users SET role = 'org_admin' WHERE email = 'otto@example.com'", args![]).await;
        let otto = house.user("otto@example.com").await;
        let pages = ["reset", "access-pass", "revoke-sessions", "send-password-reset"].map(|what| format!("/admin/users/{otto}/{what}"));
        for page in &pages {
            assert_eq!(admin.browser.open(page).await.status, 200, "{page}");
        }
        save(&house, &mut admin, &[("equal_rank", "off")]).await;
        admin.browser.page.says("The settings were saved.");
        for page in &pages {
            assert_eq!(admin.browser.open(page).await.status, 403, "{page}");
        }
        let fields = [("user", &*otto.to_string()), ("reason_kind", "lost_device"), ("verification", "video"), ("digest", "x")];
        admin.browser.call(&house, "/do/reset-user", &fields).await;
        assert_eq!(admin.browser.page.status, 403);
        admin.browser.push(&house, "/do/pick-users", &[(format!("pick[{otto}]").as_str(), "on"), ("shown", &otto.to_string())]).await;
        admin.browser.follow().await.says("Otto Admin");
        assert!(!admin.browser.page.html.contains("/do/begin-bulk-reset"), "left out");
        assert_eq!(admin.browser.open(&format!("/admin/users/{}/reset", house.user(ANNA).await)).await.status, 200);
    }
}

on_both_engines! {
    /// Nobody else's business; and what was typed survives whatever is wrong with it, and the proof.
    async fn who_may_and_what_is_wrong(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        house.change("UPDATE users SET role = 'help_desk' WHERE email = $1", args![ANNA]).await;
        anna.browser = house.browser();
        anna.sign_in(&house).await;
        assert_eq!(anna.browser.open(PAGE).await.status, 403);
        let whole = [("step_up", "off"), ("reset_pass", "off"), ("equal_rank", "on"), ("window_hours", "72")];
        anna.browser.call(&house, SAVE, &whole).await;
        assert_eq!(anna.browser.page.status, 403);
        assert!(!anna.browser.open("/admin/users").await.html.contains(PAGE), "what nobody may open need not be seen");

        admin.browser.open(PAGE).await;
        admin.prove(&house).await;
        for (name, value, said) in [("window_hours", "0", "Enter hours: 1 to 168"), ("window_hours", "soon", "Enter hours"), ("step_up", "", "Choose one of these"), ("runbook", &"x".repeat(501), "too long")] {
            admin.browser.open(PAGE).await;
            admin.browser.submit(SAVE, &[("contact", "Kept, whatever is wrong"), (name, value)]).await;
            assert!(admin.browser.page.text().contains(said), "{name}: {}", admin.browser.page.text());
            assert!(admin.browser.page.html.contains("Kept, whatever is wrong"), "{name}");
        }
        admin.browser.open(PAGE).await;
        house.wait(Span::minutes(6));
        admin.browser.submit(SAVE, &[("contact", "Kept through the proof"), ("window_hours", "24")]).await;
        admin.prove(&house).await;
        assert!(admin.browser.page.html.contains("Kept through the proof"), "{}", admin.browser.page.html);
        admin.browser.submit(SAVE, &[]).await.says("The settings were saved.");
        let (contact, hours): (String, i64) = house.one("SELECT admin_contact, enrol_window_hours FROM organisations", args![]).await;
        assert_eq!((contact.as_str(), hours), ("Kept through the proof", 24));
    }
}

on_both_engines! {
    /// A form that was filled in before somebody else saved takes nothing of theirs back.
    async fn an_older_form_takes_nothing_back(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        admin.browser.open(PAGE).await;
        admin.prove(&house).await;
        let old = admin.browser.form(SAVE, &[("help_line", "Call 0199")]);
        house.change("UPDATE organisations SET reset_pass = 'on', equal_rank = 'off'", args![]).await;
        admin.browser.post(SAVE, &old).await;
        admin.browser.follow().await.says("Something has changed since you opened this page");
        assert!(admin.browser.page.html.contains("Call 0199"), "what was typed is still there");
        let kept: (String, String) = house.one("SELECT reset_pass, equal_rank FROM organisations", args![]).await;
        assert_eq!(kept, ("on".to_owned(), "off".to_owned()));
    }
}
