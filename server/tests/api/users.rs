//! Users as programs list them: the whole of one, pages, filters; and signing somebody out.

use identity::{api::Scope, time::Span};
use serde_json::{Value, json};
use server::store::args;

use super::{
    elsewhere::otto,
    engines::on_both_engines,
    house::{ADMIN, House},
    people::set_up,
};

const ANNA: &str = "anna@example.com";

fn ids(list: &Value) -> Vec<i64> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|user| user["id"].as_i64().unwrap())
        .collect()
}

/// Berta and so many others, in the order of their ids.
async fn many(house: &House, others: i64) -> Vec<i64> {
    const SQL: &str = "
        INSERT INTO users (organisation_id, email, email_key, name, name_key, language, status, created_at)
        VALUES ((SELECT organisation_id FROM users WHERE email = 'berta@example.com'), $1, $1, $2, $3, 'en', 'active', $4)";
    set_up(house).await;
    for n in 0..others {
        let (email, name) = (format!("u{n}@example.com"), format!("User {n}"));
        let key = name.to_lowercase();
        house
            .change(SQL, args![email, name, key, house.now()])
            .await;
    }
    house.all("SELECT id FROM users ORDER BY id", args![]).await
}

on_both_engines! {
    /// Every field of the page, in its order; what we do not have is null.
    async fn a_user_has_every_field(house: House) {
        let mut admin = set_up(&house).await;
        admin.invite(&house, "Anna Weber", ANNA).await;
        let id = house.user(ANNA).await;
        let token = house.bearer(Scope::ReadUsers).await;
        let at = "2026-05-28T20:26:40.000Z";
        let user = format!(
            "{{\"activated_at\":\"{at}\",\"comment\":null,\"company\":null,\"created_at\":\"{at}\",\"custom_attributes\":null,\"department\":null,\
             \"directory_id\":null,\"distinguished_name\":null,\"email\":\"{ANNA}\",\"external_id\":null,\"firstname\":\"Anna Weber\",\"group_id\":null,\
             \"id\":{id},\"invalid_login_attempts\":null,\"invitation_sent_at\":\"{at}\",\"last_login\":\"{at}\",\"lastname\":null,\"locale_code\":\"en\",\
             \"locked_until\":null,\"manager_ad_id\":null,\"member_of\":null,\"openid_name\":null,\"password_changed_at\":\"{at}\",\"phone\":null,\
             \"role_id\":[],\"samaccountname\":null,\"state\":1,\"status\":1,\"title\":null,\"trusted_idp_id\":null,\"updated_at\":null,\
             \"username\":\"{ANNA}\",\"userprincipalname\":null}}"
        );
        let status = "\"status\":{\"type\":\"success\",\"code\":200,\"message\":\"Success\",\"error\":false}";
        house.call(&token, "GET", &format!("/api/1/users/{id}")).await.is(200, &format!("{{{status},\"data\":[{user}]}}"));
        house.call(&token, "GET", &format!("/api/2/users/{id}")).await.is(200, &user);
        house.call(&token, "GET", &format!("/api/1/users?email={ANNA}")).await.is(200, &format!(
            "{{{status},\"pagination\":{{\"before_cursor\":null,\"after_cursor\":null,\"previous_link\":null,\"next_link\":null}},\"data\":[{user}]}}"
        ));
        house.call(&token, "GET", &format!("/api/2/users?id={id}")).await.is(200, &format!("[{user}]"));
        for (change, status) in [
            ("UPDATE users SET password_expired = TRUE WHERE id = $1", 4),
            ("UPDATE users SET password_disabled_at = 1 WHERE id = $1", 3),
            ("UPDATE users SET status = 'disabled' WHERE id = $1", 2),
            ("UPDATE users SET status = 'invited' WHERE id = $1", 0),
        ] {
            house.change(change, args![id]).await;
            let said = house.call(&token, "GET", &format!("/api/2/users/{id}")).await.json();
            assert_eq!(said["status"], status);
        }
    }
}

on_both_engines! {
    /// Cursors lead forwards and back, past nobody and past nobody twice; links are whole addresses.
    async fn a_list_is_walked_by_cursors(house: House) {
        let all = many(&house, 120).await;
        let token = house.bearer(Scope::ReadAll).await;
        let mut path = "/api/1/users".to_owned();
        let mut seen = Vec::new();
        let mut pages = Vec::new();
        loop {
            let said = house.call(&token, "GET", &path).await.json();
            seen.extend(ids(&said["data"]));
            pages.push(said["pagination"].clone());
            let Some(after) = said["pagination"]["after_cursor"].as_str() else { break };
            let link = said["pagination"]["next_link"].as_str().unwrap();
            path = link.strip_prefix("http://localhost:3000").unwrap().to_owned();
            assert_eq!(path, format!("/api/1/users?after_cursor={after}"));
        }
        assert_eq!((seen, pages.len()), (all.clone(), 3));
        assert_eq!(pages[0]["before_cursor"], Value::Null);
        let back = pages[2]["previous_link"].as_str().unwrap().strip_prefix("http://localhost:3000").unwrap().to_owned();
        let said = house.call(&token, "GET", &back).await.json();
        assert_eq!(ids(&said["data"]), all[50..100]);
        // The other way round, and in another size.
        let said = house.call(&token, "GET", "/api/1/users?sort=-id&limit=7").await.json();
        let backwards: Vec<i64> = all.iter().rev().copied().collect();
        assert_eq!(ids(&said["data"]), backwards[..7]);
        let link = said["pagination"]["next_link"].as_str().unwrap().strip_prefix("http://localhost:3000").unwrap().to_owned();
        assert_eq!(ids(&house.call(&token, "GET", &link).await.json()["data"]), backwards[7..14]);
        let said = house.call(&token, "GET", "/api/1/users?limit=1000&sort=+id").await.json();
        assert_eq!(ids(&said["data"]), all[..50]);
    }
}

on_both_engines! {
    /// Version 2 counts pages, and says in headers where one is.
    async fn a_list_is_walked_by_pages(house: House) {
        let all = many(&house, 119).await;
        let token = house.bearer(Scope::ManageUsers).await;
        let said = house.call(&token, "GET", "/api/2/users?limit=50&page=2").await;
        assert_eq!(ids(&said.json()), all[50..100]);
        for (name, value) in [("current-page", "2"), ("page-items", "50"), ("total-count", "120"), ("total-pages", "3")] {
            assert_eq!(said.header(name), value, "{name}");
        }
        let link = |page| format!("<http://localhost:3000/api/2/users?limit=50&page={page}>");
        assert_eq!(said.header("link"), format!(
            "{}; rel=\"first\", {}; rel=\"prev\", {}; rel=\"next\", {}; rel=\"last\"", link(1), link(1), link(3), link(3)
        ));
        let after = house.call(&token, "GET", &format!("/api/2/users?cursor={}", said.header("after-cursor"))).await;
        assert_eq!((ids(&after.json()), after.header("after-cursor")), (all[100..].to_vec(), ""));
        let before = house.call(&token, "GET", &format!("/api/2/users?cursor={}", said.header("before-cursor"))).await;
        assert_eq!((ids(&before.json()), before.header("before-cursor")), (all[..50].to_vec(), ""));
        house.call(&token, "GET", "/api/2/users?page=9").await.is(200, "[]");
        house.call(&token, "GET", "/api/2/users?page=4294967295").await.is(200, "[]");
        assert_eq!(ids(&house.call(&token, "GET", "/api/2/users?limit=1000").await.json()), all[..100]);
    }
}

on_both_engines! {
    async fn filters_narrow_and_fields_select(house: House) {
        let mut admin = set_up(&house).await;
        let early = house.now();
        house.wait(Span::days(1));
        admin.sign_in(&house).await;
        admin.invite(&house, "Anna_Weber", ANNA).await;
        let (berta, anna) = (house.user(ADMIN.0).await.0, house.user(ANNA).await.0);
        let (otto, _) = otto(&house).await;
        let token = house.credential_of_acme(Scope::ReadUsers).await;
        let both = vec![berta, anna];
        for (query, found) in [
            ("".to_owned(), both.clone()),
            ("email=anna@example.com".to_owned(), vec![anna]),
            ("email=ANNA%40example.com".to_owned(), vec![anna]),
            ("email=anna*".to_owned(), vec![anna]),
            ("email=*@example.com".to_owned(), both.clone()),
            ("email=*nn*ple*".to_owned(), vec![anna]),
            ("email=%25".to_owned(), vec![]),
            ("email=_nna@example.com".to_owned(), vec![]),
            ("email=otto@example.com".to_owned(), vec![]),
            ("username=berta*&firstname=Berta%20Admin".to_owned(), vec![berta]),
            ("firstname=anna_*".to_owned(), vec![anna]),
            ("firstname=berta_*".to_owned(), vec![]),
            (format!("id={anna}"), vec![anna]),
            (format!("id={otto}"), vec![]),
            ("since=2026-05-29".to_owned(), vec![anna]),
            ("until=2026-05-28T20:26:40.000Z".to_owned(), vec![berta]),
            ("since=2026-05-28&until=2027-01-01".to_owned(), both.clone()),
            ("directory_id=1".to_owned(), vec![]),
            ("samaccountname=*".to_owned(), vec![]),
            ("what_is_that=1".to_owned(), both),
        ] {
            let one = house.call(&token, "GET", &format!("/api/1/users?{query}")).await.json();
            let two = house.call(&token, "GET", &format!("/api/2/users?{query}")).await.json();
            assert_eq!((ids(&one["data"]), ids(&two)), (found.clone(), found), "{query}");
        }
        let said = house.call(&token, "GET", "/api/1/users?fields=email,%20status,nothing&sort=-id").await.json();
        assert_eq!(said["data"], json!([
            {"email": ANNA, "id": anna, "status": 1},
            {"email": ADMIN.0, "id": berta, "status": 1},
        ]));
        assert!(early < house.now());
    }
}

on_both_engines! {
    /// The documented shape, never a 500; and who nobody is, is told nothing of it.
    async fn parameters_that_make_no_sense_are_refused(house: House) {
        set_up(&house).await;
        let token = house.bearer(Scope::ReadUsers).await;
        for (query, what) in [
            ("limit=0", "limit"), ("limit=-1", "limit"), ("limit=x", "limit"), ("limit=9223372036854775808", "limit"),
            ("id=x", "id"), ("id=9223372036854775808", "id"), ("sort=email", "sort"), ("since=x", "since"), ("until=9999-99-99", "until"),
        ] {
            let message = format!("The parameter {what} is not valid");
            house.call(&token, "GET", &format!("/api/1/users?{query}")).await.is(400, &format!(
                "{{\"status\":{{\"type\":\"bad request\",\"code\":400,\"message\":\"{message}\",\"error\":true}}}}"
            ));
            house.call(&token, "GET", &format!("/api/2/users?{query}")).await.is(400, &format!(
                "{{\"statusCode\":400,\"name\":\"BadRequest\",\"message\":\"{message}\"}}"
            ));
        }
        for query in ["after_cursor=x", "before_cursor=AAAA", "limit=1&limit=2", "email=%ff", "email=%00", "%"] {
            assert_eq!(house.call(&token, "GET", &format!("/api/1/users?{query}")).await.status, 400, "{query}");
        }
        for query in ["page=0", "page=x", "cursor=x", "cursor=bGltaXQ9MCZwYWdlPTA"] {
            assert_eq!(house.call(&token, "GET", &format!("/api/2/users?{query}")).await.status, 400, "{query}");
        }
        assert_eq!(house.call("x", "GET", "/api/1/users?limit=0").await.status, 401);
    }
}

on_both_engines! {
    async fn a_program_signs_somebody_out(house: House) {
        let mut admin = set_up(&house).await;
        let mut anna = admin.invite(&house, "Anna Weber", ANNA).await;
        let id = house.user(ANNA).await;
        let token = house.bearer(Scope::ManageUsers).await;
        let path = format!("/api/1/users/{id}/logout");
        let success = r#"{"status":{"type":"success","code":200,"message":"Success","error":false}}"#;
        house.call(&token, "PUT", &path).await.is(200, success);
        assert_eq!((house.sessions_of(ANNA).await, house.active_factors(ANNA).await), (0, 1));
        anna.browser.open("/account").await;
        anna.browser.page.says("You are signed out: a program of your organisation ended your sessions");
        let event: (String, String) = house.one(
            "SELECT actor_kind, actor_name FROM audit_events WHERE event = 'session.revoked' AND subject_id = $1", args![id],
        ).await;
        assert_eq!(event, ("credential".to_owned(), "Help desk robot".to_owned()));
        // Nobody is in: that is no error, and no event.
        house.call(&token, "PUT", &path).await.is(200, success);
        assert_eq!(house.count("session.revoked", ANNA).await, 1);
        anna.sign_in(&house).await;
    }
}
