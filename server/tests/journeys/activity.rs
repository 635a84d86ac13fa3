//! One's own security history: in words, whole, and nothing of anybody else's.

use identity::time::Span;
use server::store::args;

use super::{
    engines::on_both_engines,
    house::{ADMIN, House},
    people,
};

const ANNA: &str = "anna@example.com";

on_both_engines! {
    /// What Anna did, and what was done to her; of the admin the name and not the reason.
    async fn a_person_reads_what_happened_to_their_sign_in(house: House) {
        let mut admin = people::set_up(&house).await;
        admin.browser.address.set_ip([192, 0, 2, 55].into());
        let mut anna = admin.invite(&house, "Anna Weber", ANNA).await;
        let page = anna.browser.open("/account/activity").await.clone();
        for words in ["Recent activity", "“Pixel 9” was set up.", "You made new backup codes.", "You signed in.", "from 203.0.113.7"] {
            page.says(words);
        }
        page.says("Berta Admin invited you.");
        let mut thief = house.browser();
        thief.address.set_ip([198, 51, 100, 66].into());
        thief.open("/o/acme/sign-in").await;
        thief.submit("/do/sign-in", &[("email", ANNA), ("password", "wrong")]).await;
        anna.browser.open("/account/activity").await.says("tried to sign in with your address and failed").says("198.51.100.66");
        // A reset by the admin, with a reason and a verification that are the admins' business.
        house.wait(Span::minutes(1));
        let id = house.user(ANNA).await;
        admin.browser.open(&format!("/admin/users/{id}/reset")).await;
        admin.prove(&house).await;
        let form = [("reason_kind", "stolen_device"), ("reason", "called twice, sounded odd"), ("verification", "call_back")];
        admin.browser.submit("/do/reset-user", &form).await;
        anna.browser = house.browser();
        anna.give_password().await;
        let (phone, _) = people::enrol(&house, &mut anna.browser).await;
        anna.phone = phone;
        let page = anna.browser.open("/account/activity").await.clone();
        page.says("Berta Admin reset your sign-in steps.");
        for never in ["sounded odd", "stolen", "call_back", "192.0.2.55"] {
            assert!(!page.html.contains(never), "{never}:\n{}", page.text());
        }
        anna.browser.cookies.insert("__Host-lang".to_owned(), "de".to_owned());
        anna.browser.open("/account/activity").await.says("Berta Admin hat Ihre Anmeldeschritte zurückgesetzt.");
    }
}

on_both_engines! {
    /// An admin's own history is about the admin, not about those whom they looked after.
    async fn nothing_of_others_stands_there(house: House) {
        let mut admin = people::set_up(&house).await;
        let mut anna = admin.invite(&house, "Anna Weber", ANNA).await;
        admin.invite(&house, "Eve Black", "eve@example.com").await;
        let own = admin.browser.open("/account/activity").await.clone();
        own.says("You signed in.");
        for never in ["Anna", "Eve", "invited"] {
            assert!(!own.all("main").join(" ").contains(never), "{never}");
        }
        let hers = anna.browser.open("/account/activity").await.clone();
        assert!(!hers.html.contains("Eve") && !hers.html.contains(ADMIN.0));
    }
}

on_both_engines! {
    /// Thirty a page, by key: nothing twice and nothing left out while new events come in.
    async fn pages_go_by_key(house: House) {
        let mut admin = people::set_up(&house).await;
        let mut anna = admin.invite(&house, "Anna Weber", ANNA).await;
        for _ in 0..20 {
            anna.browser.push(&house, "/do/sign-out", &[]).await;
            anna.sign_in(&house).await;
        }
        const ALL: &str = "SELECT COUNT(*) FROM audit_events JOIN users ON users.id = audit_events.subject_id WHERE users.email = $1";
        let all: i64 = house.one(ALL, args![ANNA]).await;
        let first = anna.browser.open("/account/activity").await.clone();
        assert_eq!(first.all(".story li").len(), 30);
        let older = first.attributes(".pager a", "href");
        house.wait(Span::minutes(1));
        let mut shown = 30;
        let mut next = older.first().cloned();
        while let Some(path) = next {
            let page = anna.browser.open(&path).await.clone();
            shown += page.all(".story li").len();
            next = page.attributes(".pager a", "href").into_iter().find(|path| path.contains("before="));
        }
        assert_eq!(i64::try_from(shown).unwrap(), all);
        for odd in ["x", "-1", "0", "99999999999999999999"] {
            assert_eq!(anna.browser.open(&format!("/account/activity?before={odd}")).await.status, 200, "{odd}");
        }
    }
}
