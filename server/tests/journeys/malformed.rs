//! Forms and addresses that no page of ours makes: odd numbers, fields too many, fields twice. Cases I-04, I-05, I-06 and
//! T-02.

use axum::{
    body::Body,
    http::{Request, header},
};
use server::store::args;

use super::{
    engines::on_both_engines,
    everything::FORMS,
    house::House,
    people::{self, Person},
};

const ANNA: &str = "anna@example.com";

async fn anna(house: &House, name: &str) -> (Person, Person) {
    let mut admin = people::set_up(house).await;
    let anna = admin.invite(house, name, ANNA).await;
    (admin, anna)
}

on_both_engines! {
    /// I-04: numbers that are none, or far too large, are things that there are not.
    async fn odd_numbers_name_nothing(house: House) {
        let (mut admin, _) = anna(&house, "Anna Weber").await;
        let user = house.user(ANNA).await.to_string();
        for number in ["-1", "0", "2147483648", "9223372036854775807", "9223372036854775808", "1e3", "0x10", "%2B1", "01", "%D9%A1%D9%A2", "1%20", "1.0", "1;2", "1'--", "null"] {
            for path in [format!("/admin/users/{number}"), format!("/admin/users/{number}/reset"), format!("/admin/users/{number}/edit"), format!("/admin/users/{number}/delete"), format!("/admin/policies/{number}"), format!("/account/factors/{number}/remove"), format!("/enrol/totp/{number}"), format!("/enrol/phone/{number}"), format!("/enrol/phone/for/{number}")] {
                admin.browser.open(&path).await;
                let page = &admin.browser.page;
                assert!(page.status == 404 || page.path != path, "{path}: {} {}", page.status, page.text());
                assert!(page.status.as_u16() < 500, "{path}");
            }
            for path in [format!("/admin/users?page={number}"), format!("/admin/users?policy={number}&step={number}&last={number}&last-before={number}&grace-before={number}&sort={number}&after={number}"), format!("/admin/users?sort=latest&after=1.{number}"), format!("/admin/audit?before={number}"), format!("/admin/audit?user={number}"), format!("/admin/audit?from={number}&to={number}")] {
                admin.browser.open(&path).await;
                assert!(admin.browser.page.status.as_u16() < 500, "{path}: {}", admin.browser.page.status);
            }
            for action in ["/do/disable-user", "/do/edit-user", "/do/delete-user", "/do/set-groups", "/do/set-role", "/do/reset-user", "/do/delete-policy", "/do/rename-factor", "/do/confirm-totp", "/do/confirm-phone", "/do/resend-phone-code", "/do/codes-saved"] {
                let key = admin.browser.form_key(&house, action);
                admin.browser.post(action, &format!("csrf={key}&user={number}&policy={number}&factor={number}&set={number}&code=000000&name=x")).await;
                assert_eq!(admin.browser.page.status, 303, "{action} {number}");
                admin.browser.follow().await;
                assert!(!admin.browser.page.all("[role=alert]").is_empty(), "{action} {number}: {}", admin.browser.page.text());
            }
        }
        let status: String = house.one("SELECT status FROM users WHERE email = $1", args![ANNA]).await;
        assert_eq!((status.as_str(), admin.browser.open(&format!("/admin/users/{user}")).await.status.as_u16()), ("active", 200));
    }
}

on_both_engines! {
    /// I-05: a form that holds a field which it does not have is not carried out, whatever the field would have meant.
    async fn extra_fields_are_refused(house: House) {
        let (admin, anna) = anna(&house, "Anna Weber").await;
        let (user, factor) = (house.user(ANNA).await.to_string(), house.factors(ANNA).await[0].0.to_string());
        for extra in ["organisation_id", "tenant_id", "verified", "active", "mfa_required", "must_enrol", "status", "state", "Role"] {
            for (mut browser, action, fields) in [
                (anna.browser.clone(), "/do/rename-factor", [("factor", factor.as_str()), ("name", "Renamed"), (extra, "1")]),
                (admin.browser.clone(), "/do/set-groups", [("user", user.as_str()), ("groups", "sales"), (extra, "1")]),
                (admin.browser.clone(), "/do/invite", [("name", "Boris New"), ("email", "boris@example.com"), (extra, "1")]),
            ] {
                browser.call(&house, action, &fields).await;
                assert_eq!(browser.page.status, 422, "{action} {extra}");
                assert!(browser.page.html.contains("Malformed"), "{action} {extra}: {}", browser.page.html);
                browser.push(&house, action, &fields).await;
                browser.follow().await.warns("could not be read");
            }
        }
        for (event, email) in [("mfa.factor_renamed", ANNA), ("user.edited", ANNA), ("user.invited", "boris@example.com")] {
            assert_eq!(house.count(event, email).await, 0, "{event}");
        }
        assert_eq!(house.factors(ANNA).await[0].2, "Pixel 9");
    }
}

on_both_engines! {
    /// I-05: and so it is with every form that there is.
    async fn no_form_takes_an_extra_field(house: House) {
        let (admin, _) = anna(&house, "Anna Weber").await;
        for (action, fields) in FORMS {
            let fields = ["VIKTOR", "FACTOR", "PENDING", "POLICY", "CODES", "HOUSE", "HOOK", "DONGLE"].iter().fold((*fields).to_owned(), |text, word| text.replace(word, "1"));
            let mut fields: Vec<(&str, &str)> = fields.split(' ').filter_map(|field| field.split_once('=')).collect();
            fields.push(("verified", "true"));
            let mut browser = admin.browser.clone();
            browser.call(&house, action, &fields).await;
            assert_eq!((browser.page.status.as_u16(), browser.page.leads_to()), (422, ""), "{action}");
        }
    }
}

on_both_engines! {
    /// I-06: a field, a key or a cookie that comes twice is refused, also when one stands in the address; T-02.
    async fn twice_is_refused(house: House) {
        let (mut admin, _) = anna(&house, "Anna Weber").await;
        let (user, key) = (house.user(ANNA).await, admin.browser.form_key(&house, "/do/disable-user"));
        let berta = house.user(&admin.email).await;
        for (action, body) in [
            ("/do/disable-user".to_owned(), format!("user={user}&user={berta}&csrf={key}")),
            ("/do/disable-user".to_owned(), format!("user={user}&us%65r={berta}&csrf={key}")),
            ("/do/disable-user".to_owned(), format!("user={user}&csrf={key}&csrf={key}")),
            (format!("/do/disable-user?user={berta}"), format!("user={user}&csrf={key}")),
            (format!("/do/disable-user?csrf={key}"), format!("user={user}&csrf={key}")),
        ] {
            admin.browser.post(&action, &body).await;
            assert_eq!(admin.browser.page.status, 400, "{action} {body}");
        }
        for path in ["/admin/users?q=a&q=b", "/admin/users?page=1&p%61ge=2", "/admin/audit?user=1&user=2"] {
            admin.browser.send(Request::get(path), Body::empty(), path).await;
            assert_eq!(admin.browser.page.status, 400, "{path}");
        }
        let json = r#"{"user":1,"user":2}"#;
        let request = Request::post("/do/disable-user").header(header::CONTENT_TYPE, "application/json").header("sec-fetch-site", "same-origin");
        admin.browser.send(request, Body::from(json), "/do/disable-user").await;
        assert_eq!(admin.browser.page.status, 415);
        assert_eq!(house.count("user.disabled", ANNA).await, 0);
    }
}
