//! What admins do with the list of users and with one of them: taken away as a file, changed, deleted for good.

use identity::time::Span;
use server::{
    desk::{
        audit_erasure::advance,
        audit_verify::{ChainReport, verify},
        bulk_work::More,
    },
    store::args,
};

use super::{
    anna,
    engines::on_both_engines,
    house::House,
    people::{Person, set_up},
};

const ANNA: &str = "anna@example.com";
const EXPORT: &str = "/do/export-users";
const EDIT: &str = "/do/edit-user";
const DELETE: &str = "/do/delete-user";

async fn open(house: &House, admin: &mut Person, what: &str) {
    let path = format!("/admin/users/{}/{what}", house.user(ANNA).await);
    admin.browser.open(&path).await;
    admin.prove(house).await;
}

/// Name, address and language, as the form has them.
async fn edit(house: &House, admin: &mut Person, [name, email, language]: [&str; 3]) {
    open(house, admin, "edit").await;
    let fields = [("name", name), ("email", email), ("language", language)];
    admin.browser.submit(EDIT, &fields).await;
}

async fn delete(house: &House, admin: &mut Person, reason: &str) {
    open(house, admin, "delete").await;
    admin.browser.submit(DELETE, &[("reason", reason)]).await;
}

async fn events(house: &House, event: &str) -> Vec<String> {
    const SQL: &str =
        "SELECT detail || naming FROM audit_events WHERE event = $1 ORDER BY sequence";
    house.all(SQL, args![event]).await
}

on_both_engines! {
    /// The filter of the list goes along through the proof, and no cell is a formula.
    async fn the_list_is_taken_away_as_a_file(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        admin.invite_only(&house, "=cmd|x", "formula@example.com").await;
        let list = "/admin/users?state=invited&search=formula&sort=name-down";
        admin.browser.open(list).await;
        let way = admin.browser.page.attribute("a[href^=\"/admin/users/export\"]", "href").unwrap();
        admin.browser.open(&way).await.says("1 user matches");
        assert!(!admin.browser.page.html.contains(EXPORT), "not without a proof");
        admin.prove(&house).await;
        admin.browser.page.says("1 user matches");
        let page = admin.browser.submit(EXPORT, &[]).await.clone();
        assert_eq!(page.status, 200);
        assert_eq!(page.headers["content-type"], "text/csv; charset=utf-8");
        assert_eq!(page.headers["content-disposition"], "attachment; filename=\"users.csv\"");
        let lines: Vec<&str> = page.html.lines().collect();
        assert_eq!(lines.len(), 2, "{}", page.html);
        assert!(lines[0].starts_with("\"User\",\"E-mail address\""), "{}", lines[0]);
        assert!(lines[1].starts_with("\"'=cmd|x\",\"formula@example.com\",\"\",\"\",\"Invited\""), "{}", lines[1]);
        let written = events(&house, "user.exported").await;
        assert_eq!(written.len(), 1);
        assert!(written[0].contains("\"users\":1") && written[0].contains("state=invited"), "{}", written[0]);
        assert!(!written[0].contains("formula"), "what was searched for may be a name: {}", written[0]);
        // The proof was for this one file.
        admin.browser.open("/admin/users/export").await;
        assert!(!admin.browser.page.html.contains(EXPORT));
    }
}

on_both_engines! {
    /// Without a filter everybody is in it; the help desk gets none.
    async fn everybody_is_in_the_file_and_it_is_not_for_the_help_desk(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        admin.browser.open("/admin/users/export").await;
        admin.prove(&house).await;
        admin.browser.submit(EXPORT, &[]).await;
        let file = admin.browser.page.html.clone();
        assert!(file.contains("anna@example.com") && file.contains("Berta Admin"), "{file}");
        house.change("UPDATE users SET role = 'help_desk' WHERE email = $1", args![ANNA]).await;
        anna.browser.open("/admin/users").await.says("Anna Weber");
        assert!(!anna.browser.page.html.contains("/admin/users/export"));
        assert_eq!(anna.browser.open("/admin/users/export").await.status, 403);
    }
}

on_both_engines! {
    async fn an_admin_changes_name_and_language(house: House) {
        let (mut admin, anna) = anna::enrolled(&house).await;
        let letters = house.letters_to(ANNA).await.len();
        edit(&house, &mut admin, ["", ANNA, "de"]).await;
        assert!(admin.browser.page.html.contains("aria-invalid"), "{}", admin.browser.page.text());
        edit(&house, &mut admin, ["Anna Neumann", ANNA, "de"]).await;
        admin.browser.page.says("The changes to Anna Neumann are saved");
        let after: (String, String) = house.one("SELECT name, language FROM users WHERE email = $1", args![ANNA]).await;
        assert_eq!(after, ("Anna Neumann".to_owned(), "de".to_owned()));
        assert_eq!(house.letters_to(ANNA).await.len(), letters, "of a name nobody is written to");
        let written = events(&house, "user.edited").await;
        assert!(written.last().unwrap().contains("Anna Weber"), "{written:?}");
        // She is found by what she is called now, and by that alone.
        admin.browser.open("/admin/users?search=neum").await.says("Anna Neumann");
        admin.browser.open("/admin/users?search=weber").await.says("Nobody matches");
        assert_eq!(house.sessions_of(ANNA).await, 1);
        drop(anna);
    }
}

on_both_engines! {
    /// A page that was open for long puts no old address back.
    async fn an_old_page_changes_nothing(house: House) {
        let (mut admin, _anna) = anna::enrolled(&house).await;
        open(&house, &mut admin, "edit").await;
        house.change("UPDATE users SET email = 'safe@example.com', email_key = 'safe@example.com' WHERE email = $1", args![ANNA]).await;
        let fields = [("name", "Anna Neumann"), ("email", ANNA), ("language", "en")];
        let page = admin.browser.submit(EDIT, &fields).await;
        page.says("Something has changed since you opened this page");
        assert!(page.html.contains("safe@example.com") && !page.html.contains(ANNA), "what is there now, and not what was typed");
        let after: (String, String) = house.one("SELECT name, email FROM users WHERE email LIKE 'safe%'", args![]).await;
        assert_eq!(after, ("Anna Weber".to_owned(), "safe@example.com".to_owned()));
    }
}

on_both_engines! {
    /// The old address hears of it, links to it die, and it signs nobody in any more.
    async fn an_admin_changes_an_address(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        let mut stranger = house.browser();
        stranger.open("/o/acme/forgot-password").await;
        stranger.submit("/do/forgot-password", &[("email", ANNA)]).await;
        let link = house.link_to("/reset-password", ANNA).await;
        edit(&house, &mut admin, ["Anna Weber", "berta@example.com\r\nx", "en"]).await;
        assert!(admin.browser.page.html.contains("aria-invalid"));
        let taken = admin.email.to_uppercase();
        edit(&house, &mut admin, ["Anna Weber", &taken, "en"]).await;
        assert!(admin.browser.page.html.contains("aria-invalid"), "{}", admin.browser.page.text());
        edit(&house, &mut admin, ["Anna Weber", "weber@example.com", "en"]).await;
        admin.browser.page.says("are saved");
        for address in [ANNA, "weber@example.com"] {
            let letter = house.newest_letter_to(address).await;
            assert!(letter.contains("Berta Admin changed your address") && letter.contains("weber@example.com"), "{address}: {letter}");
            assert!(!letter.contains("link="), "{address}: {letter}");
        }
        stranger.open(&link).await;
        assert!(!stranger.page.html.contains("new_password"), "{}", stranger.page.text());
        anna.browser = house.browser();
        anna.give_password().await;
        assert!(!anna.browser.page.html.contains("/do/verify-totp"), "the old address");
        anna.email = "weber@example.com".to_owned();
        anna.sign_in(&house).await;
    }
}

on_both_engines! {
    /// Somebody who was invited to a wrong address: the link there is dead, and a new one goes to the right one.
    async fn an_invitation_follows_its_address(house: House) {
        let mut admin = set_up(&house).await;
        let mut stranger = admin.invite_only(&house, "Anna Weber", ANNA).await;
        edit(&house, &mut admin, ["Anna Weber", "right@example.com", "en"]).await;
        assert_eq!(house.letters_to(ANNA).await.len(), 1, "a stranger is told nothing more");
        assert_eq!(house.letters_to("right@example.com").await.len(), 1);
        stranger.submit("/do/accept-invitation", &[("password", "orange lamp beside the window")]).await;
        assert!(!stranger.is_signed_in() && !stranger.page.html.contains("/do/start-totp"));
        let link = house.link_to("/welcome", "right@example.com").await;
        let mut anna = house.browser();
        anna.open(&link).await.says("You were invited as right@example.com");
    }
}

on_both_engines! {
    /// Rows go, sessions end, and the log calls her by a number.
    async fn somebody_is_deleted_for_good(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        let id = house.user(ANNA).await;
        open(&house, &mut admin, "delete").await;
        admin.browser.page.says("This cannot be undone").says("1 second step is erased");
        admin.browser.submit(DELETE, &[("reason", " ")]).await;
        assert_eq!(house.user(ANNA).await, id);
        delete(&house, &mut admin, "Left the company, ticket 9").await;
        admin.browser.page.says("The account of Anna Weber is deleted");
        for table in [
            "SELECT COUNT(*) FROM users WHERE id = $1",
            "SELECT COUNT(*) FROM factors WHERE user_id = $1",
            "SELECT COUNT(*) FROM sessions WHERE user_id = $1",
            "SELECT COUNT(*) FROM backup_code_sets WHERE user_id = $1",
            "SELECT COUNT(*) FROM user_words WHERE user_id = $1",
            "SELECT COUNT(*) FROM mail_links WHERE user_id = $1",
        ] {
            assert_eq!(house.one::<i64>(table, args![id]).await, 0, "{table}");
        }
        let letter = house.newest_letter_to(ANNA).await;
        assert!(letter.contains("Berta Admin deleted your account") && !letter.contains("link="), "{letter}");
        anna.browser.open("/account").await;
        assert!(anna.browser.page.html.contains("/do/sign-in"), "{}", anna.browser.page.text());
        // What happened stays, and who it was is a number.
        admin.browser.open("/admin/audit").await.says(&format!("Deleted user {id}"));
        assert!(!admin.browser.page.html.contains("Anna") && !admin.browser.page.html.contains(ANNA), "{}", admin.browser.page.text());
        let reason: String = house.one("SELECT reason FROM audit_events WHERE event = 'user.deleted'", args![]).await;
        assert_eq!(reason, "Left the company, ticket 9");
        // The names are taken out of the rows, in pieces; the chain holds, and says so when somebody takes out whoever is still here.
        let named = "SELECT COUNT(*) FROM audit_events WHERE actor_name LIKE 'Anna%' OR subject_name LIKE 'Anna%' OR naming LIKE '%anna%'
            OR detail LIKE '%anna%' OR (actor_id = $1 AND ip || agent <> '')";
        assert!(house.one::<i64>(named, args![id]).await > 5);
        assert_eq!(advance(&house.desk).await.unwrap(), More::No, "a request may be under way that knows her");
        house.wait(Span::minutes(5));
        while advance(&house.desk).await.unwrap() == More::Yes {}
        assert_eq!(house.one::<i64>(named, args![id]).await, 0);
        assert_eq!(house.one::<i64>("SELECT COUNT(*) FROM audit_erasures", args![]).await, 0);
        let chains = verify(&house.desk, None).await.unwrap();
        assert!(chains.iter().all(ChainReport::is_whole), "{chains:?}");
        let deeds: i64 = house.one("SELECT COUNT(*) FROM audit_events WHERE actor_name = 'Berta Admin' AND ip <> ''", args![]).await;
        assert!(deeds > 2, "whoever is still here is still named");
        assert_eq!(admin.browser.open(&format!("/admin/users/{id}")).await.status, 404);
        // Her address is free for somebody else, who is nobody whom the log knows.
        admin.invite(&house, "Anna Other", ANNA).await;
        assert_ne!(house.user(ANNA).await, id);
    }
}

on_both_engines! {
    /// Not without a proof, not what was not shown, not oneself, and not by the help desk.
    async fn nobody_is_deleted_by_the_way(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        let (own, id) = (house.user(&admin.email).await, house.user(ANNA).await);
        admin.browser.open(&format!("/admin/users/{id}/delete")).await;
        assert!(!admin.browser.page.html.contains(DELETE), "not without a proof");
        admin.prove(&house).await;
        // Somebody else by now than was shown.
        house.change("UPDATE users SET role = 'help_desk' WHERE email = $1", args![ANNA]).await;
        admin.browser.submit(DELETE, &[("reason", "gone")]).await;
        assert_eq!(house.user(ANNA).await, id, "{}", admin.browser.page.text());
        // The help desk deletes nobody, and nobody deletes themselves.
        assert_eq!(anna.browser.open(&format!("/admin/users/{own}/delete")).await.status, 403);
        admin.browser.open(&format!("/admin/users/{own}/delete")).await;
        assert!(!admin.browser.page.html.contains(DELETE), "{}", admin.browser.page.text());
        assert_eq!(house.one::<i64>("SELECT COUNT(*) FROM users WHERE email IN ($1, $2)", args![ANNA, &admin.email]).await, 2);
    }
}

on_both_engines! {
    /// An operator may delete an org admin, but never the last one.
    async fn the_last_admin_stays(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        house.change("UPDATE users SET role = 'operator' WHERE email = $1", args![&admin.email]).await;
        house.change("UPDATE users SET role = 'org_admin' WHERE email = $1", args![ANNA]).await;
        admin.browser = house.browser();
        admin.sign_in(&house).await;
        let id = house.user(ANNA).await;
        admin.browser.open(&format!("/admin/users/{id}/delete")).await.says("last");
        assert!(!admin.browser.page.html.contains(DELETE));
        assert_eq!(house.user(ANNA).await, id);
    }
}
