//! `POST /auth/oauth2/v2/token` and its company, in every spelling.

use std::collections::BTreeSet;

use identity::{api::Scope, time::Span};

use super::{
    engines::on_both_engines,
    house::House,
    people::set_up,
    program::{FAILURE, FORM, GRANT, INCORRECT, JSON, MISSING, basic},
};

const TOKEN: (&str, &str) = ("POST", "/auth/oauth2/v2/token");
const OLD: (&str, &str) = ("POST", "/auth/oauth2/token");
const REVOKE: (&str, &str) = ("POST", "/auth/oauth2/revoke");
const RATE: &str = "/auth/rate_limit";

on_both_engines! {
    /// JSON and form, three spellings of the header, and the credential in the body.
    async fn every_published_client_gets_a_token(house: House) {
        set_up(&house).await;
        let made = house.credential(Scope::ManageUsers).await;
        let (id, secret) = (made.client_id.as_str(), made.secret.reveal());
        let spellings = [
            format!("client_id:{id}, client_secret:{secret}"),
            format!("client_id:{id},client_secret:{secret}"),
            basic(&made),
        ];
        for spelling in &spellings {
            for (kind, body) in [(JSON, GRANT), (FORM, "grant_type=client_credentials")] {
                let said = house.send(TOKEN, &[kind, ("authorization", spelling)], body).await;
                assert_eq!(said.status, 200, "{spelling} {}", said.body);
            }
        }
        let form = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}");
        let said = house.send(TOKEN, &[FORM], &form).await;
        let token = said.json();
        let (access, refresh) = (token["access_token"].as_str().unwrap(), token["refresh_token"].as_str().unwrap());
        let organisation: i64 = house.one("SELECT id FROM organisations", vec![]).await;
        said.is(200, &format!(
            "{{\"access_token\":\"{access}\",\"created_at\":\"2026-05-28T20:26:40.000Z\",\"expires_in\":36000,\
             \"refresh_token\":\"{refresh}\",\"token_type\":\"bearer\",\"account_id\":{organisation}}}"
        ));
        assert_eq!(said.header("content-type"), "application/json; charset=utf-8");
        assert_eq!(said.header("cache-control"), "no-store");
    }
}

on_both_engines! {
    /// The older address says the same in an envelope.
    async fn the_older_address_answers_in_its_envelope(house: House) {
        set_up(&house).await;
        let made = house.credential(Scope::ReadUsers).await;
        let said = house.send(OLD, &[JSON, ("authorization", &basic(&made))], GRANT).await;
        assert!(said.body.starts_with(
            r#"{"status":{"error":false,"code":200,"type":"success","message":"Success"},"data":[{"access_token":""#
        ), "{}", said.body);
        let token = said.json()["data"][0]["access_token"].as_str().unwrap().to_owned();
        assert_eq!(house.call(&token, "GET", RATE).await.status, 200);
    }
}

on_both_engines! {
    /// 5.4: ten hours, and every spelling of a bearer until then.
    async fn a_token_lives_ten_hours(house: House) {
        set_up(&house).await;
        let token = house.bearer(Scope::ReadUsers).await;
        for spelling in ["bearer:", "bearer: ", "bearer ", "Bearer "] {
            let header = format!("{spelling}{token}");
            let said = house.send(("GET", RATE), &[("authorization", &header)], "").await;
            assert_eq!(said.status, 200, "{spelling}");
        }
        let bearer = [("authorization", &*format!("bearer {token}"))];
        house.wait(Span(Span::hours(10).0 - 1));
        assert_eq!(house.send(("GET", RATE), &bearer, "").await.status, 200);
        house.wait(Span(1));
        house.send(("GET", RATE), &bearer, "").await.is(401, FAILURE);
    }
}

on_both_engines! {
    async fn a_request_for_a_token_that_makes_no_sense_is_refused(house: House) {
        set_up(&house).await;
        let made = house.credential(Scope::ManageAll).await;
        let right = basic(&made);
        let auth = ("authorization", right.as_str());
        let bad = |message: &str| format!("{{\"status\":{{\"type\":\"bad request\",\"code\":400,\"message\":\"{message}\",\"error\":true}}}}");
        let kind = bad("Content Type is not specified or specified incorrectly. Content-Type header must be set to application/json");
        house.send(TOKEN, &[auth], GRANT).await.is(400, &kind);
        house.send(TOKEN, &[auth, ("content-type", "text/plain")], GRANT).await.is(400, &kind);
        house.send(TOKEN, &[JSON], GRANT).await.is(400, MISSING);
        for header in ["", "Basic", "Basic !!", "Bearer x", "client_id:x", "client_id:, client_secret:"] {
            let expected = if header.is_empty() { MISSING } else { INCORRECT };
            house.send(TOKEN, &[JSON, ("authorization", header)], GRANT).await.is(400, expected);
        }
        for body in ["", "[]", "{", "null", "{\"grant_type\":", "\u{0}"] {
            house.send(TOKEN, &[JSON, auth], body).await.is(400, &bad("The body could not be read"));
        }
        for body in ["{}", r#"{"grant_type":1}"#, r#"{"grant_type":"password"}"#, r#"{"grant_type":"implicit"}"#] {
            house.send(TOKEN, &[JSON, auth], body).await.is(400, &bad("grant_type must be client_credentials"));
        }
        house.send(TOKEN, &[FORM, auth], "grant_type=client_credentials&grant_type=x").await
            .is(400, &bad("The body could not be read"));
        let large = format!("{{\"grant_type\":\"{}\"}}", "x".repeat(20_000));
        assert_eq!(house.send(TOKEN, &[JSON, auth], &large).await.status, 413);
        // Two headers are one too many.
        house.send(TOKEN, &[JSON, auth, auth], GRANT).await.is(400, INCORRECT);
    }
}

on_both_engines! {
    /// A wrong secret, an unknown program, somebody else's secret: one answer.
    async fn a_wrong_secret_is_a_failure(house: House) {
        set_up(&house).await;
        let (one, other) = (house.credential(Scope::ManageAll).await, house.credential(Scope::ManageAll).await);
        for (id, secret) in [
            (one.client_id.as_str(), other.secret.reveal()),
            (one.client_id.as_str(), "x"),
            ("nobody", one.secret.reveal()),
            ("1 OR 1=1", one.secret.reveal()),
            (&one.client_id.to_uppercase(), one.secret.reveal()),
        ] {
            let header = format!("client_id:{id}, client_secret:{secret}");
            house.send(TOKEN, &[JSON, ("authorization", &header)], GRANT).await.is(401, FAILURE);
            let body = r#"{"access_token":"x"}"#;
            house.send(REVOKE, &[JSON, ("authorization", &header)], body).await.is(401, FAILURE);
        }
    }
}

/// What the log says of tokens, and what they were given for.
async fn given(house: &House) -> Vec<String> {
    let events: Vec<(String, String)> = house
        .all(
            "SELECT event, detail FROM audit_events WHERE event LIKE 'api.token_%' ORDER BY sequence",
            vec![],
        )
        .await;
    let said = |(event, detail): (String, String)| {
        let detail: serde_json::Value = serde_json::from_str(&detail).unwrap();
        format!("{event} {}", detail["grant"].as_str().unwrap_or_default())
    };
    events.into_iter().map(said).collect()
}

on_both_engines! {
    /// As old clients send it: no header, both tokens. The old pair is dead, and a row of pairs ends after 45 days (10.4.8).
    async fn a_pair_is_renewed_once(house: House) {
        set_up(&house).await;
        let made = house.credential(Scope::ReadUsers).await;
        let said = house.send(TOKEN, &[JSON, ("authorization", &basic(&made))], GRANT).await.json();
        let renew = |token: &serde_json::Value| {
            serde_json::json!({"grant_type": "refresh_token", "access_token": token["access_token"], "refresh_token": token["refresh_token"]}).to_string()
        };
        house.wait(Span::hours(11));
        let second = house.send(TOKEN, &[JSON], &renew(&said)).await;
        assert_eq!(second.status, 200, "{}", second.body);
        house.send(TOKEN, &[JSON], &renew(&said)).await.is(401, FAILURE);
        let second = second.json();
        let token = second["access_token"].as_str().unwrap();
        assert_eq!(house.call(token, "GET", RATE).await.status, 200);
        // Halves of two pairs are no pair.
        let mixed = serde_json::json!({"access_token": token, "refresh_token": said["refresh_token"]});
        house.send(TOKEN, &[JSON], &renew(&mixed)).await.is(401, FAILURE);
        let gone = r#"{"grant_type":"refresh_token","access_token":"x"}"#;
        assert_eq!(house.send(TOKEN, &[JSON], gone).await.status, 400);
        house.wait(Span::days(45));
        house.send(TOKEN, &[JSON], &renew(&second)).await.is(401, FAILURE);
        assert_eq!(given(&house).await, ["api.token_issued client_credentials", "api.token_issued refresh_token"]);
    }
}

on_both_engines! {
    /// K-06, and only by the credential that it was given to.
    async fn a_token_is_revoked_by_its_own_program(house: House) {
        set_up(&house).await;
        let (one, other) = (house.credential(Scope::ReadUsers).await, house.credential(Scope::ManageAll).await);
        let token = house.token(&one).await;
        let body = format!("{{\"access_token\":\"{token}\"}}");
        let success = r#"{"status":{"error":false,"code":200,"type":"success","message":"Success"}}"#;
        house.send(REVOKE, &[JSON, ("authorization", &basic(&other))], &body).await.is(200, success);
        assert_eq!(house.call(&token, "GET", RATE).await.status, 200);
        house.send(REVOKE, &[JSON, ("authorization", &basic(&one))], &body).await.is(200, success);
        house.call(&token, "GET", RATE).await.is(401, FAILURE);
        house.send(REVOKE, &[JSON, ("authorization", &basic(&one))], "{}").await
            .is(400, r#"{"status":{"type":"bad request","code":400,"message":"Access Token Missing","error":true}}"#);
        house.send(REVOKE, &[JSON], &body).await.is(400, MISSING);
        // Ended once, and written down once.
        house.send(REVOKE, &[JSON, ("authorization", &basic(&one))], &body).await.is(200, success);
        assert_eq!(given(&house).await, ["api.token_issued client_credentials", "api.token_revoked "]);
    }
}

on_both_engines! {
    /// K-08: neither secrets nor tokens can be read back from the database.
    async fn only_digests_are_stored(house: House) {
        set_up(&house).await;
        let made = house.credential(Scope::ManageAll).await;
        let said = house.send(TOKEN, &[JSON, ("authorization", &basic(&made))], GRANT).await.json();
        let told: BTreeSet<_> = [
            made.secret.reveal().to_owned(),
            said["access_token"].as_str().unwrap().to_owned(),
            said["refresh_token"].as_str().unwrap().to_owned(),
        ].into();
        assert_eq!(told.len(), 3);
        let mut rows: Vec<String> = house.all("SELECT detail FROM audit_events", vec![]).await;
        rows.extend(house.all::<String>("SELECT client_id || name || scope FROM api_credentials", vec![]).await);
        let digests: Vec<Vec<u8>> = house.all("SELECT digest FROM api_credentials", vec![]).await;
        let tokens: Vec<Vec<u8>> = house.all("SELECT digest FROM api_tokens UNION ALL SELECT refresh_digest FROM api_tokens", vec![]).await;
        for secret in told {
            assert!(rows.iter().all(|row| !row.contains(&secret)));
            let all = digests.iter().chain(&tokens);
            assert!(all.clone().all(|digest| digest.len() == 32 && digest != secret.as_bytes()));
        }
    }
}
