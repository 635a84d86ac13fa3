//! Temporary tokens: access passes that programs ask for. They end after a day at the latest, and are good once.

use identity::{
    api::{Removal, Scope},
    role::Role,
    time::Span,
};
use serde_json::{Value, json};
use server::{
    desk::{
        api::credentials,
        break_glass::{self, Whom},
    },
    store::args,
};

use super::{
    elsewhere::otto,
    engines::on_both_engines,
    house::{ADMIN, House},
    people::set_up,
    program::NOT_PERMITTED,
};

const ANNA: &str = "anna@example.com";

async fn path(house: &House, version: u8) -> String {
    let user = house.user(ANNA).await;
    match version {
        1 => format!("/api/1/users/{user}/mfa_token"),
        _ => format!("/api/2/mfa/users/{user}/mfa_token"),
    }
}

on_both_engines! {
    /// Asked for, mailed without the pass, in the log without the pass, entered, and a new phone set up.
    async fn a_temporary_token_stands_in_once(house: House) {
        let mut admin = set_up(&house).await;
        let mut anna = admin.invite(&house, "Anna Weber", ANNA).await;
        let token = house.bearer(Scope::ManageUsers).await;
        let one = path(&house, 1).await;
        let said = house.ask(&token, ("POST", &one), &json!({"expires_in": 7200, "reusable": false})).await;
        assert_eq!(said.status, 201, "{said:?}");
        let told = said.json();
        let pass = told["mfa_token"].as_str().unwrap().to_owned();
        let until = (house.now() + Span::hours(2)).0;
        let expires_at: i64 = house.one("SELECT expires_at FROM access_passes", args![]).await;
        assert_eq!(expires_at, until);
        assert_eq!(said.body, format!(r#"{{"mfa_token":"{pass}","reusable":false,"expires_at":"{}"}}"#, told["expires_at"].as_str().unwrap()));
        let letter = house.newest_letter_to(ANNA).await;
        assert!(letter.contains("Help desk robot") && !letter.contains(&pass), "{letter}");
        let event: (String, String, String) = house.one(
            "SELECT actor_kind, reason, detail FROM audit_events WHERE event = 'mfa.access_pass_issued'", args![]).await;
        assert_eq!((event.0.as_str(), event.1.as_str()), ("credential", "mfa_token"));
        assert!(event.2.contains("\"minutes\":120") && !event.2.contains(&pass), "{}", event.2);
        // An older one ends with the newer, from either version; an hour when nobody says.
        let said = house.call(&token, "POST", &path(&house, 2).await).await;
        assert_eq!(said.status, 201, "{said:?}");
        let second = said.json()["mfa_token"].as_str().unwrap().to_owned();
        let row: (i64, i64) = house.one("SELECT COUNT(*), MAX(expires_at) FROM access_passes", args![]).await;
        assert_eq!(row, (1, (house.now() + Span::hours(1)).0));
        anna.browser = house.browser();
        anna.give_password().await;
        anna.browser.open("/sign-in/access-pass").await;
        let enter = "/do/verify-access-pass";
        anna.browser.submit(enter, &[("code", &pass)]).await.says("That pass is not good");
        anna.browser.submit(enter, &[("code", &second)]).await;
        assert!(anna.browser.page.path.starts_with("/enrol"), "{}", anna.browser.page.path);
    }
}

on_both_engines! {
    async fn what_is_asked_of_it_beyond_that_is_refused(house: House) {
        let mut admin = set_up(&house).await;
        admin.invite(&house, "Anna Weber", ANNA).await;
        let token = house.bearer(Scope::ManageUsers).await;
        let unfit = |field: &str| format!(r#"{{"status":{{"error":true,"code":422,"type":"unprocessable entity","message":"{field} is not valid"}}}}"#);
        let one = path(&house, 1).await;
        let two = path(&house, 2).await;
        let asks: [(Value, &str); 6] = [
            (json!({"expires_in": 259_200}), "expires_in"), (json!({"expires_in": "86401"}), "expires_in"), (json!({"expires_in": 599}), "expires_in"),
            (json!({"reusable": true}), "reusable"), (json!({"resuable": true}), "reusable"), (json!({"reusable": "yes"}), "reusable"),
        ];
        for (ask, field) in &asks {
            house.ask(&token, ("POST", &one), ask).await.is(422, &unfit(field));
            let said = house.ask(&token, ("POST", &two), ask).await;
            said.is(422, &format!(r#"{{"statusCode":422,"name":"UnprocessableEntity","message":"{field} is not valid"}}"#));
        }
        for malformed in [json!({"expires_in": -1}), json!({"expires_in": "soon"}), json!({"expires_in": 4_294_967_296_i64}), json!([])] {
            assert_eq!(house.ask(&token, ("POST", &one), &malformed).await.status, 400, "{malformed}");
        }
        // The switch for removals holds here as well: a pass stands in for a factor.
        credentials::let_remove(&house.desk, None, Removal::Off).await.unwrap().unwrap();
        house.call(&token, "POST", &one).await.is(401, NOT_PERMITTED);
        credentials::let_remove(&house.desk, None, Removal::On).await.unwrap().unwrap();
        // Nobody acts on whoever lent the rights, nor on a higher rank.
        let own = format!("/api/1/users/{}/mfa_token", house.user(ADMIN.0).await);
        house.call(&token, "POST", &own).await.is(401, NOT_PERMITTED);
        let whom = Whom { organisation: None, email: ANNA.to_owned() };
        break_glass::set_role(&house.desk, &whom, Some(Role::Operator)).await.unwrap().unwrap();
        house.call(&token, "POST", &one).await.is(401, NOT_PERMITTED);
        break_glass::set_role(&house.desk, &whom, None).await.unwrap().unwrap();
        // Nobody who cannot sign in.
        let invited = admin.invite_only(&house, "Jonas Roth", "jonas@example.com").await;
        drop(invited);
        let jonas = format!("/api/1/users/{}/mfa_token", house.user("jonas@example.com").await);
        let said = house.call(&token, "POST", &jonas).await;
        assert_eq!((said.status.as_u16(), &said.json()["status"]["message"]), (400, &json!("Factor is not available")));
        let (otto, _) = otto(&house).await;
        let token = house.credential_of_acme(Scope::ManageAll).await;
        for id in [otto.to_string().as_str(), "0", "-1", "9223372036854775808", "abc"] {
            let said = house.call(&token, "POST", &format!("/api/1/users/{id}/mfa_token")).await;
            assert_eq!((said.status.as_u16(), &said.json()["status"]["message"]), (404, &json!(format!("User for id {id} was not found"))));
        }
        let count: i64 = house.one("SELECT COUNT(*) FROM access_passes", args![]).await;
        assert_eq!(count, 0);
    }
}
