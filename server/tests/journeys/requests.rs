//! A user asks for help: who hears of it and when, how an admin decides, and what the user reads of that.

use identity::time::Span;
use server::{desk::requests::tell_of_waiting, store::args};

use super::{
    anna,
    customers::{customer, operator},
    engines::on_both_engines,
    house::House,
    people::{self, Person},
};

const ANNA: &str = "anna@example.com";
const ASK: (&str, &[(&str, &str)]) = ("/do/ask-admin", &[("note", "My phone fell into the lake.")]);
const WHY: [(&str, &str); 3] = [
    ("reason_kind", "lost_device"),
    ("reason", "Called back"),
    ("verification", "call_back"),
];

async fn ask(anna: &mut Person) {
    anna.browser.open("/account/admins").await;
    anna.browser
        .submit(ASK.0, ASK.1)
        .await
        .says("have been asked");
}

/// The page of Anna's request, from the list.
async fn look(house: &House, admin: &mut Person) -> String {
    let id: i64 = house
        .one("SELECT max(id) FROM admin_requests", args![])
        .await;
    let path = format!("/admin/requests/{id}");
    assert!(
        admin
            .browser
            .open("/admin/requests")
            .await
            .html
            .contains(&path)
    );
    admin
        .browser
        .open(&path)
        .await
        .says("My phone fell into the lake.");
    path
}

async fn decided(house: &House) -> (String, String) {
    house.one("SELECT event, detail FROM audit_events WHERE event = 'mfa.removal_decided' ORDER BY sequence DESC LIMIT 1", args![]).await
}

on_both_engines! {
    /// Declined with an answer: she reads it in a mail and on her pages, and may ask again; a second click changes nothing.
    async fn an_answer_without_a_deed(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        ask(&mut anna).await;
        anna.browser.open("/account/admins").await.says("You asked");
        assert!(house.newest_letter_to(&admin.email).await.contains("/admin/requests/"));
        let user = house.user(ANNA).await;
        admin.browser.open(&format!("/admin/users/{user}")).await.says("Anna Weber has asked for help");
        let path = look(&house, &mut admin).await;
        admin.browser.page.says("10 backup codes are left");
        admin.browser.submit("/do/decline-request", &[("note", " ")]).await.refuses("note", "Write a line or two");
        let long = "x".repeat(501);
        admin.browser.submit("/do/decline-request", &[("note", &long)]).await.refuses("note", "too long");
        let mut second = admin.clone();
        second.browser.open(&path).await;
        let answer = [("note", "Use a <b>backup code</b>, please.")];
        admin.browser.submit("/do/decline-request", &answer).await.says("is declined");
        second.browser.submit("/do/decline-request", &[("note", "No")]).await.says("decided about this request already");
        admin.browser.open(&path).await.says("Declined, Berta Admin");
        assert!(!admin.browser.page.html.contains("action=\"/do/decline-request\""));
        let letter = house.newest_letter_to(ANNA).await;
        assert!(letter.contains("> Use a <b>backup code</b>, please.") && letter.contains("Berta Admin has answered"), "{letter}");
        assert_eq!(house.count("mfa.removal_decided", ANNA).await, 1);
        assert!(decided(&house).await.1.contains("\"decision\":\"declined\""));
        anna.browser.open("/account/admins").await.says("Use a <b>backup code</b>, please.");
        assert!(!anna.browser.page.html.contains("<b>backup"));
        assert_eq!(house.active_factors(ANNA).await, 1);
        ask(&mut anna).await;
        house.wait(Span::days(15));
        anna.browser = house.browser();
        anna.sign_in(&house).await;
        anna.browser.open("/account/admins").await.says("You asked");
    }
}

on_both_engines! {
    /// A reset answers the open request, from wherever it is done; so does the removal of the factor that it is about, and no other.
    async fn a_deed_answers_the_request(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        let factor = house.factors(ANNA).await[0].0;
        anna.browser.open(&format!("/account/factors/{factor}/remove")).await.says("only admins");
        anna.browser.submit(ASK.0, ASK.1).await;
        look(&house, &mut admin).await;
        let remove = format!("/admin/factors/{factor}/remove");
        admin.browser.page.says("It is about");
        assert!(admin.browser.page.html.contains(&remove));
        admin.browser.open(&remove).await;
        admin.prove(&house).await;
        admin.browser.submit("/do/take-factor", &WHY).await.says("was removed");
        assert!(decided(&house).await.1.contains("\"decision\":\"removed\""));
        admin.browser.open("/admin/requests").await.says("Nobody waits for help");
        admin.browser.page.says("Second step removed, Berta Admin");

        let user = house.user(ANNA).await;
        anna.browser = house.browser();
        anna.give_password().await;
        let (phone, _) = people::enrol(&house, &mut anna.browser).await;
        anna.phone = phone;
        ask(&mut anna).await;
        admin.browser.open(&format!("/admin/users/{user}/reset")).await;
        admin.prove(&house).await;
        admin.browser.submit("/do/reset-user", &WHY).await.says("were reset");
        assert!(decided(&house).await.1.contains("\"decision\":\"reset\""));
        assert_eq!(house.count("mfa.removal_decided", ANNA).await, 2);
        admin.browser.open("/admin/requests").await.says("Nobody waits for help");
    }
}

on_both_engines! {
    /// The help desk hears first; after four hours everybody who may decide, once, also with two nodes.
    async fn who_waits_four_hours_is_told_of_to_all(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        let mut hedwig = admin.invite(&house, "Hedwig Help", "hedwig@example.com").await;
        house.change("UPDATE users SET role = 'help_desk' WHERE email = 'hedwig@example.com'", args![]).await;
        let letters = async |who: &str| {
            let all = house.letters_to(who).await;
            all.iter().filter(|letter| letter.contains("asks for help")).count()
        };
        ask(&mut anna).await;
        assert_eq!((letters("hedwig@example.com").await, letters(&admin.email).await), (1, 0));
        let node = house.second_node().await;
        tell_of_waiting(&house.desk).await.unwrap();
        house.wait(Span::minutes(239));
        tell_of_waiting(&node.desk).await.unwrap();
        assert_eq!(letters(&admin.email).await, 0);
        house.wait(Span::minutes(1));
        let (one, other) = tokio::join!(tell_of_waiting(&house.desk), tell_of_waiting(&node.desk));
        one.and(other).unwrap();
        tell_of_waiting(&house.desk).await.unwrap();
        assert_eq!((letters("hedwig@example.com").await, letters(&admin.email).await), (2, 1));
        assert!(house.newest_letter_to(&admin.email).await.contains("Nobody has answered this since"));

        // A help-desk person decides about a user, and not about an admin nor about herself.
        hedwig.browser = house.browser();
        hedwig.sign_in(&house).await;
        look(&house, &mut hedwig).await;
        hedwig.browser.submit("/do/decline-request", &[("note", "Call us")]).await.says("is declined");
        hedwig.browser.open("/account/admins").await;
        hedwig.browser.submit(ASK.0, ASK.1).await;
        look(&house, &mut hedwig).await;
        hedwig.browser.page.says("your own request");
        admin.browser = house.browser();
        admin.sign_in(&house).await;
        look(&house, &mut admin).await;
        assert!(admin.browser.page.html.contains("action=\"/do/decline-request\""));
    }
}

on_both_engines! {
    /// Where a customer has no admin of its own, whoever looks after it is who can help, and hears of it.
    async fn without_admins_operators_are_asked(house: House) {
        let mut berta = operator(&house).await;
        let (globex, mut ada) = customer(&house, &mut berta, "globex").await;
        house.change("UPDATE users SET role = NULL WHERE organisation_id = $1", args![globex]).await;
        ada.browser.open("/account/admins").await.says("Berta Admin");
        ask(&mut ada).await;
        let letter = house.newest_letter_to(&berta.email).await;
        assert!(letter.contains("asks for help"), "{letter}");
        let link = letter.split_whitespace().find(|word| word.contains("/admin/requests/")).unwrap();
        berta.browser.open(link.trim_start_matches("http://localhost:3000")).await.says("My phone fell into the lake.");
    }
}

on_both_engines! {
    /// One request at a time, and five in a day however often they are declined.
    async fn nobody_floods_the_admins(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        for _ in 0..5 {
            ask(&mut anna).await;
            look(&house, &mut admin).await;
            admin.browser.submit("/do/decline-request", &[("note", "No")]).await;
        }
        anna.browser.open("/account/admins").await;
        anna.browser.submit(ASK.0, ASK.1).await.refuses("note", "Wait a while");
        let count: i64 = house.one("SELECT count(*) FROM admin_requests", args![]).await;
        assert_eq!(count, 5);
        house.wait(Span::days(1));
        anna.browser = house.browser();
        anna.sign_in(&house).await;
        ask(&mut anna).await;
    }
}
