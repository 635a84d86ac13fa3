//! A program sets up a phone for a user, has codes sent to it, and checks them: by the same rules and limits as the pages.

use identity::{api::Scope, ids::UserId, time::Span};
use serde_json::json;
use server::store::args;

use super::{
    engines::on_both_engines,
    handset::{Handset, SPELLED, allow_texts, another},
    house::House,
    people::set_up,
};

const ANNA: &str = "anna@example.com";
const FAILED: &str = r#"{"status":{"error":true,"code":401,"type":"Unauthorized","message":"Failed authentication with this factor"}}"#;
const UNAVAILABLE: &str = r#"{"status":{"type":"bad request","code":400,"message":"Factor is not available","error":true}}"#;
const SUCCESS: &str =
    r#"{"status":{"type":"success","code":200,"message":"Success","error":false}}"#;

async fn anna(house: &House) -> (UserId, String, Handset) {
    let mut admin = set_up(house).await;
    admin.invite(house, "Anna Weber", ANNA).await;
    let token = house.bearer(Scope::ManageUsers).await;
    (house.user(ANNA).await, token, Handset::new().await)
}

on_both_engines! {
    async fn a_phone_is_set_up_and_checked_in_version_one(house: House) {
        let (user, token, handset) = anna(&house).await;
        let path = format!("/api/1/users/{user}/otp_devices");
        let wish = json!({"factor_id": 4, "display_name": "Desk phone", "number": SPELLED});
        let available = format!("/api/1/users/{user}/auth_factors");
        assert!(!house.call(&token, "GET", &available).await.body.contains("SMS"), "off by default");
        house.ask(&token, ("POST", &path), &wish).await.is(400, UNAVAILABLE);
        allow_texts(&house).await;
        assert!(house.call(&token, "GET", &available).await.body.contains(r#"{"name":"SMS","factor_id":4}"#));
        for number in [json!(null), json!("0170 1234512"), json!("x")] {
            let wish = json!({"factor_id": 4, "number": number});
            let said = house.ask(&token, ("POST", &path), &wish).await;
            assert!(said.status.is_client_error(), "{said:?}");
        }
        let said = house.ask(&token, ("POST", &path), &wish).await;
        assert_eq!(said.status, 200, "{said:?}");
        let device = said.json()["data"][0].clone();
        let (id, state) = (device["id"].as_i64().unwrap(), device["state_token"].as_str().unwrap().to_owned());
        assert_eq!((&device["needs_trigger"], &device["phone_number"], &device["factor_data"]), (&json!(true), &json!("•••• 12"), &json!(null)));
        assert_eq!((handset.send(&house).await, house.active_factors(ANNA).await), (0, 1), "not before it is triggered");
        let verify = format!("{path}/{id}/verify");
        house.ask(&token, ("POST", &verify), &json!({"otp_token": "123456", "state_token": state})).await.is(401, FAILED);

        let trigger = format!("{path}/{id}/trigger");
        let triggered = house.call(&token, "POST", &trigger).await;
        assert_eq!(triggered.status, 200, "{triggered:?}");
        assert_eq!(triggered.json()["status"]["message"], "SMS token sent to your mobile device. Authentication pending.");
        assert_eq!(house.call(&token, "POST", &trigger).await.status, 429, "one in a minute");
        let code = handset.code(&house).await;
        house.ask(&token, ("POST", &verify), &json!({"otp_token": another(&code), "state_token": state})).await.is(401, FAILED);
        house.ask(&token, ("POST", &verify), &json!({"otp_token": code, "state_token": state})).await.is(200, SUCCESS);
        assert_eq!((house.active_factors(ANNA).await, house.sessions_of(ANNA).await), (2, 0));
        let listed = house.call(&token, "GET", &path).await;
        assert!(listed.body.contains(r#""phone_number":"•••• 12""#) && !listed.body.contains("1234512"), "{}", listed.body);

        // Of one that is there: what was triggered, and nothing without it.
        house.wait(Span::minutes(1));
        let triggered = house.call(&token, "POST", &trigger).await;
        let state = triggered.json()["data"][0]["state_token"].as_str().unwrap().to_owned();
        let (_, text) = handset.newest(&house).await;
        assert!(text.contains("is your code for Acme Bakery"), "{text}");
        let code = &text[..6];
        house.ask(&token, ("POST", &verify), &json!({"otp_token": code})).await.is(401, FAILED);
        house.ask(&token, ("POST", &verify), &json!({"otp_token": code, "state_token": state})).await.is(200, SUCCESS);
        house.ask(&token, ("POST", &verify), &json!({"otp_token": code, "state_token": state})).await.is(401, FAILED);
        assert_eq!((house.count("mfa.challenge_sent", ANNA).await, house.count("mfa.factor_verified", ANNA).await), (2, 1));
        for detail in house.all::<String>("SELECT detail FROM audit_events", args![]).await {
            assert!(!detail.contains("1234512") && !detail.contains(code), "{detail}");
        }
        // Never for a role.
        house.wait(Span::minutes(1));
        house.change("UPDATE users SET role = 'help_desk' WHERE email = $1", args![ANNA]).await;
        let before = house.kept_of_phones().await;
        assert!(house.call(&token, "POST", &trigger).await.status.is_client_error());
        assert_eq!(house.kept_of_phones().await, before);
    }
}

on_both_engines! {
    /// However often a program asks again while nothing may be sent, what it began and what its user holds stays good.
    async fn asking_again_takes_nothing_away(house: House) {
        let (user, token, handset) = anna(&house).await;
        allow_texts(&house).await;
        let path = format!("/api/1/users/{user}/otp_devices");
        let wish = json!({"factor_id": 4, "display_name": "Desk phone", "number": SPELLED});
        let device = house.ask(&token, ("POST", &path), &wish).await.json()["data"][0].clone();
        let (id, state) = (device["id"].as_i64().unwrap(), device["state_token"].as_str().unwrap().to_owned());
        let (trigger, verify) = (format!("{path}/{id}/trigger"), format!("{path}/{id}/verify"));
        assert_eq!(house.call(&token, "POST", &trigger).await.status, 200);
        let code = handset.code(&house).await;
        house.ask(&token, ("POST", &verify), &json!({"otp_token": code, "state_token": state})).await.is(200, SUCCESS);
        house.wait(Span::minutes(1));
        let triggered = house.call(&token, "POST", &trigger).await;
        let state = triggered.json()["data"][0]["state_token"].as_str().unwrap().to_owned();
        let (_, text) = handset.newest(&house).await;
        let code = &text[..6];
        for nth in 0..25 {
            assert_eq!(house.call(&token, "POST", &trigger).await.status, 429, "{nth}");
        }
        house.ask(&token, ("POST", &verify), &json!({"otp_token": code, "state_token": state})).await.is(200, SUCCESS);
    }
}

on_both_engines! {
    async fn the_same_in_version_two(house: House) {
        let (user, token, handset) = anna(&house).await;
        allow_texts(&house).await;
        let base = format!("/api/2/mfa/users/{user}");
        let wish = json!({"factor_id": "4", "number": "+49 170 1234512"});
        let said = house.ask(&token, ("POST", &format!("{base}/registrations")), &wish).await;
        assert_eq!(said.status, 201, "{said:?}");
        let begun = said.json();
        assert_eq!(begun["phone_number"], "•••• 12");
        let code = handset.code(&house).await;
        let path = format!("{base}/registrations/{}", begun["id"].as_str().unwrap());
        assert!(!house.call(&token, "GET", &path).await.body.contains("1234512"));
        assert_eq!(house.ask(&token, ("PUT", &path), &json!({"otp": another(&code)})).await.status, 401);
        assert_eq!(house.ask(&token, ("PUT", &path), &json!({"otp": code})).await.json()["status"], "accepted");
        assert_eq!(house.active_factors(ANNA).await, 2);
        let asked = (format!("{base}/verifications"), json!({"device_id": begun["device_id"]}));
        assert_eq!(house.ask(&token, ("POST", &asked.0), &asked.1).await.status, 429, "one in a minute");
        house.wait(Span::minutes(1));
        let said = house.ask(&token, ("POST", &asked.0), &asked.1).await;
        assert_eq!(said.status, 201, "{said:?}");
        let path = format!("{base}/verifications/{}", said.json()[0]["id"].as_str().unwrap());
        let code = handset.code(&house).await;
        assert_eq!(house.ask(&token, ("PUT", &path), &json!({"otp": code})).await.json()["status"], "accepted");
        assert_eq!(house.ask(&token, ("PUT", &path), &json!({"otp": code})).await.status, 401);
    }
}
