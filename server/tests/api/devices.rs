//! Which factors a user may set up, and which there are, in both versions.

use identity::api::Scope;
use server::store::args;

use super::{elsewhere::otto, engines::on_both_engines, house::House, people::set_up};

const ANNA: &str = "anna@example.com";

on_both_engines! {
    async fn what_can_be_set_up_follows_the_policy(house: House) {
        let mut admin = set_up(&house).await;
        admin.invite(&house, "Anna Weber", ANNA).await;
        let anna = house.user(ANNA).await;
        let token = house.bearer(Scope::ReadUsers).await;
        let one = "{\"status\":{\"type\":\"success\",\"code\":200,\"message\":\"Success\",\"error\":false},\"data\":{\"auth_factors\":[\
            {\"name\":\"Passkey\",\"factor_id\":1},{\"name\":\"Authenticator app\",\"factor_id\":2}]}}";
        // The pages say the first, one published client says the second.
        for name in ["auth_factors", "auth_factor"] {
            house.call(&token, "GET", &format!("/api/1/users/{anna}/{name}")).await.is(200, one);
        }
        let two = format!("/api/2/mfa/users/{anna}/factors");
        house.call(&token, "GET", &two).await.is(200, "[\
            {\"factor_id\":1,\"name\":\"Passkey\",\"auth_factor_name\":\"WebAuthn\"},\
            {\"factor_id\":2,\"name\":\"Authenticator app\",\"auth_factor_name\":\"Google Authenticator\"}]");
        house.change("UPDATE policies SET allowed_kinds = 'totp,phone'", args![]).await;
        house.call(&token, "GET", &two).await
            .is(200, r#"[{"factor_id":2,"name":"Authenticator app","auth_factor_name":"Google Authenticator"},{"factor_id":4,"name":"SMS","auth_factor_name":"SMS"}]"#);
        // Never for a role (ASVS 6.6.1).
        house.change("UPDATE users SET role = 'help_desk' WHERE email = $1", args![ANNA]).await;
        house.call(&token, "GET", &two).await
            .is(200, r#"[{"factor_id":2,"name":"Authenticator app","auth_factor_name":"Google Authenticator"}]"#);
    }
}

on_both_engines! {
    /// An object with a list in version 1, its ids numbers; a list in version 2, its ids texts. Never a secret (case K-13).
    async fn what_there_is_is_listed(house: House) {
        let mut admin = set_up(&house).await;
        let mut anna = admin.invite(&house, "Anna Weber", ANNA).await;
        let user = house.user(ANNA).await;
        let factor = house.factors(ANNA).await[0].0;
        let token = house.bearer(Scope::ReadAll).await;
        let (one, two) = (format!("/api/1/users/{user}/otp_devices"), format!("/api/2/mfa/users/{user}/devices"));
        house.call(&token, "GET", &one).await.is(200, &format!(
            "{{\"status\":{{\"type\":\"success\",\"code\":200,\"message\":\"Success\",\"error\":false}},\"data\":{{\"otp_devices\":[\
             {{\"type_display_name\":\"Authenticator app\",\"active\":true,\"user_display_name\":\"Pixel 9\",\"default\":true,\
             \"auth_factor_name\":\"Google Authenticator\",\"id\":{factor},\"needs_trigger\":false}}]}}}}"
        ));
        house.call(&token, "GET", &two).await.is(200, &format!(
            "[{{\"device_id\":\"{factor}\",\"user_display_name\":\"Pixel 9\",\"type_display_name\":\"Authenticator app\",\
             \"auth_factor_name\":\"Google Authenticator\",\"default\":true}}]"
        ));
        // What she is setting up at this moment is hers alone.
        anna.browser.open("/enrol").await;
        anna.browser.submit("/do/start-totp", &[]).await;
        assert_eq!(house.factors(ANNA).await.len(), 2);
        let listed = house.call(&token, "GET", &two).await.json();
        assert_eq!(listed.as_array().unwrap().len(), 1);
        for (state, active) in [("suspended", Some(false)), ("disabled", Some(false)), ("deactivated", None), ("deleted", None)] {
            house.change("UPDATE factors SET state = $1 WHERE id = $2", args![state, factor]).await;
            let listed = house.call(&token, "GET", &one).await.json();
            assert_eq!(listed["data"]["otp_devices"][0]["active"].as_bool(), active, "{state}");
        }
    }
}

on_both_engines! {
    /// Absent, of another organisation, or no id at all: one answer, which says the id as it was written.
    async fn nobody_is_found_who_is_not_there(house: House) {
        set_up(&house).await;
        let (otto, _) = otto(&house).await;
        let token = house.credential_of_acme(Scope::ManageAll).await;
        for id in [otto.to_string().as_str(), "999999", "0", "-1", "01", "9223372036854775808", "abc", "1%20", "%ff"] {
            let said = id.replace("%20", " ").replace("%ff", "");
            let one = format!("{{\"status\":{{\"error\":true,\"code\":404,\"type\":\"not found\",\"message\":\"User for id {said} was not found\"}}}}");
            let two = format!("{{\"statusCode\":404,\"name\":\"NotFound\",\"message\":\"User for id {said} was not found\"}}");
            for path in ["auth_factors", "auth_factor", "otp_devices"] {
                house.call(&token, "GET", &format!("/api/1/users/{id}/{path}")).await.is(404, &one);
            }
            house.call(&token, "GET", &format!("/api/1/users/{id}")).await.is(404, &one);
            house.call(&token, "PUT", &format!("/api/1/users/{id}/logout")).await.is(404, &one);
            house.call(&token, "GET", &format!("/api/2/users/{id}")).await.is(404, &two);
            house.call(&token, "GET", &format!("/api/2/mfa/users/{id}/factors")).await.is(404, &two);
            house.call(&token, "GET", &format!("/api/2/mfa/users/{id}/devices")).await.is(404, &two);
        }
    }
}
