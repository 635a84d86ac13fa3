//! A program sets up an authenticator app for a user, and checks codes: by the same rules as the pages.

use identity::{api::Scope, ids::UserId, time::Span};
use serde_json::json;
use server::store::args;

use super::{
    elsewhere::otto,
    engines::on_both_engines,
    house::House,
    people::{Person, set_up},
    phone::Phone,
    program::{JSON, NO_FACTOR, Said},
};

const ANNA: &str = "anna@example.com";
const FAILED: &str = r#"{"status":{"error":true,"code":401,"type":"Unauthorized","message":"Failed authentication with this factor"}}"#;
const FAILED_TWO: &str = r#"{"statusCode":401,"name":"Unauthorized","message":"Failed authentication with this factor"}"#;
const UNAVAILABLE: &str = r#"{"status":{"type":"bad request","code":400,"message":"Factor is not available","error":true}}"#;
const SUCCESS: &str =
    r#"{"status":{"type":"success","code":200,"message":"Success","error":false}}"#;

async fn anna(house: &House) -> (Person, Person, UserId, String) {
    let mut admin = set_up(house).await;
    let anna = admin.invite(house, "Anna Weber", ANNA).await;
    let token = house.bearer(Scope::ManageUsers).await;
    (admin, anna, house.user(ANNA).await, token)
}

/// The app that scanned what came back.
fn scanned(said: &serde_json::Value) -> Phone {
    Phone::of_uri(said["factor_data"]["totp_url"].as_str().unwrap())
}

on_both_engines! {
    async fn an_app_is_set_up_and_confirmed_in_version_one(house: House) {
        let (_, mut anna, user, token) = anna(&house).await;
        let path = format!("/api/1/users/{user}/otp_devices");
        let said = house.ask(&token, ("POST", &path), &json!({"factor_id": 2, "display_name": "Work phone", "number": "+491701234567"})).await;
        assert_eq!(said.status, 200, "{said:?}");
        let device = said.json()["data"][0].clone();
        let (id, state) = (device["id"].as_i64().unwrap(), device["state_token"].as_str().unwrap().to_owned());
        let phone = scanned(&device);
        let key = device["factor_data"]["verification_token"].as_str().unwrap();
        assert!(device["factor_data"]["totp_url"].as_str().unwrap().contains(&format!("secret={key}&issuer=")), "{device}");
        let data = format!("{{\"verification_token\":\"{key}\",\"totp_url\":{}}}", device["factor_data"]["totp_url"]);
        let status = SUCCESS.trim_end_matches('}');
        said.is(200, &format!("{status}}},\"data\":[{{\"type_display_name\":\"Authenticator app\",\"active\":false,\"user_display_name\":\"Work phone\",\
            \"default\":false,\"auth_factor_name\":\"Google Authenticator\",\"id\":{id},\"needs_trigger\":false,\"state_token\":\"{state}\",\"factor_data\":{data}}}]}}"));
        const PASS: &str = "INSERT INTO access_passes (user_id, organisation_id, salt, hash, created_at, expires_at) SELECT id, organisation_id, $1, $1, 0, 4000000000000 FROM users WHERE email = $2";
        house.change(PASS, args![[7_u8; 32].as_slice(), ANNA]).await;
        // Worth nothing yet, and told once.
        assert_eq!(house.active_factors(ANNA).await, 1);
        let listed = house.call(&token, "GET", &path).await.json()["data"]["otp_devices"].clone();
        assert_eq!((listed.as_array().unwrap().len(), &listed[0]["active"], &listed[1]["active"]), (2, &json!(true), &json!(false)));
        let triggered = house.call(&token, "POST", &format!("{path}/{id}/trigger")).await;
        triggered.is(200, &format!("{{\"status\":{{\"type\":\"success\",\"code\":200,\"message\":\"Authentication pending.\",\"error\":false}},\
            \"data\":[{{\"id\":{user},\"user_display_name\":\"Work phone\",\"active\":false,\"state_token\":\"{state}\",\
            \"auth_factor_name\":\"Google Authenticator\",\"type_display_name\":\"Authenticator app\",\"device_id\":{id}}}]}}"));
        let verify = format!("{path}/{id}/verify");
        house.ask(&token, ("POST", &verify), &json!({"otp_token": phone.wrong_code(house.now())})).await.is(401, FAILED);
        house.ask(&token, ("POST", &verify), &json!({"otp_token": house.fresh_code(&phone), "state_token": "x"})).await.is(401, FAILED);
        let code = house.fresh_code(&phone);
        house.ask(&token, ("POST", &verify), &json!({"otp_token": code, "state_token": state})).await.is(200, SUCCESS);
        assert_eq!((house.active_factors(ANNA).await, house.sessions_of(ANNA).await), (2, 0));
        assert_eq!(house.one::<i64>("SELECT count(*) FROM access_passes", args![]).await, 0, "no second door stays open");
        let event: (String, String, String) = house.one(
            "SELECT actor_kind, actor_name, detail FROM audit_events WHERE event = 'mfa.factor_enrolled' ORDER BY sequence DESC LIMIT 1", args![]).await;
        assert_eq!((event.0.as_str(), event.1.as_str()), ("credential", "Help desk robot"));
        assert!(event.2.contains("\"token\"") && !event.2.contains(key), "{}", event.2);
        assert!(house.newest_letter_to(ANNA).await.contains("Work phone"));
        // The code that confirmed it is spent, here and at the door.
        house.ask(&token, ("POST", &verify), &json!({"otp_token": code})).await.is(401, FAILED);
        anna.phone = phone;
        anna.sign_in(&house).await;
        // And what the door has taken is spent here.
        let used = anna.phone.code(house.now());
        house.ask(&token, ("POST", &verify), &json!({"otp_token": used})).await.is(401, FAILED);
        house.ask(&token, ("POST", &verify), &json!({"otp_token": house.fresh_code(&anna.phone)})).await.is(200, SUCCESS);
        assert_eq!(house.count("mfa.factor_verified", ANNA).await, 1);
        assert_eq!(house.count("mfa.code_replayed", ANNA).await, 2);
    }
}

on_both_engines! {
    async fn the_same_in_version_two(house: House) {
        let (_, _, user, token) = anna(&house).await;
        let base = format!("/api/2/mfa/users/{user}");
        let said = house.ask(&token, ("POST", &format!("{base}/registrations")), &json!({"factor_id": "2", "expires_in": "300"})).await;
        assert_eq!(said.status, 201, "{said:?}");
        let begun = said.json();
        let phone = scanned(&begun);
        let path = format!("{base}/registrations/{}", begun["id"].as_str().unwrap());
        let looked = house.call(&token, "GET", &path).await;
        assert_eq!((looked.status.as_u16(), looked.json()["status"].as_str()), (200, Some("pending")));
        assert!(!looked.body.contains("factor_data"), "told once: {}", looked.body);
        house.ask(&token, ("PUT", &path), &json!({"otp": phone.wrong_code(house.now())})).await.is(401, FAILED_TWO);
        let done = house.ask(&token, ("PUT", &path), &json!({"otp": house.fresh_code(&phone)})).await;
        assert_eq!((done.status.as_u16(), done.json()["status"].as_str()), (200, Some("accepted")), "{done:?}");
        house.ask(&token, ("PUT", &path), &json!({"otp": house.fresh_code(&phone)})).await.is(401, FAILED_TWO);
        assert_eq!(house.active_factors(ANNA).await, 2);

        let said = house.ask(&token, ("POST", &format!("{base}/verifications")), &json!({"device_id": begun["device_id"]})).await;
        assert_eq!(said.status, 201, "{said:?}");
        let one = said.json()[0].clone();
        assert_eq!((&one["user_id"], &one["device_id"]), (&json!(user.to_string()), &begun["device_id"]));
        let path = format!("{base}/verifications/{}", one["id"].as_str().unwrap());
        let code = house.fresh_code(&phone);
        assert_eq!(house.ask(&token, ("PUT", &path), &json!({"otp": code})).await.json()["status"], "accepted");
        assert_eq!(house.call(&token, "GET", &path).await.json()["status"], "accepted");
        house.ask(&token, ("PUT", &path), &json!({"otp": house.fresh_code(&phone)})).await.is(401, FAILED_TWO);
        // One that ran out.
        let said = house.ask(&token, ("POST", &format!("{base}/verifications")), &json!({"device_id": begun["device_id"], "expires_in": 10})).await;
        let path = format!("{base}/verifications/{}", said.json()[0]["id"].as_str().unwrap());
        house.wait(Span::seconds(10));
        house.ask(&token, ("PUT", &path), &json!({"otp": house.fresh_code(&phone)})).await.is(401, FAILED_TWO);
        assert_eq!(house.call(&token, "GET", &path).await.json()["status"], "rejected");
    }
}

on_both_engines! {
    /// K-13, and what the policy says; a body that makes no sense is 400 and never a failure of ours.
    async fn what_cannot_be_set_up_is_refused(house: House) {
        let (_, _, user, token) = anna(&house).await;
        let (one, two) = (format!("/api/1/users/{user}/otp_devices"), format!("/api/2/mfa/users/{user}/registrations"));
        // A passkey is made where it is kept, and a text message cannot be sent.
        for kind in [1, 3, 4, 0, -1, i64::MAX] {
            house.ask(&token, ("POST", &one), &json!({"factor_id": kind, "number": "+491701234567"})).await.is(400, UNAVAILABLE);
            house.ask(&token, ("POST", &two), &json!({"factor_id": kind})).await
                .is(400, r#"{"statusCode":400,"name":"BadRequest","message":"Factor is not available"}"#);
        }
        for body in [
            json!({}), json!({"factor_id": "x"}), json!({"factor_id": 1e300}), json!({"factor_id": 2, "verified": true}), json!([]), json!("2"),
            json!({"factor_id": 2, "display_name": "a\u{0}b"}), json!({"factor_id": 2, "display_name": "x".repeat(65)}),
            json!({"factor_id": 2, "expires_in": 601}), json!({"factor_id": 2, "expires_in": 0}), json!({"factor_id": [2]}),
        ] {
            for path in [&one, &two] {
                let said = house.ask(&token, ("POST", path), &body).await;
                assert_eq!(said.status, 400, "{body}: {said:?}");
            }
        }
        let bearer = format!("bearer {token}");
        let headers = [("authorization", bearer.as_str()), ("content-type", "text/plain")];
        assert_eq!(house.send(("POST", &one), &headers, "x").await.status, 400);
        let large = format!("{{\"a\":\"{}\"}}", "x".repeat(20_000));
        assert_eq!(house.send(("POST", &one), &[JSON, headers[0]], &large).await.status, 413);
        let factor = house.factors(ANNA).await[0].0;
        for body in [json!({"state_token_expires_in": 901}), json!({"state_token_expires_in": "x"})] {
            assert_eq!(house.ask(&token, ("POST", &format!("{one}/{factor}/trigger")), &body).await.status, 400);
        }
        house.wait(Span::seconds(1));
        assert_eq!(house.ask(&token, ("POST", &format!("{one}/{factor}/verify")), &json!({})).await.status, 400);
        house.change("UPDATE policies SET allowed_kinds = 'passkey'", args![]).await;
        house.ask(&token, ("POST", &one), &json!({"factor_id": 2})).await.is(400, UNAVAILABLE);
        house.change("UPDATE policies SET allowed_kinds = 'passkey,totp'", args![]).await;
        house.change("UPDATE users SET status = 'disabled' WHERE email = $1", args![ANNA]).await;
        house.ask(&token, ("POST", &one), &json!({"factor_id": 2})).await.is(400, UNAVAILABLE);
        // Nor is a right code of theirs taken.
        for (what, body) in [("trigger", json!({})), ("verify", json!({"otp_token": "123456"}))] {
            house.ask(&token, ("POST", &format!("{one}/{factor}/{what}")), &body).await.is(400, UNAVAILABLE);
        }
        assert_eq!(house.factors(ANNA).await.len(), 1);
    }
}

on_both_engines! {
    /// A program does nothing to the admin who lent it the rights: no factor, no code, no removal, no sign-out.
    async fn nobody_acts_on_themselves(house: House) {
        let (admin, _, _, token) = anna(&house).await;
        let (me, factor) = (house.user(&admin.email).await, house.factors(&admin.email).await[0].0);
        let (one, two) = (format!("/api/1/users/{me}/otp_devices"), format!("/api/2/mfa/users/{me}/registrations"));
        let sessions = house.sessions_of(&admin.email).await;
        for (method, path) in [("POST", one.clone()), ("POST", two), ("POST", format!("{one}/{factor}/trigger")), ("POST", format!("{one}/{factor}/verify")), ("DELETE", format!("{one}/{factor}")), ("PUT", format!("/api/1/users/{me}/logout"))] {
            let said = house.ask(&token, (method, &path), &json!({"factor_id": 2, "otp_token": "123456"})).await;
            assert!([401, 403].contains(&said.status.as_u16()), "{method} {path}: {said:?}");
        }
        assert_eq!((house.factors(&admin.email).await.len(), house.sessions_of(&admin.email).await), (1, sessions));
    }
}

on_both_engines! {
    /// Somebody else's, another organisation's, what its owner sets up in a browser, no id at all: one answer.
    async fn what_is_not_there_is_not_there(house: House) {
        let (_, mut anna, user, _) = anna(&house).await;
        let (otto, his) = otto(&house).await;
        let token = house.credential_of_acme(Scope::ManageAll).await;
        anna.browser.open("/enrol").await;
        anna.browser.submit("/do/start-totp", &[]).await;
        let phone = Phone::scan(&anna.browser.page);
        let hers = house.factors(ANNA).await[1].0;
        let told = |said: &Said| (said.status.as_u16(), said.body.clone());
        for device in [hers.to_string(), his.to_string(), "0".to_owned(), "-1".to_owned(), "9223372036854775808".to_owned(), "abc".to_owned(), "999999".to_owned()] {
            let base = format!("/api/1/users/{user}/otp_devices/{device}");
            house.wait(Span::seconds(1));
            house.call(&token, "POST", &format!("{base}/trigger")).await.is(400, NO_FACTOR);
            house.ask(&token, ("POST", &format!("{base}/verify")), &json!({"otp_token": phone.code(house.now())})).await.is(400, NO_FACTOR);
            let said = house.ask(&token, ("POST", &format!("/api/2/mfa/users/{user}/verifications")), &json!({"device_id": device})).await;
            assert_eq!(told(&said), (404, r#"{"statusCode":404,"name":"NotFound","message":"Factor could not be found"}"#.to_owned()));
        }
        house.wait(Span::seconds(1));
        for user in [otto.to_string(), "0".to_owned(), "abc".to_owned()] {
            let base = format!("/api/1/users/{user}/otp_devices");
            assert_eq!(house.ask(&token, ("POST", &base), &json!({"factor_id": 2})).await.status, 404);
            house.ask(&token, ("POST", &format!("{base}/{his}/verify")), &json!({"otp_token": "123456"})).await
                .is(400, r#"{"status":{"type":"bad request","code":400,"message":"User does not exist","error":true}}"#);
            let said = house.call(&token, "GET", &format!("/api/2/mfa/users/{user}/registrations/x")).await;
            assert_eq!(said.status, 404);
        }
    }
}

on_both_engines! {
    /// Guesses by a program cost what they cost at the door: waiting begins with the fifth.
    async fn guesses_are_throttled(house: House) {
        let (_, anna, user, token) = anna(&house).await;
        let factor = house.factors(ANNA).await[0].0;
        let verify = format!("/api/1/users/{user}/otp_devices/{factor}/verify");
        for _ in 0..5 {
            let code = anna.phone.wrong_code(house.now());
            house.ask(&token, ("POST", &verify), &json!({"otp_token": code})).await.is(401, FAILED);
        }
        let right = house.now() + Span::seconds(20);
        let said = house.ask(&token, ("POST", &verify), &json!({"otp_token": anna.phone.code(right)})).await;
        assert_eq!(said.status, 429, "{said:?}");
        assert!((25..=30).contains(&said.header("retry-after").parse::<i64>().unwrap()), "{said:?}");
        assert_eq!((house.factor_failures(ANNA).await, house.count("mfa.challenge_failed", ANNA).await), (5, 5));
        assert_eq!(house.count("throttle.engaged", ANNA).await, 1);
        let code = house.fresh_code(&anna.phone);
        house.ask(&token, ("POST", &verify), &json!({"otp_token": code})).await.is(200, SUCCESS);
        assert_eq!(house.factor_failures(ANNA).await, 0);
    }
}

on_both_engines! {
    /// What waits for its first code is listed where a list can say so, and can be taken back; a browser's own cannot.
    async fn a_pending_one_is_listed_and_taken_back(house: House) {
        let (_, _, user, token) = anna(&house).await;
        let path = format!("/api/1/users/{user}/otp_devices");
        let begun = house.ask(&token, ("POST", &path), &json!({"factor_id": 2, "display_name": "Desk phone"})).await.json()["data"][0].clone();
        let listed = async || house.call(&token, "GET", &path).await.json()["data"]["otp_devices"].as_array().unwrap().clone();
        let found = listed().await;
        assert_eq!((found.len(), &found[1]["id"], &found[1]["active"], &found[1]["default"]), (2, &begun["id"], &json!(false), &json!(false)));
        assert_eq!(found[1]["user_display_name"], "Desk phone");
        assert!(!found[1].to_string().contains("factor_data"), "never its secret again: {}", found[1]);
        let two = house.call(&token, "GET", &format!("/api/2/mfa/users/{user}/devices")).await.json();
        assert_eq!(two.as_array().unwrap().len(), 1);
        let device = format!("{path}/{}", begun["id"]);
        house.call(&token, "DELETE", &device).await.is(200, "{}");
        house.call(&token, "DELETE", &device).await.is(400, NO_FACTOR);
        assert_eq!((listed().await.len(), house.active_factors(ANNA).await), (1, 1));
        let code = house.fresh_code(&scanned(&begun));
        house.ask(&token, ("POST", &format!("{device}/verify")), &json!({"otp_token": code})).await.is(400, NO_FACTOR);
        assert_eq!(house.count("mfa.factor_api_removed", ANNA).await, 0, "it never was one");
    }
}

on_both_engines! {
    /// A pending one that never works is begun anew (E-06), and an older one makes room.
    async fn a_pending_one_is_given_up(house: House) {
        let (_, _, user, token) = anna(&house).await;
        let path = format!("/api/1/users/{user}/otp_devices");
        let begin = async || house.ask(&token, ("POST", &path), &json!({"factor_id": 2})).await.json()["data"][0].clone();
        let (first, second) = (begin().await, begin().await);
        assert_eq!(second["user_display_name"], "Authenticator app");
        let (old, new) = (scanned(&first), scanned(&second));
        let verify = |device: &serde_json::Value| format!("{path}/{}/verify", device["id"]);
        house.ask(&token, ("POST", &verify(&first)), &json!({"otp_token": house.fresh_code(&old)})).await.is(400, NO_FACTOR);
        for _ in 0..6 {
            house.ask(&token, ("POST", &verify(&second)), &json!({"otp_token": new.wrong_code(house.now())})).await.is(401, FAILED);
        }
        house.ask(&token, ("POST", &verify(&second)), &json!({"otp_token": house.fresh_code(&new)})).await.is(400, NO_FACTOR);
        let third = begin().await;
        house.wait(Span::minutes(10));
        house.ask(&token, ("POST", &verify(&third)), &json!({"otp_token": house.fresh_code(&scanned(&third))})).await.is(400, NO_FACTOR);
        assert_eq!(house.active_factors(ANNA).await, 1);
    }
}
