//! Reset all multi-factor authentication of many users: from the ticks in a list to what became of each.

use futures::future::join_all;
use identity::time::Span;
use server::{
    desk::bulk_work::{self, More},
    store::args,
};

use super::{
    browser::{Browser, encode},
    engines::on_both_engines,
    house::House,
    people::{self, Person},
};

const ANNA: &str = "anna@example.com";
const BERT: &str = "bert@example.com";
const EVE: &str = "eve@example.com";
const PICK: &str = "/do/pick-users";
const BEGIN: &str = "/do/begin-bulk-reset";
const RESET: &str = "mfa.factor_admin_reset";
const WHY: [(&str, &str); 3] = [
    ("reason_kind", "lost_device"),
    ("reason", "Bag stolen on the bus"),
    ("verification", "in_person"),
];

/// The admin, and two people with a phone each.
async fn three(house: &House) -> (Person, Person, Person) {
    let mut admin = people::set_up(house).await;
    let anna = admin.invite(house, "Anna Weber", ANNA).await;
    let bert = admin.invite(house, "Bert Maier", BERT).await;
    (admin, anna, bert)
}

/// Ticks these users in the list and goes to the summary, with a proof.
pub async fn pick(house: &House, admin: &mut Person, list: &str, emails: &[&str]) {
    admin.browser.open(list).await;
    let mut boxes = Vec::new();
    for email in emails {
        boxes.push(format!("pick[{}]", house.user(email).await));
    }
    let fields: Vec<_> = boxes.iter().map(|name| (name.as_str(), "on")).collect();
    admin.browser.submit(PICK, &fields).await;
    admin.prove(house).await;
}

pub async fn begin(admin: &mut Person) {
    admin.browser.submit(BEGIN, &WHY).await;
}

/// What the program does by itself.
pub async fn work(house: &House) {
    while bulk_work::advance(&house.desk).await.unwrap() == More::Yes {}
}

/// What became of somebody.
async fn outcome(house: &House, email: &str) -> String {
    const SQL: &str = "SELECT coalesce(b.outcome, 'open') FROM bulk_reset_users b JOIN users u ON u.id = b.user_id WHERE u.email = $1";
    house.one(SQL, args![email]).await
}

/// How often somebody was reset.
async fn resets(house: &House, email: &str) -> i64 {
    const SQL: &str = "SELECT count(*) FROM audit_events a JOIN users u ON u.id = a.subject_id WHERE u.email = $1 AND a.event = $2";
    house.one(SQL, args![email, RESET]).await
}

on_both_engines! {
    /// From either list: what is shown is what happens, and the next sign-in demands enrolment.
    async fn from_the_ticks_to_the_results(house: House) {
        let (mut admin, mut anna, _) = three(&house).await;
        admin.invite_only(&house, "Eve Black", EVE).await;
        let me = admin.email.clone();
        pick(&house, &mut admin, "/admin/users", &[ANNA, BERT, EVE, &me]).await;
        let path = admin.browser.page.path.clone();
        admin.browser.page
            .says("2 users will be reset")
            .says("2 of them still have backup codes")
            .says("Before you reset anybody")
            .says("Eve Black: Has never signed in")
            .says("Berta Admin: This is you");
        begin(&mut admin).await;
        admin.browser.page.says("The reset has begun").says("2 of 4 done").says("Waiting");
        assert_eq!((admin.browser.page.path.as_str(), house.active_factors(ANNA).await), (path.as_str(), 1));
        work(&house).await;
        admin.browser.open(&path).await.says("All done").says("Left out: This is you");
        for email in [ANNA, BERT] {
            assert_eq!((house.active_factors(email).await, house.sessions_of(email).await, resets(&house, email).await), (0, 0, 1), "{email}");
            assert!(house.newest_letter_to(email).await.contains("Berta"), "{email}");
        }
        assert_eq!((house.active_factors(&me).await, resets(&house, &me).await), (1, 0));
        admin.browser.open("/admin/resets").await.says("4 of 4 done");
        // The file, and in it no formula.
        admin.browser.open(&path).await;
        let file = admin.browser.page.attribute("a[download]", "href").unwrap();
        assert!(file.contains("Anna%20Weber%22%2C%22anna%40example"), "{file}");

        anna.browser = house.browser();
        anna.give_password().await;
        anna.browser.page.says("An admin has reset your sign-in steps");
        house.change("UPDATE users SET name = '=Anna' WHERE email = $1", args![ANNA]).await;
        admin.browser.open(&path).await;
        let file = admin.browser.page.attribute("a[download]", "href").unwrap();
        assert!(file.contains("%22%27%3DAnna%22"), "{file}");
    }
}

on_both_engines! {
    /// The ticks of one page are kept on the next, and a page says nothing of those who stand on another.
    async fn ticks_are_kept_from_page_to_page(house: House) {
        let (mut admin, _, _) = three(&house).await;
        let (anna, bert) = (house.user(ANNA).await, house.user(BERT).await);
        admin.browser.open("/admin/users?search=anna").await;
        admin.browser.submit(PICK, &[(&format!("pick[{anna}]"), "on"), ("then", "/admin/authentication-methods?search=bert")]).await;
        assert_eq!(admin.browser.page.path, "/admin/authentication-methods?search=bert");
        admin.browser.page.says("1 user is picked");
        assert!(!admin.browser.page.html.contains(&format!("pick[{anna}]")));
        admin.browser.submit(PICK, &[(&format!("pick[{bert}]"), "on"), ("then", "/admin/users")]).await;
        admin.browser.page.says("2 users are picked");
        assert_eq!(admin.browser.page.all("input[type=checkbox][checked]").len(), 2);
        let summary = admin.browser.page.attribute(".picked a", "href").unwrap();
        admin.browser.open(&summary).await.says("2 users will be reset");
        // Unticked on its own page.
        admin.browser.open("/admin/users?search=bert").await;
        let body = admin.browser.form(PICK, &[]).replace(&format!("pick%5B{bert}%5D=on"), "");
        admin.browser.post(PICK, &body).await;
        admin.browser.follow().await.says("1 user will be reset");
        // The old summary is gone with its proof.
        assert_eq!(admin.browser.open(&summary).await.status, 404);
        admin.browser.open("/admin/users").await;
        admin.browser.submit("/do/drop-picks", &[]).await.says("Nobody is picked any more");
        admin.browser.submit(PICK, &[]).await.says("Tick the box of at least one user");
    }
}

on_both_engines! {
    /// What was shown is what is carried out: what changed before is refused, what changed after is left out.
    async fn what_changed_is_left_out(house: House) {
        let (mut admin, mut anna, mut bert) = three(&house).await;
        pick(&house, &mut admin, "/admin/authentication-methods", &[ANNA, BERT]).await;
        let (a, b) = (house.factors(ANNA).await[0].0.to_string(), house.factors(BERT).await[0].0.to_string());
        anna.browser.push(&house, "/do/rename-factor", &[("factor", &a), ("name", "Other phone")]).await;
        begin(&mut admin).await;
        admin.browser.page.says("Something has changed");
        assert_eq!(admin.browser.page.attribute("#reason", "value").as_deref(), Some("Bag stolen on the bus"));
        assert_eq!((resets(&house, ANNA).await, outcome(&house, BERT).await), (0, "open".to_owned()));
        // The same page now says what is there.
        admin.browser.page.says("Other phone");
        begin(&mut admin).await;
        admin.browser.page.says("The reset has begun");
        bert.browser.push(&house, "/do/rename-factor", &[("factor", &b), ("name", "Third phone")]).await;
        work(&house).await;
        assert_eq!([outcome(&house, ANNA).await, outcome(&house, BERT).await], ["reset", "changed"]);
        assert_eq!((house.active_factors(ANNA).await, house.active_factors(BERT).await), (0, 1));
    }
}

on_both_engines! {
    /// Without a proof, with one for other users, twice, or for somebody else's: nothing.
    async fn nothing_begins_without_its_own_proof(house: House) {
        let (mut admin, _, _) = three(&house).await;
        pick(&house, &mut admin, "/admin/users", &[ANNA]).await;
        let proved = admin.browser.clone();
        let begins = async |house: &House, browser: &mut Browser| {
            let fields: Vec<_> = ["reset", "digest"].map(|name| (name, browser.page.attribute(&format!("form[action='{BEGIN}'] input[name={name}]"), "value").unwrap_or_default())).to_vec();
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).chain(WHY).collect();
            browser.call(house, BEGIN, &fields).await;
            browser.page.html.clone()
        };
        house.wait(Span::minutes(6));
        let mut late = proved.clone();
        assert!(begins(&house, &mut late).await.contains("ProveFirst"));
        // The ticks change: what was proved for the others is worth nothing for these.
        pick(&house, &mut admin, "/admin/users", &[ANNA]).await;
        let mut old = admin.browser.clone();
        let bert = house.user(BERT).await;
        admin.browser.open("/admin/users").await;
        admin.browser.submit(PICK, &[(&format!("pick[{bert}]"), "on")]).await;
        assert!(admin.browser.page.html.contains("action=\"/do/prove\""), "{}", admin.browser.page.text());
        assert!(begins(&house, &mut old).await.contains("NotFound"));
        admin.prove(&house).await;
        let mut twice = admin.browser.clone();
        begin(&mut admin).await;
        assert!(!begins(&house, &mut twice).await.contains("why"));
        work(&house).await;
        work(&house).await;
        assert_eq!((resets(&house, ANNA).await, resets(&house, BERT).await), (1, 1));
    }
}

on_both_engines! {
    /// A role that is taken while it runs ends it: whoever is not settled yet stays as they are.
    async fn a_role_that_was_taken_ends_it(house: House) {
        let (mut admin, _, _) = three(&house).await;
        pick(&house, &mut admin, "/admin/users", &[ANNA, BERT]).await;
        begin(&mut admin).await;
        assert_eq!(bulk_work::advance(&house.desk).await.unwrap(), More::Yes);
        house.change("UPDATE users SET role = NULL WHERE email = $1", args![&admin.email]).await;
        work(&house).await;
        assert_eq!([outcome(&house, ANNA).await, outcome(&house, BERT).await], ["reset", "rank"]);
        let stage: String = house.one("SELECT stage FROM bulk_resets", args![]).await;
        assert_eq!((stage.as_str(), house.active_factors(BERT).await), ("done", 1));
    }
}

on_both_engines! {
    /// A help-desk person resets who has no role, and nobody picks 501, or anybody of another organisation.
    async fn ranks_and_limits_hold(house: House) {
        let (mut admin, _, mut bert) = three(&house).await;
        house.change("UPDATE users SET role = 'help_desk' WHERE email = $1", args![BERT]).await;
        bert.browser = house.browser();
        bert.sign_in(&house).await;
        let me = admin.email.clone();
        pick(&house, &mut bert, "/admin/users", &[ANNA, &me]).await;
        bert.browser.page.says("1 user will be reset").says("Your role does not reach this user");
        let draft = bert.browser.page.path.clone();
        assert_eq!(admin.browser.open(&draft).await.status, 404, "a draft is its admin's own");

        bert.browser.open("/admin/users").await;
        bert.browser.submit("/do/drop-picks", &[]).await;
        let organisation: i64 = house.one("SELECT id FROM organisations", args![]).await;
        let mut many: Vec<String> = Vec::new();
        for n in 0..501 {
            house.change("INSERT INTO users (organisation_id, email, email_key, name, name_key, language, status, created_at) VALUES ($1, $2, $2, $2, $2, 'en', 'active', 0)", args![organisation, format!("many{n}@example.com")]).await;
            many.push(house.user(&format!("many{n}@example.com")).await.to_string());
        }
        for page in many.chunks(50) {
            let boxes: Vec<_> = page.iter().map(|id| format!("pick[{id}]")).collect();
            let shown = page.join(",");
            let fields = boxes.iter().map(|name| (name.as_str(), "on")).chain([("shown", shown.as_str()), ("then", "/admin/users")]);
            bert.browser.push(&house, PICK, &fields.collect::<Vec<_>>()).await;
        }
        bert.browser.follow().await.says("At most 500 users");
        bert.browser.page.says("500 users are picked");
    }
}

on_both_engines! {
    /// Two tabs that tick at the same instant: both are kept, and nobody reads of a database.
    async fn two_tabs_tick_at_once(house: House) {
        let (mut admin, _, _) = three(&house).await;
        for round in 0..10 {
            let mut tabs = Vec::new();
            for email in [ANNA, BERT] {
                let mut tab = admin.browser.clone();
                tab.open(&format!("/admin/users?{}", encode([("search", email)]))).await;
                let body = tab.form(PICK, &[(&format!("pick[{}]", house.user(email).await), "on"), ("then", "/admin/users")]);
                tabs.push(async move { tab.post(PICK, &body).await.status.as_u16() });
            }
            assert_eq!(join_all(tabs).await, [303, 303], "round {round}");
            admin.browser.open("/admin/users").await.says("2 users are picked");
            admin.browser.submit("/do/drop-picks", &[]).await;
        }
    }
}

on_both_engines! {
    /// Whoever began one is not deleted before it has ended: the rest of it would go without a word.
    async fn its_admin_is_not_deleted_meanwhile(house: House) {
        let (mut admin, _, mut bert) = three(&house).await;
        house.change("UPDATE users SET role = 'org_admin' WHERE email = $1", args![BERT]).await;
        bert.browser = house.browser();
        bert.sign_in(&house).await;
        pick(&house, &mut bert, "/admin/users", &[ANNA]).await;
        begin(&mut bert).await;
        let page = format!("/admin/users/{}/delete", house.user(BERT).await);
        admin.browser.open(&page).await;
        admin.prove(&house).await;
        admin.browser.submit("/do/delete-user", &[("reason", "Left")]).await.says("is still running");
        assert_eq!(outcome(&house, ANNA).await, "open");
        work(&house).await;
        assert_eq!(outcome(&house, ANNA).await, "reset");
        admin.browser.open(&page).await;
        admin.prove(&house).await;
        admin.browser.submit("/do/delete-user", &[("reason", "Left")]).await.says("is deleted");
    }
}
