//! `/admin/api-credentials`: an admin makes a credential, reads its secret once, and takes it back.

use identity::{place::FreshCredential, role::Role, secret::Secret, time::Span};
use server::{
    desk::break_glass::{self, Whom},
    store::args,
};

use super::{
    engines::on_both_engines,
    house::{ADMIN, House},
    people::{Person, set_up},
    program::{FAILURE, NOT_PERMITTED},
};

const PAGE: &str = "/admin/api-credentials";
const NEW: [(&str, &str); 3] = [("name", "Robot"), ("scope", "manage_users"), ("days", "30")];

/// Proves first, where the page asks for it.
async fn ready(house: &House, admin: &mut Person) {
    admin.browser.open(PAGE).await;
    admin.prove(house).await;
    assert_eq!(admin.browser.page.path, PAGE);
}

/// What the page tells of a new credential.
fn told(admin: &Person) -> Option<FreshCredential> {
    let codes = admin.browser.page.all("section.card dd code");
    let [client_id, secret] = codes.as_slice() else {
        return None;
    };
    Some(FreshCredential {
        name: "Robot".to_owned(),
        client_id: client_id.clone(),
        secret: Secret::new(secret.as_str()),
    })
}

on_both_engines! {
    async fn an_admin_makes_one_and_takes_it_back(house: House) {
        let mut admin = set_up(&house).await;
        house.wait(Span::minutes(6));
        admin.browser.open(PAGE).await;
        admin.browser.page.says("No program has a credential yet");
        assert!(!admin.browser.page.html.contains("/do/create-credential"), "a proof comes first");
        ready(&house, &mut admin).await;
        admin.browser.submit("/do/create-credential", &NEW).await;
        admin.browser.page.says("The credential for Robot").says("shown this once");
        let made = told(&admin).expect("the secret is on the page");
        let token = house.token(&made).await;
        assert_eq!(house.call(&token, "GET", "/api/1/users").await.status, 200);
        // Once is once.
        admin.browser.open(PAGE).await;
        assert!(told(&admin).is_none() && !admin.browser.page.html.contains(made.secret.reveal()));
        admin.browser.page.says("Robot").says("Berta Admin").says("Until");
        // One proof was for one change.
        assert!(!admin.browser.page.html.contains("/do/revoke-credential"));
        ready(&house, &mut admin).await;
        admin.browser.submit("/do/let-programs-remove", &[]).await;
        admin.browser.page.says("Programs may not remove second steps");
        house.call(&token, "DELETE", "/api/1/users/1/otp_devices/1").await.is(401, NOT_PERMITTED);
        ready(&house, &mut admin).await;
        admin.browser.submit("/do/revoke-credential", &[]).await;
        admin.browser.page.says("Robot was revoked").says("No more: revoked");
        house.call(&token, "GET", "/api/1/users").await.is(401, FAILURE);
        let events: Vec<(String, String)> = house.all(
            "SELECT event, actor_name FROM audit_events WHERE event LIKE 'api.credential%' OR detail LIKE '%api_removal%' ORDER BY sequence", args![],
        ).await;
        let by_berta = |event: &str| (event.to_owned(), "Berta Admin".to_owned());
        assert_eq!(events, [by_berta("api.credential_created"), by_berta("org.settings_changed"), by_berta("api.credential_revoked")]);
    }
}

on_both_engines! {
    async fn what_was_typed_is_kept_and_nothing_else_gets_in(house: House) {
        let mut admin = set_up(&house).await;
        ready(&house, &mut admin).await;
        admin.browser.submit("/do/create-credential", &[("name", " "), ("scope", "read_all"), ("days", "365")]).await;
        admin.browser.page.says("Enter a name");
        let chosen = admin.browser.page.all("select option[selected]");
        assert_eq!(chosen, ["Read everything (Read All)", "365 days"]);
        for wrong in [[("name", "X"), ("scope", "everything"), ("days", "30")], [("name", "X"), ("scope", "read_all"), ("days", "366")]] {
            admin.browser.submit("/do/create-credential", &wrong).await;
        }
        assert_eq!(house.one::<i64>("SELECT COUNT(*) FROM api_credentials", args![]).await, 0);
        // Worth nothing any more says so.
        admin.browser.submit("/do/create-credential", &NEW).await;
        let mut anna = admin.invite(&house, "Anna Weber", "anna@example.com").await;
        anna.browser.open(PAGE).await;
        assert_eq!(anna.browser.page.status, 403);
        for (email, role) in [("anna@example.com", Role::OrgAdmin), (ADMIN.0, Role::HelpDesk)] {
            let whom = Whom { organisation: None, email: email.to_owned() };
            break_glass::set_role(&house.desk, &whom, Some(role)).await.unwrap().unwrap();
        }
        anna.sign_in(&house).await;
        anna.browser.open(PAGE).await;
        anna.browser.page.says("Not now: who made it is no admin any more");
    }
}
