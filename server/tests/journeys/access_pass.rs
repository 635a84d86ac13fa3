//! Access passes: given by an admin who made sure who it is, good once and not for long, and straight into enrolment. Case F-09.

use identity::{role::Role, time::Span};
use server::{
    desk::break_glass::{self, Whom},
    store::args,
};

use super::{
    anna,
    browser::Browser,
    cast::{Cast, State},
    engines::on_both_engines,
    house::House,
    people::{self, Person},
    phone::Phone,
};

const ANNA: &str = "anna@example.com";
const ISSUE: &str = "/do/issue-access-pass";
const ENTER: &str = "/sign-in/access-pass";
const REFUSED: &str = "That pass is not good";
const WHY: [(&str, &str); 3] = [
    ("reason_kind", "lost_device"),
    ("reason", "Phone in the lake, ticket 7"),
    ("verification", "call_back"),
];

/// Has a pass made for somebody, and reads it.
async fn issue(house: &House, admin: &mut Person, email: &str, minutes: &str) -> String {
    let path = format!("/admin/users/{}/access-pass", house.user(email).await);
    admin.browser.open(&path).await;
    admin.prove(house).await;
    let fields: Vec<_> = WHY.into_iter().chain([("minutes", minutes)]).collect();
    admin.browser.submit(ISSUE, &fields).await;
    let shown = admin.browser.page.all("code.pass");
    assert_eq!(shown.len(), 1, "{}", admin.browser.page.text());
    shown[0].clone()
}

/// Anna, with her password given in a browser of its own.
async fn half(house: &House, anna: &Person) -> Person {
    let mut half = Person {
        browser: house.browser(),
        ..anna.clone()
    };
    half.give_password().await;
    half
}

async fn enter(browser: &mut Browser, pass: &str) {
    browser.open(ENTER).await;
    browser
        .submit("/do/verify-access-pass", &[("code", pass)])
        .await;
}

async fn require_passes(house: &House) {
    house
        .change(
            "UPDATE organisations SET reset_pass = 'on', step_up = 'off'",
            args![],
        )
        .await;
}

async fn reset(house: &House, admin: &mut Person) {
    let path = format!("/admin/users/{}/reset", house.user(ANNA).await);
    admin.browser.open(&path).await;
    admin.prove(house).await;
    admin
        .browser
        .submit("/do/reset-user", &WHY)
        .await
        .says("were reset");
}

on_both_engines! {
    /// Made, told once, entered, and a new phone set up: each written down, and mailed without the pass.
    async fn a_pass_leads_straight_into_enrolment(house: House) {
        let (mut admin, anna) = anna::enrolled(&house).await;
        admin.browser.open(&format!("/admin/users/{}", house.user(ANNA).await)).await.says("Give an access pass");
        let pass = issue(&house, &mut admin, ANNA, "60").await;
        admin.browser.page.says("It is shown this once");
        admin.browser.open(&format!("/admin/users/{}", house.user(ANNA).await)).await.says("Access pass good until");
        assert!(!admin.browser.page.html.contains(&pass));
        admin.browser.open(&format!("/admin/users/{}/access-pass", house.user(ANNA).await)).await;
        assert!(!admin.browser.page.html.contains(&pass), "it is shown once");
        let (reason, detail): (String, String) = house.one("SELECT reason, detail FROM audit_events WHERE event = 'mfa.access_pass_issued'", args![]).await;
        assert_eq!(reason, WHY[1].1);
        assert!(detail.contains("call_back") && detail.contains("\"minutes\":60") && !detail.contains(&pass), "{detail}");
        let letter = house.newest_letter_with(ANNA, "An admin gave out an access pass for you").await;
        assert!(letter.contains("Berta Admin") && !letter.contains(&pass), "{letter}");

        let mut lost = half(&house, &anna).await;
        lost.browser.page.says("Use an access pass");
        enter(&mut lost.browser, &pass.to_lowercase().replace('-', " ")).await;
        assert_eq!(lost.browser.page.path, "/enrol");
        assert!(!lost.browser.is_signed_in(), "a pass is no session");
        assert_eq!((house.count("mfa.access_pass_used", ANNA).await, house.active_factors(ANNA).await), (1, 1));
        house.newest_letter_with(ANNA, "Your access pass was used").await;
        lost.browser.submit("/do/start-totp", &[]).await;
        let phone = Phone::scan(&lost.browser.page);
        lost.browser.submit("/do/confirm-totp", &[("code", &phone.code(house.now())), ("name", "Pixel 10")]).await;
        assert!(lost.browser.is_signed_in(), "{}", lost.browser.page.text());
        assert_eq!(house.active_factors(ANNA).await, 2);

        let mut again = half(&house, &anna).await;
        enter(&mut again.browser, &pass).await;
        again.browser.page.says(REFUSED);
    }
}

on_both_engines! {
    /// Used, too old, replaced, somebody else's, a backup code, or nothing at all: one answer.
    async fn every_other_pass_reads_the_same(house: House) {
        let (mut admin, anna) = anna::enrolled(&house).await;
        admin.invite(&house, "Eve Black", "eve@example.com").await;
        let older = issue(&house, &mut admin, ANNA, "1440").await;
        let newer = issue(&house, &mut admin, ANNA, "10").await;
        let hers = issue(&house, &mut admin, "eve@example.com", "60").await;
        assert_ne!(older, newer);
        let mut half = half(&house, &anna).await;
        for wrong in [older.as_str(), &hers, &anna.codes[0], "nonsense"] {
            enter(&mut half.browser, wrong).await;
            half.browser.page.says(REFUSED);
            assert_eq!(half.browser.page.path, ENTER);
        }
        enter(&mut half.browser, &newer).await;
        assert_eq!(half.browser.page.path, "/enrol");

        let late = issue(&house, &mut admin, ANNA, "10").await;
        house.wait(Span::minutes(10));
        let mut half = self::half(&house, &anna).await;
        enter(&mut half.browser, &late).await;
        half.browser.page.says(REFUSED);
        assert_eq!(house.count("mfa.access_pass_used", ANNA).await, 1);
    }
}

on_both_engines! {
    /// Five wrong ones, and the password is asked for again; then there is a wait, whether or not there is a pass.
    async fn guessing_ends_the_sign_in_and_then_waits(house: House) {
        let (mut admin, anna) = anna::enrolled(&house).await;
        let mut thief = half(&house, &anna).await;
        for _ in 0..4 {
            enter(&mut thief.browser, "0000-0000-0000-0000").await;
            thief.browser.page.says(REFUSED);
        }
        enter(&mut thief.browser, "0000-0000-0000-0000").await;
        thief.browser.page.says("start again with your password");
        assert_eq!(house.count("mfa.challenge_failed", ANNA).await, 5);
        assert_eq!(house.count("throttle.engaged", ANNA).await, 1);
        // However long getting here took.
        house.change("UPDATE throttles SET allowed_at = $1 WHERE failures = 5", args![house.now() + Span::hours(1)]).await;
        let mut owner = half(&house, &anna).await;
        enter(&mut owner.browser, "0000-0000-0000-0000").await;
        owner.browser.page.says("Too many tries");
        // Whoever guessed keeps nobody from a new pass.
        let pass = issue(&house, &mut admin, ANNA, "60").await;
        let mut owner = half(&house, &anna).await;
        enter(&mut owner.browser, &pass).await;
        assert_eq!(owner.browser.page.path, "/enrol");
    }
}

on_both_engines! {
    /// Where the setting asks for one, a stolen password alone opens nothing after a reset, whatever is posted.
    async fn a_stolen_password_alone_cannot_enrol(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        reset(&house, &mut admin).await;
        let mut early = half(&house, &anna).await;
        assert_eq!(early.browser.page.path, "/enrol", "off by default");
        early.browser.submit("/do/start-totp", &[]).await;
        let pending = Phone::scan(&early.browser.page);
        require_passes(&house).await;
        // Already standing in enrolment when it was switched on.
        early.browser.submit("/do/confirm-totp", &[("code", &pending.code(house.now())), ("name", "Thief")]).await;
        assert_eq!((early.browser.page.path.as_str(), house.active_factors(ANNA).await), (ENTER, 0));

        let mut thief = half(&house, &anna).await;
        assert_eq!(thief.browser.page.path, ENTER);
        thief.browser.page.says("Acme Bakery asks for an access pass");
        for (action, fields) in [("/do/start-totp", &[][..]), ("/do/start-passkey", &[]), ("/do/postpone-enrolment", &[]), ("/do/new-password", &[("new_password", "orange lamp beside the window")])] {
            thief.browser.push(&house, action, fields).await;
            thief.browser.follow().await;
            assert_eq!(thief.browser.page.path, ENTER, "{action}");
        }
        for path in ["/enrol", "/enrol/passkey", "/account", "/sign-in/verify", "/sign-in/backup-code"] {
            thief.browser.open(path).await;
            assert_eq!(thief.browser.page.path, ENTER, "{path}");
        }
        thief.browser.open("/sign-in/help").await.says("Berta Admin");
        assert_eq!(house.active_factors(ANNA).await, 0);

        admin.browser.open(&format!("/admin/users/{}", house.user(ANNA).await)).await.says("A page then asks for an access pass");
        let pass = issue(&house, &mut admin, ANNA, "60").await;
        anna.browser = house.browser();
        anna.give_password().await;
        enter(&mut anna.browser, &pass).await;
        assert_eq!(anna.browser.page.path, "/enrol");
        people::enrol(&house, &mut anna.browser).await;
        assert!(anna.browser.is_signed_in());
        // A first factor, after an invitation, is not asked for one.
        admin.invite(&house, "Eve Black", "eve@example.com").await;
    }
}

on_both_engines! {
    /// Whom only an admin can help, a pass helps: after the window, and where nothing can be used.
    async fn a_pass_helps_where_nothing_else_does(house: House) {
        let (mut admin, anna) = anna::enrolled(&house).await;
        house.change("UPDATE factors SET state = 'suspended' WHERE user_id = (SELECT id FROM users WHERE email = $1)", args![ANNA]).await;
        house.change("UPDATE backup_code_sets SET revoked_at = 1 WHERE user_id = (SELECT id FROM users WHERE email = $1)", args![ANNA]).await;
        let pass = issue(&house, &mut admin, ANNA, "60").await;
        let mut stuck = half(&house, &anna).await;
        assert_eq!(stuck.browser.page.path, "/sign-in/help");
        stuck.browser.page.says("Use an access pass");
        enter(&mut stuck.browser, &pass).await;
        assert_eq!(stuck.browser.page.path, "/enrol");

        house.change("UPDATE organisations SET step_up = 'off'", args![]).await;
        reset(&house, &mut admin).await;
        house.wait(Span::hours(73));
        admin.browser = house.browser();
        admin.sign_in(&house).await;
        let pass = issue(&house, &mut admin, ANNA, "60").await;
        let mut late = half(&house, &anna).await;
        assert_eq!(late.browser.page.path, "/sign-in/help");
        enter(&mut late.browser, &pass).await;
        people::enrol(&house, &mut late.browser).await;
        assert!(late.browser.is_signed_in());
    }
}

on_both_engines! {
    /// A reset, an account that is disabled, a new password by mail, and a new factor: each kills it.
    async fn what_kills_a_pass(house: House) {
        const LEFT: &str = "SELECT COUNT(*) FROM access_passes";
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        issue(&house, &mut admin, ANNA, "1440").await;
        assert_eq!(house.one::<i64>(LEFT, args![]).await, 1);
        reset(&house, &mut admin).await;
        assert_eq!(house.one::<i64>(LEFT, args![]).await, 0, "a reset");

        issue(&house, &mut admin, ANNA, "1440").await;
        let user = house.user(ANNA).await.to_string();
        admin.browser.push(&house, "/do/disable-user", &[("user", &user)]).await;
        assert_eq!(house.one::<i64>(LEFT, args![]).await, 0, "disabled");
        admin.browser.push(&house, "/do/enable-user", &[("user", &user)]).await;

        issue(&house, &mut admin, ANNA, "1440").await;
        anna.browser = house.browser();
        anna.browser.open("/o/acme/forgot-password").await;
        anna.browser.submit("/do/forgot-password", &[("email", ANNA)]).await;
        let link = house.link_to("/reset-password", ANNA).await;
        anna.browser.open(&link).await;
        anna.password = "orange lamp beside the window".to_owned();
        anna.browser.submit("/do/reset-password", &[("new_password", &anna.password)]).await;
        assert_eq!(house.one::<i64>(LEFT, args![]).await, 0, "a new password by mail");

        issue(&house, &mut admin, ANNA, "1440").await;
        anna.give_password().await;
        people::enrol(&house, &mut anna.browser).await;
        assert_eq!(house.one::<i64>(LEFT, args![]).await, 0, "a new factor");

        issue(&house, &mut admin, ANNA, "1440").await;
        break_glass::set_role(&house.desk, &Whom { organisation: None, email: ANNA.to_owned() }, Some(Role::HelpDesk)).await.unwrap().unwrap();
        assert_eq!(house.one::<i64>(LEFT, args![]).await, 0, "another role");
        break_glass::set_role(&house.desk, &Whom { organisation: None, email: ANNA.to_owned() }, None).await.unwrap().unwrap();

        issue(&house, &mut admin, ANNA, "10").await;
        house.wait(Span::minutes(11));
        server::jobs::purge_expired(&house.desk).await.unwrap();
        assert_eq!(house.one::<i64>(LEFT, args![]).await, 0, "time");
    }
}

on_both_engines! {
    /// "This wasn't me" on the mail of a pass: it is dead, and a new password is demanded.
    async fn a_pass_can_be_denied(house: House) {
        let (mut admin, anna) = anna::enrolled(&house).await;
        let pass = issue(&house, &mut admin, ANNA, "1440").await;
        let link = house.link_with("/not-me", ANNA, "An admin gave out an access pass for you").await;
        let mut mailbox = house.browser();
        mailbox.open(&link).await.says("An admin gave out an access pass");
        mailbox.page.says("The access pass no longer works");
        mailbox.submit("/do/not-me", &[]).await;
        assert_eq!(house.one::<i64>("SELECT COUNT(*) FROM access_passes", args![]).await, 0);
        let mut thief = half(&house, &anna).await;
        assert_ne!(thief.browser.page.path, "/sign-in/verify", "the password is dead as well");
        thief.browser.push(&house, "/do/verify-access-pass", &[("code", &pass)]).await;
        thief.browser.follow().await;
        assert!(!thief.browser.page.path.starts_with("/enrol"));
    }
}

on_both_engines! {
    /// Whoever talked the help desk into a reset and into a pass gets in with neither, once the mail about the reset is denied.
    async fn a_denied_reset_takes_the_pass_along(house: House) {
        let (mut admin, anna) = anna::enrolled(&house).await;
        require_passes(&house).await;
        reset(&house, &mut admin).await;
        let link = house.link_with("/not-me", ANNA, "Your sign-in steps were reset").await;
        let pass = issue(&house, &mut admin, ANNA, "1440").await;
        let mut mailbox = house.browser();
        mailbox.open(&link).await;
        mailbox.submit("/do/not-me", &[]).await;
        assert_eq!(house.one::<i64>("SELECT COUNT(*) FROM access_passes", args![]).await, 0);
        let mut thief = half(&house, &anna).await;
        thief.browser.push(&house, "/do/verify-access-pass", &[("code", &pass)]).await;
        thief.browser.follow().await;
        assert!(!thief.browser.page.path.starts_with("/enrol"), "{}", thief.browser.page.path);
    }
}

on_both_engines! {
    /// Ranks, other organisations, oneself, and always a proof; whatever is missing is said at its field, and nothing is lost.
    async fn who_gives_a_pass_to_whom(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        let mut helga = admin.invite(&house, "Helga Desk", "helga@example.com").await;
        house.change("UPDATE users SET role = 'help_desk' WHERE email = 'helga@example.com'", args![]).await;
        house.change("UPDATE organisations SET step_up = 'off'", args![]).await;
        let berta = house.user(&admin.email).await;
        helga.browser = house.browser();
        helga.sign_in(&house).await;
        issue(&house, &mut helga, ANNA, "10").await;
        let to_berta = format!("/admin/users/{berta}/access-pass");
        assert_eq!(helga.browser.open(&to_berta).await.status, 403);
        let fields: Vec<_> = WHY.into_iter().chain([("minutes", "60")]).collect();
        let to = |user: &str| { let mut fields = fields.clone(); fields.push(("user", user.to_owned().leak())); fields };
        helga.browser.call(&house, ISSUE, &to(&berta.to_string())).await;
        assert_eq!(helga.browser.page.status, 403);
        admin.browser.open(&to_berta).await;
        assert_ne!(admin.browser.page.path, to_berta, "not to oneself");

        let anna = house.user(ANNA).await.to_string();
        house.wait(Span::minutes(6));
        admin.browser.call(&house, ISSUE, &to(&anna)).await;
        assert!(admin.browser.page.html.contains("ProveFirst"), "whatever the setting says: {}", admin.browser.page.html);

        let path = format!("/admin/users/{anna}/access-pass");
        admin.browser.open(&path).await;
        admin.prove(&house).await;
        for (field, value, said) in [("verification", "", "Choose how you made sure"), ("reason_kind", "", "Choose why"), ("minutes", "5", "10 minutes to 24 hours"), ("minutes", "1441", "10 minutes to 24 hours"), ("minutes", "soon", "10 minutes to 24 hours")] {
            let wrong: Vec<_> = fields.iter().copied().filter(|(name, _)| *name != field).chain([(field, value)]).collect();
            admin.browser.submit(ISSUE, &wrong).await.says(said);
            assert!(admin.browser.page.html.contains("Phone in the lake"), "{field}: nothing is lost");
        }
        assert_eq!(house.count("mfa.access_pass_issued", ANNA).await, 1);
    }
}

on_both_engines! {
    /// T-01: of another organisation's people there is nobody.
    async fn nobody_of_another_organisation(house: House) {
        let mut cast = Cast::gather(house).await;
        let viktor = cast.viktor.to_string();
        let mut answers = Vec::new();
        for id in [viktor.as_str(), "999999"] {
            let mut otto = cast.browser(State::OtherAdmin).await;
            otto.open(&format!("/admin/users/{id}/access-pass")).await;
            let page = (otto.page.status, otto.page.text());
            let fields: Vec<_> = WHY.into_iter().chain([("minutes", "60"), ("user", id)]).collect();
            otto.call(&cast.house, ISSUE, &fields).await;
            answers.push((page, otto.page.status, otto.page.html.clone()));
        }
        assert_eq!(answers[0], answers[1]);
        assert_eq!((answers[0].0.0.as_u16(), answers[0].1.as_u16()), (404, 404));
        assert_eq!(cast.house.one::<i64>("SELECT COUNT(*) FROM access_passes", args![]).await, 0);
    }
}
