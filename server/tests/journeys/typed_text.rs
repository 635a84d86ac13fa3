//! A proof that is asked for in between costs nothing that was typed.

use identity::{ids::UserId, time::Span};

use super::{
    engines::on_both_engines,
    house::House,
    people::{self, Person},
};

const ANNA: &str = "anna@example.com";
const WRONG: &[(&str, &str)] = &[("code", "000000")];

impl Person {
    /// What stands in a field of the page that is open.
    fn stands_in(&self, field: &str) -> Option<String> {
        self.browser.page.attribute(field, "value")
    }
}

async fn anna_at_her_phone(house: &House) -> (Person, Person, String) {
    let mut admin = people::set_up(house).await;
    let mut anna = admin.invite(house, "Anna Weber", ANNA).await;
    anna.browser.open("/account").await;
    let rename = anna.browser.page.attribute("a[href$='/rename']", "href");
    (admin, anna, rename.unwrap())
}

on_both_engines! {
    /// The form stood open for too long: a wrong code, another way to prove and the proof itself leave what was typed.
    async fn a_name_waits_for_the_proof(house: House) {
        let (_, mut anna, rename) = anna_at_her_phone(&house).await;
        anna.browser.open(&rename).await;
        house.wait(Span::minutes(6));
        anna.browser.submit("/do/rename-factor", &[("name", "Pixel at work")]).await.says("Show first that it’s you");
        anna.browser.submit("/do/prove", WRONG).await.says("not right or has expired");
        anna.browser.open(&format!("{rename}?by=code")).await.says("Backup code");
        anna.browser.open(&rename).await;
        anna.prove(&house).await;
        assert_eq!(anna.stands_in("#name").as_deref(), Some("Pixel at work"));
        anna.browser.submit("/do/rename-factor", &[]).await.says("It is now called Pixel at work.");
    }
}

on_both_engines! {
    /// What was typed on one page stands on no other, and is gone once somebody went elsewhere.
    async fn it_waits_for_its_own_page(house: House) {
        let (_, mut anna, rename) = anna_at_her_phone(&house).await;
        anna.browser.open(&rename).await;
        house.wait(Span::minutes(6));
        anna.browser.submit("/do/rename-factor", &[("name", "Pixel at work")]).await;
        anna.browser.open("/account/password").await;
        anna.prove(&house).await;
        anna.browser.open(&rename).await;
        assert_eq!(anna.stands_in("#name").as_deref(), Some("Pixel 9"), "she went elsewhere");
    }
}

on_both_engines! {
    /// In the console a proof counts for one action only, so it is due again whenever somebody took their time.
    async fn a_reason_waits_for_the_proof(house: House) {
        let (mut admin, anna, _) = anna_at_her_phone(&house).await;
        let user = house.user(&anna.email).await;
        let page = format!("/admin/users/{user}/reset");
        admin.browser.open(&page).await;
        admin.prove(&house).await;
        house.wait(Span::minutes(6));
        let chosen = [("verification", "video"), ("reason_kind", "stolen_device"), ("reason", "Taken at the station")];
        admin.browser.submit("/do/reset-user", &chosen).await.says("Show first that it’s you");
        admin.browser.submit("/do/prove", WRONG).await.says("not right or has expired");
        admin.prove(&house).await;
        assert_eq!(admin.stands_in("#reason").as_deref(), Some("Taken at the station"));
        for chosen in ["video", "stolen_device"] {
            assert!(admin.browser.page.attribute(&format!("input[value={chosen}][checked]"), "value").is_some(), "{chosen}");
        }
        admin.browser.submit("/do/reset-user", &[]).await.says("were reset");
    }
}

on_both_engines! {
    /// A policy that was filled in: from the page that shows its impact, and from the way back to the form.
    async fn a_policy_waits_for_the_proof(house: House) {
        let (mut admin, ..) = anna_at_her_phone(&house).await;
        let typed = "/admin/policies/new/impact?name=Bakers&groups=bakers&requirement=optional&kind_totp=on&kind_passkey=on&self_removal=on&idle_minutes=20&absolute_minutes=300";
        admin.browser.open(typed).await.says("What would change");
        let back = admin.browser.page.attribute("a[href*='name=Bakers']", "href").unwrap();
        let save = admin.browser.form("/do/save-policy", &[]);
        for from in ["the impact", "the way back"] {
            if from == "the impact" {
                admin.browser.post("/do/save-policy", &save).await;
                admin.browser.follow().await.says("Show first that it’s you");
            } else {
                house.wait(Span::minutes(6));
                admin.browser.open(&back).await.says("Show that it’s you");
            }
            admin.prove(&house).await;
            assert_eq!(admin.stands_in("#name").as_deref(), Some("Bakers"), "{from}");
            assert_eq!(admin.stands_in("#idle_minutes").as_deref(), Some("20"), "{from}");
            assert!(admin.browser.page.attribute("#self_removal[checked]", "id").is_some(), "{from}");
        }
    }
}

on_both_engines! {
    /// The role that was chosen stands in the list after the proof.
    async fn a_role_waits_for_the_proof(house: House) {
        let (mut admin, anna, _) = anna_at_her_phone(&house).await;
        let user: UserId = house.user(&anna.email).await;
        admin.browser.open(&format!("/admin/users/{user}")).await;
        admin.prove(&house).await;
        house.wait(Span::minutes(6));
        admin.browser.submit("/do/set-role", &[("role", "help_desk")]).await.says("Show first that it’s you");
        admin.prove(&house).await;
        assert_eq!(admin.stands_in("#role option[selected]").as_deref(), Some("help_desk"));
        admin.browser.submit("/do/set-role", &[]).await.says("The role was changed.");
    }
}
