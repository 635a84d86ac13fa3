//! What users asked their admins for, read and answered by a program.

use identity::api::Scope;
use serde_json::{Value, json};
use server::store::args;

use super::{
    elsewhere::otto,
    engines::on_both_engines,
    house::House,
    people::{Person, set_up},
    program::Said,
};

const ANNA: &str = "anna@example.com";
const REQUESTS: &str = "/api/latchkey/1/requests";

async fn ask(anna: &mut Person, note: &str) {
    anna.browser.open("/account/admins").await;
    let page = anna
        .browser
        .submit("/do/ask-admin", &[("note", note)])
        .await;
    page.says("have been asked");
}

#[track_caller]
fn problem(said: &Said, status: u16, detail: &str) {
    let told = (said.status.as_u16(), said.json()["detail"].clone());
    assert_eq!(told, (status, json!(detail)), "{said:?}");
}

async fn list(house: &House, token: &str, query: &str) -> Value {
    let said = house
        .call(token, "GET", &format!("{REQUESTS}{query}"))
        .await;
    assert_eq!(said.status, 200, "{said:?}");
    said.json()
}

on_both_engines! {
    async fn a_program_answers_a_request(house: House) {
        let mut admin = set_up(&house).await;
        let mut anna = admin.invite(&house, "Anna Weber", ANNA).await;
        let token = house.bearer(Scope::ManageUsers).await;
        assert_eq!(list(&house, &token, "").await, json!({"requests": [], "cursor": "0"}));
        ask(&mut anna, "My phone fell into the lake.").await;
        let open = list(&house, &token, "?status=open").await;
        let request = &open["requests"][0];
        let id = request["id"].as_i64().unwrap();
        assert_eq!(*request, json!({"id": id, "user_id": house.user(ANNA).await.0, "name": "Anna Weber", "email": ANNA,
            "note": "My phone fell into the lake.", "factor_id": null, "asked_at": request["asked_at"], "status": "open",
            "decided_at": null, "decided_by": "", "answer": ""}));
        assert_eq!(list(&house, &token, &format!("?after={}", open["cursor"].as_str().unwrap())).await["requests"], json!([]));
        let path = format!("{REQUESTS}/{id}");
        assert_eq!(house.call(&token, "GET", &path).await.json(), *request);
        let decline = format!("{path}/decline");
        for (wrong, status, detail) in [
            (json!({}), 400, "The body is not what this call takes"), (json!({"answer": "x", "more": 1}), 400, "The body is not what this call takes"),
            (json!({"answer": " "}), 422, "answer is not valid"), (json!({"answer": "x".repeat(501)}), 422, "answer is not valid"),
        ] {
            problem(&house.ask(&token, ("POST", &decline), &wrong).await, status, detail);
        }
        // Who only reads, reads.
        let reader = house.bearer(Scope::ReadAll).await;
        let answer = json!({"answer": "Please call us at 4711."});
        problem(&house.ask(&reader, ("POST", &decline), &answer).await, 403, "Insufficient Permission");
        assert_eq!(list(&house, &reader, "").await["requests"][0]["id"], id);
        let declined = house.ask(&token, ("POST", &decline), &answer).await.json();
        assert_eq!((&declined["status"], &declined["answer"], &declined["decided_by"]), (&json!("declined"), &answer["answer"], &json!("")));
        assert!(declined["decided_at"].is_string());
        problem(&house.ask(&token, ("POST", &decline), &answer).await, 409, "This request is answered");
        let letter = house.newest_letter_to(ANNA).await;
        assert!(letter.contains("Please call us at 4711.") && letter.contains("Help desk robot"), "{letter}");
        anna.browser.open("/account/admins").await.says("Please call us at 4711.");
        let event: (String, String) = house.one(
            "SELECT actor_kind, reason FROM audit_events WHERE event = 'mfa.removal_decided'", args![]).await;
        assert_eq!(event, ("credential".to_owned(), "Please call us at 4711.".to_owned()));
        // A reset answers the next one by itself.
        ask(&mut anna, "And now the key, too.").await;
        let why = json!({"reason_kind": "lost_device", "verification": "video"});
        let reset = format!("/api/latchkey/1/users/{}/reset", house.user(ANNA).await);
        assert_eq!(house.ask(&token, ("POST", &reset), &why).await.status, 200);
        assert_eq!(list(&house, &token, "?status=open").await["requests"], json!([]));
        let all = list(&house, &token, "?limit=1").await;
        let rest = list(&house, &token, &format!("?limit=1&after={}", all["cursor"].as_str().unwrap())).await;
        assert_eq!((&all["requests"][0]["status"], &rest["requests"][0]["status"]), (&json!("declined"), &json!("reset")));
    }
}

on_both_engines! {
    /// Another organisation's is not there; what makes no sense says so.
    async fn requests_stay_within_their_organisation(house: House) {
        let mut admin = set_up(&house).await;
        let mut anna = admin.invite(&house, "Anna Weber", ANNA).await;
        ask(&mut anna, "Help").await;
        let (otto, _) = otto(&house).await;
        house.change(
            "INSERT INTO admin_requests (organisation_id, user_id, note, created_at)
             SELECT organisation_id, id, 'Otto asks', 1 FROM users WHERE id = $1", args![otto]).await;
        let id: i64 = house.one("SELECT id FROM admin_requests WHERE note = 'Otto asks'", args![]).await;
        let token = house.credential_of_acme(Scope::ManageAll).await;
        assert_eq!(list(&house, &token, "").await["requests"].as_array().unwrap().len(), 1);
        let answer = json!({"answer": "No"});
        for id in [id.to_string().as_str(), "0", "-1", "9223372036854775808", "abc"] {
            problem(&house.call(&token, "GET", &format!("{REQUESTS}/{id}")).await, 404, "Request could not be found");
            problem(&house.ask(&token, ("POST", &format!("{REQUESTS}/{id}/decline")), &answer).await, 404, "Request could not be found");
        }
        for wrong in ["after=-1", "after=x", "limit=0", "limit=101", "status=lost", "status=open&status=open"] {
            let said = house.call(&token, "GET", &format!("{REQUESTS}?{wrong}")).await;
            assert_eq!(said.status, 400, "{wrong}: {said:?}");
        }
        let open: i64 = house.one("SELECT COUNT(*) FROM admin_requests WHERE status = 'open'", args![]).await;
        assert_eq!(open, 2);
    }
}
