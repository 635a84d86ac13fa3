//! `/api/latchkey/1/…`: users looked after, all factors reset, policies and groups read, the log streamed.

use identity::{
    api::{Removal, Scope},
    role::Role,
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
    people::{enrol, set_up},
    program::{JSON, Said},
};

const ANNA: &str = "anna@example.com";
const BASE: &str = "/api/latchkey/1";

#[track_caller]
fn problem(said: &Said, status: u16, detail: &str) {
    assert_eq!(
        (said.status.as_u16(), said.json()["detail"].as_str()),
        (status, Some(detail)),
        "{said:?}"
    );
    assert_eq!(said.header("content-type"), "application/problem+json");
}

on_both_engines! {
    /// M2 and M3 by a program: the same use case as in the console.
    async fn everything_is_reset(house: House) {
        let mut admin = set_up(&house).await;
        let mut anna = admin.invite(&house, "Anna Weber", ANNA).await;
        let (user, factor) = (house.user(ANNA).await, house.factors(ANNA).await[0].0);
        let token = house.bearer(Scope::ManageUsers).await;
        let path = format!("{BASE}/users/{user}/reset");
        let why = json!({"reason_kind": "lost_device", "reason": "Phone in the lake", "verification": "video"});
        credentials::let_remove(&house.desk, None, Removal::Off).await.unwrap().unwrap();
        problem(&house.ask(&token, ("POST", &path), &why).await, 403, "Insufficient Permission");
        credentials::let_remove(&house.desk, None, Removal::On).await.unwrap().unwrap();
        for wrong in [json!({}), json!({"reason_kind": "lost_device"}), json!({"reason_kind": "lost_device", "verification": "video", "more": 1}), json!([]), json!("x")] {
            problem(&house.ask(&token, ("POST", &path), &wrong).await, 400, "The body is not what this call takes");
        }
        for wrong in [
            json!({"reason_kind": "boredom", "verification": "video"}), json!({"reason_kind": "other", "verification": "video"}),
            json!({"reason_kind": "lost_device", "verification": ""}), json!({"reason_kind": "lost_device", "reason": "x".repeat(501), "verification": "video"}),
        ] {
            problem(&house.ask(&token, ("POST", &path), &wrong).await, 422, "reason_kind, reason or verification is not valid");
        }
        assert_eq!(house.active_factors(ANNA).await, 1);
        let said = house.ask(&token, ("POST", &path), &why).await;
        assert_eq!(said.status, 200, "{said:?}");
        let done = said.json();
        assert_eq!(done["factors"], json!([{"id": factor.0, "kind": "totp", "name": "Pixel 9", "fate": "deleted"}]));
        assert_eq!(done["codes_revoked"], 10);
        assert_eq!((house.active_factors(ANNA).await, house.sessions_of(ANNA).await), (0, 0));
        let event: (String, String, String) = house.one(
            "SELECT actor_kind, actor_name, reason FROM audit_events WHERE event = 'mfa.factor_admin_reset'", args![]).await;
        assert_eq!(event, ("credential".to_owned(), "Help desk robot".to_owned(), "Phone in the lake".to_owned()));
        assert!(house.newest_letter_to(ANNA).await.contains("Help desk robot"));
        anna.give_password().await;
        assert_eq!(anna.browser.page.path, "/enrol");
        enrol(&house, &mut anna.browser).await;
        // Nobody acts on themselves, an admin's program reaches no operator, and what is not there is not there.
        let own = format!("{BASE}/users/{}/reset", house.user(ADMIN.0).await);
        problem(&house.ask(&token, ("POST", &own), &why).await, 403, "Insufficient Permission");
        let whom = Whom { organisation: None, email: ANNA.to_owned() };
        break_glass::set_role(&house.desk, &whom, Some(Role::Operator)).await.unwrap().unwrap();
        problem(&house.ask(&token, ("POST", &path), &why).await, 403, "Insufficient Permission");
        let (otto, _) = otto(&house).await;
        let token = house.credential_of_acme(Scope::ManageAll).await;
        for id in [otto.to_string().as_str(), "0", "-1", "9223372036854775808", "abc"] {
            let said = house.ask(&token, ("POST", &format!("{BASE}/users/{id}/reset")), &why).await;
            problem(&said, 404, &format!("User for id {id} was not found"));
        }
    }
}

on_both_engines! {
    async fn users_are_looked_after(house: House) {
        let mut admin = set_up(&house).await;
        let token = house.bearer(Scope::ManageUsers).await;
        let users = format!("{BASE}/users");
        let new = json!({"name": "Jonas Roth", "email": "jonas@example.com", "groups": ["Sales", "Sales"], "language": "de"});
        let said = house.ask(&token, ("POST", &users), &new).await;
        assert_eq!(said.status, 201, "{said:?}");
        let jonas = said.json();
        let path = format!("{users}/{}", jonas["id"]);
        assert_eq!(said.header("location"), path);
        assert_eq!(jonas, json!({"id": jonas["id"], "email": "jonas@example.com", "name": "Jonas Roth", "status": "invited", "role": null,
            "language": "de", "groups": ["sales"], "must_enrol": false, "last_sign_in_at": null}));
        assert!(house.link_to("/welcome", "jonas@example.com").await.starts_with("/welcome"));
        problem(&house.ask(&token, ("POST", &users), &new).await, 409, "Somebody here has this address");
        for (wrong, field) in [
            (json!({"name": "", "email": "x@example.com"}), "name"), (json!({"name": "X", "email": "x"}), "email"),
            (json!({"name": "X", "email": "x@example.com", "language": "fr"}), "language"),
            (json!({"name": "X", "email": "x@example.com", "groups": ["a,b"]}), "groups"),
        ] {
            problem(&house.ask(&token, ("POST", &users), &wrong).await, 422, &format!("{field} is not valid"));
        }
        let renamed = house.ask(&token, ("PATCH", &path), &json!({"name": "Jonas Rot"})).await.json();
        assert_eq!((&renamed["name"], &renamed["language"]), (&json!("Jonas Rot"), &json!("de")));
        for wrong in [json!({"email": "x@example.com"}), json!([null, null]), json!(["Jonas Rot", null])] {
            problem(&house.ask(&token, ("PATCH", &path), &wrong).await, 400, "The body is not what this call takes");
        }
        // Groups, and with them the policy.
        let groups = format!("{path}/groups");
        let set = house.ask(&token, ("PUT", &groups), &json!({"groups": ["Board"]})).await;
        set.is(200, r#"{"groups":["board"]}"#);
        house.call(&token, "GET", &groups).await.is(200, r#"{"groups":["board"]}"#);
        house.call(&token, "GET", &format!("{BASE}/groups")).await.is(200, r#"{"groups":["board"]}"#);
        assert_eq!(house.count("policy.assigned", "jonas@example.com").await, 1);
        // Off and on again: whoever is signed in is signed out.
        let mut anna = admin.invite(&house, "Anna Weber", ANNA).await;
        let path = format!("{users}/{}", house.user(ANNA).await);
        assert_eq!(house.call(&token, "POST", &format!("{path}/disable")).await.json()["status"], "disabled");
        assert_eq!(house.sessions_of(ANNA).await, 0);
        assert_eq!(house.call(&token, "POST", &format!("{path}/disable")).await.json()["status"], "disabled");
        assert_eq!(house.count("user.disabled", ANNA).await, 1);
        assert_eq!(house.call(&token, "POST", &format!("{path}/enable")).await.json()["status"], "active");
        anna.sign_in(&house).await;
        // Not its own creator.
        let own = format!("{users}/{}/disable", house.user(ADMIN.0).await);
        problem(&house.call(&token, "POST", &own).await, 403, "Insufficient Permission");
        let (otto, _) = otto(&house).await;
        for act in ["disable", "enable", "groups"] {
            let method = if act == "groups" { "GET" } else { "POST" };
            let said = house.call(&house.credential_of_acme(Scope::ManageAll).await, method, &format!("{users}/{otto}/{act}")).await;
            problem(&said, 404, &format!("User for id {otto} was not found"));
        }
        let bearer = format!("bearer {token}");
        let large = format!("{{\"name\":\"{}\"}}", "x".repeat(20_000));
        let said = house.send(("POST", &users), &[JSON, ("authorization", &bearer)], &large).await;
        problem(&said, 413, "The body is too large");
        let said = house.send(("POST", &users), &[("authorization", &bearer)], "{}").await;
        problem(&said, 400, "The body must be application/json");
    }
}

on_both_engines! {
    async fn rules_and_log_are_read(house: House) {
        let mut admin = set_up(&house).await;
        admin.invite(&house, "Anna Weber", ANNA).await;
        let token = house.bearer(Scope::ReadAll).await;
        let policies = house.call(&token, "GET", &format!("{BASE}/policies")).await.json();
        let default = &policies["policies"][0];
        assert_eq!((&default["groups"], &default["requirement"], &default["allowed_kinds"]), (&Value::Null, &json!("required"), &json!(["passkey", "totp"])));
        // From the beginning, in pieces, without a gap.
        let audit = format!("{BASE}/audit");
        let (mut cursor, mut sequences) = ("0".to_owned(), Vec::new());
        loop {
            let piece = house.call(&token, "GET", &format!("{audit}?after={cursor}&limit=3")).await.json();
            let events = piece["events"].as_array().unwrap().clone();
            sequences.extend(events.iter().map(|event| event["sequence"].as_i64().unwrap()));
            piece["cursor"].as_str().unwrap().clone_into(&mut cursor);
            if events.len() < 3 { break; }
        }
        let all: i64 = house.one("SELECT COUNT(*) FROM audit_events WHERE organisation_id = (SELECT MIN(id) FROM organisations)", args![]).await;
        assert_eq!(sequences.len() as i64, all);
        assert!(sequences.windows(2).all(|two| two[0] + 1 == two[1]), "{sequences:?}");
        // Later there is more.
        let nothing = house.call(&token, "GET", &format!("{audit}?after={cursor}")).await.json();
        assert_eq!((nothing["events"].as_array().unwrap().len(), &nothing["cursor"]), (0, &json!(cursor)));
        house.bearer(Scope::ReadUsers).await;
        let more = house.call(&token, "GET", &format!("{audit}?after={cursor}&event=api.token_issued")).await.json();
        assert_eq!(more["events"][0]["detail"]["grant"], "client_credentials");
        for wrong in ["after=", "limit=", "event=", "after=-1", "after=x", "after=9223372036854775808", "limit=0", "limit=1001", "event=no.such", "after=1&after=2", "after=%ff"] {
            let said = house.call(&token, "GET", &format!("{audit}?{wrong}")).await;
            assert_eq!(said.status, 400, "{wrong}: {said:?}");
        }
        // Another organisation's log is another log.
        otto(&house).await;
        let users = house.credential_of_acme(Scope::ReadUsers).await;
        problem(&house.call(&users, "GET", &audit).await, 403, "Insufficient Permission");
    }
}

on_both_engines! {
    /// Both without a token, and neither loads anything from elsewhere.
    async fn the_document_and_its_page_are_there(house: House) {
        let said = house.send(("GET", "/api/openapi.json"), &[], "").await;
        assert_eq!((said.status.as_u16(), said.header("content-type"), said.json()["openapi"].as_str()), (200, "application/json", Some("3.1.0")));
        assert_eq!(said.json()["servers"][0]["url"], "http://localhost:3000");
        let page = house.send(("GET", "/api/docs"), &[("accept", "text/html")], "").await;
        assert_eq!((page.status.as_u16(), page.header("content-type")), (200, "text/html; charset=utf-8"));
        for (_, path) in server::http::api::calls() {
            assert!(page.body.contains(path), "{path}");
        }
        for foreign in ["src=", "<script", "href=\"http", "href=\"//", "@import", "style="] {
            assert!(!page.body.contains(foreign), "{foreign}");
        }
        assert_eq!(house.send(("POST", "/api/docs"), &[], "").await.status, 404);
    }
}
