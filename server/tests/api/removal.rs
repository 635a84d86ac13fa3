//! A program removes a factor: what goes, who hears of it, and who cannot do it. Mission M1, cases K.

use std::{
    fmt,
    sync::{Arc, Mutex},
};

use identity::{
    api::{Removal, Scope},
    ids::{FactorId, UserId},
    role::Role,
};
use server::{
    desk::{
        api::credentials,
        break_glass::{self, Whom},
    },
    store::args,
};
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
    subscriber,
};
use tracing_subscriber::{Layer, Registry, layer::Context, prelude::*};

use super::{
    elsewhere::otto,
    engines::on_both_engines,
    house::{ADMIN, House},
    people::{Person, enrol, set_up},
    phone::Phone,
    program::{FAILURE, JSON, NO_FACTOR, NOT_PERMITTED},
};

const ANNA: &str = "anna@example.com";

/// Anna, who has one factor.
async fn anna(house: &House) -> (Person, Person, UserId, FactorId) {
    let mut admin = set_up(house).await;
    let anna = admin.invite(house, "Anna Weber", ANNA).await;
    let (user, factor) = (house.user(ANNA).await, house.factors(ANNA).await[0].0);
    (admin, anna, user, factor)
}

fn one(user: impl fmt::Display, factor: impl fmt::Display) -> String {
    format!("/api/1/users/{user}/otp_devices/{factor}")
}

fn two(user: impl fmt::Display, factor: impl fmt::Display) -> String {
    format!("/api/2/mfa/users/{user}/devices/{factor}")
}

async fn second(house: &House, anna: &mut Person) -> FactorId {
    anna.browser.open("/enrol").await;
    anna.browser.submit("/do/start-totp", &[]).await;
    let phone = Phone::scan(&anna.browser.page);
    let code = phone.code(house.now());
    anna.browser
        .submit("/do/confirm-totp", &[("code", &code), ("name", "Tablet")])
        .await;
    house.factors(ANNA).await[1].0
}

on_both_engines! {
    /// K-01 and K-09: the last one goes, and the next sign-in demands enrolment.
    async fn the_last_factor_goes_and_enrolment_is_demanded(house: House) {
        let (_, mut anna, user, factor) = anna(&house).await;
        let token = house.bearer(Scope::ManageUsers).await;
        let bearer = format!("bearer:{token}");
        // As old clients do: with a content type, and nothing in the body.
        let said = house.send(("DELETE", &one(user, factor)), &[JSON, ("authorization", &bearer)], "").await;
        said.is(200, "{}");
        assert_eq!(said.header("content-type"), "application/json; charset=utf-8");
        assert_eq!(said.header("x-ratelimit-remaining"), "4998");
        assert_eq!(house.factors(ANNA).await[0].1, "deleted");
        let secrets: i64 = house.one("SELECT COUNT(*) FROM factors WHERE id = $1 AND secret IS NOT NULL", args![factor]).await;
        assert_eq!((secrets, house.sessions_of(ANNA).await), (0, 0));
        anna.browser.open("/account").await;
        anna.browser.page.says("You are signed out here: a second step was added, replaced or removed elsewhere");

        let grant: (String, bool) = house.one("SELECT grant_cause, must_enrol FROM users WHERE id = $1", args![user]).await;
        assert_eq!(grant, ("api_removal".to_owned(), true));
        let letter = house.newest_letter_to(ANNA).await;
        for words in ["A way to sign in was removed", "Pixel 9 was removed", "by Help desk robot", "within 72 hours"] {
            assert!(letter.contains(words), "{words}: {letter}");
        }
        let event: (String, String, String, String) = house.one(
            "SELECT actor_kind, actor_name, subject_name, detail FROM audit_events WHERE event = 'mfa.factor_api_removed' AND factor_id = $1",
            args![factor],
        ).await;
        assert_eq!((event.0.as_str(), event.1.as_str(), event.2.as_str()), ("credential", "Help desk robot", "Anna Weber"));
        let detail: serde_json::Value = serde_json::from_str(&event.3).unwrap();
        let creator = house.user(ADMIN.0).await;
        assert_eq!((detail["creator"].as_i64(), detail["last"].as_bool()), (Some(creator.0), Some(true)));
        assert!(detail["token"].as_i64() > Some(0) && detail["credential"].as_i64() > Some(0), "{detail}");
        assert_eq!(house.count("session.revoked", ANNA).await, 1);

        anna.give_password().await;
        assert_eq!(anna.browser.page.path, "/enrol", "{}", anna.browser.page.text());
        anna.browser.page.says("Your last one was removed");
        enrol(&house, &mut anna.browser).await;
        assert!(anna.browser.is_signed_in());
        // Gone is gone.
        house.call(&token, "DELETE", &one(user, factor)).await.is(400, NO_FACTOR);
    }
}

on_both_engines! {
    /// Others stay: no enrolment, codes stay; everything that is open ends all the same.
    async fn one_of_two_goes_alone(house: House) {
        let (_, mut anna, user, factor) = anna(&house).await;
        let tablet = second(&house, &mut anna).await;
        let token = house.bearer(Scope::ManageAll).await;
        let said = house.call(&token, "DELETE", &two(user, tablet)).await;
        said.is(204, "");
        assert_eq!(house.sessions_of(ANNA).await, 0);
        let left: (i64, bool) = house.one(
            "SELECT (SELECT COUNT(*) FROM backup_code_sets WHERE user_id = $1 AND revoked_at IS NULL), must_enrol FROM users WHERE id = $1",
            args![user],
        ).await;
        assert_eq!(left, (1, false));
        assert!(house.newest_letter_to(ANNA).await.contains("Tablet was removed"));
        anna.sign_in(&house).await;
        assert_eq!(house.active_factors(ANNA).await, 1);
        let missing = r#"{"statusCode":404,"name":"NotFound","message":"Factor could not be found"}"#;
        house.call(&token, "DELETE", &two(user, tablet)).await.is(404, missing);
        house.call(&token, "DELETE", &two(user, factor)).await.is(204, "");
    }
}

on_both_engines! {
    /// M2: a token of hardware is not deleted but deactivated, and stays assigned.
    async fn a_hardware_token_is_deactivated(house: House) {
        let (_, _, user, factor) = anna(&house).await;
        house.change("UPDATE factors SET kind = 'hardware_token' WHERE id = $1", args![factor]).await;
        let token = house.bearer(Scope::ManageUsers).await;
        house.call(&token, "DELETE", &one(user, factor)).await.is(200, "{}");
        assert_eq!(house.factors(ANNA).await[0].1, "deactivated");
        house.call(&token, "DELETE", &one(user, factor)).await.is(400, NO_FACTOR);
    }
}

on_both_engines! {
    /// K-02 and the switch: refused, written down, and nothing happened.
    async fn who_may_not_removes_nothing(house: House) {
        let (_, _, user, factor) = anna(&house).await;
        for scope in [Scope::AuthenticationOnly, Scope::ReadUsers, Scope::ReadAll] {
            let token = house.bearer(scope).await;
            house.call(&token, "DELETE", &one(user, factor)).await.is(401, NOT_PERMITTED);
            // Not even whether it is there.
            house.call(&token, "DELETE", &one(user, 0)).await.is(401, NOT_PERMITTED);
            house.call(&token, "DELETE", &two(user, factor)).await
                .is(401, r#"{"statusCode":401,"name":"Unauthorized","message":"Insufficient Permission"}"#);
        }
        let token = house.bearer(Scope::ManageAll).await;
        credentials::let_remove(&house.desk, None, Removal::Off).await.unwrap().unwrap();
        house.call(&token, "DELETE", &one(user, factor)).await.is(401, NOT_PERMITTED);
        house.call(&token, "DELETE", &one(user, 0)).await.is(401, NOT_PERMITTED);
        assert_eq!((house.active_factors(ANNA).await, house.sessions_of(ANNA).await), (1, 1));
        let refused: i64 = house.one(
            "SELECT COUNT(*) FROM audit_events WHERE event = 'authz.refused' AND actor_kind = 'credential'", args![],
        ).await;
        assert_eq!(refused, 11);
        let changed: i64 = house.one("SELECT COUNT(*) FROM audit_events WHERE event = 'org.settings_changed' AND detail LIKE '%api_removal%'", args![]).await;
        assert_eq!(changed, 1);
        credentials::let_remove(&house.desk, None, Removal::On).await.unwrap().unwrap();
        house.call(&token, "DELETE", &one(user, factor)).await.is(200, "{}");
    }
}

on_both_engines! {
    /// K-05: never more than its creator may now. An org admin resets no operator.
    async fn an_admin_s_program_does_not_reach_operators(house: House) {
        let (_, _, user, factor) = anna(&house).await;
        let whom = Whom { organisation: None, email: ANNA.to_owned() };
        break_glass::set_role(&house.desk, &whom, Some(Role::Operator)).await.unwrap().unwrap();
        let token = house.bearer(Scope::ManageAll).await;
        house.call(&token, "DELETE", &one(user, factor)).await.is(401, NOT_PERMITTED);
        house.call(&token, "PUT", &format!("/api/1/users/{user}/logout")).await.is(401, NOT_PERMITTED);
        assert_eq!(house.active_factors(ANNA).await, 1);
        let whom = Whom { organisation: Some("acme".to_owned()), email: ADMIN.0.to_owned() };
        break_glass::set_role(&house.desk, &whom, Some(Role::Operator)).await.unwrap().unwrap();
        // Nor does an operator's reach one who looks after more; it may end their sessions.
        otto(&house).await;
        house.change("INSERT INTO operator_customers (operator_id, organisation_id, granted_at) SELECT $1, id, 1 FROM organisations WHERE slug = 'bravo'", args![user]).await;
        house.call(&token, "DELETE", &one(user, factor)).await.is(401, NOT_PERMITTED);
        assert_eq!(house.call(&token, "PUT", &format!("/api/1/users/{user}/logout")).await.status, 200);
        assert_eq!(house.active_factors(ANNA).await, 1);
        house.change("DELETE FROM operator_customers", args![]).await;
        house.call(&token, "DELETE", &one(user, factor)).await.is(200, "{}");
        break_glass::set_role(&house.desk, &whom, Some(Role::HelpDesk)).await.unwrap().unwrap();
        house.call(&token, "DELETE", &one(user, factor)).await.is(401, FAILURE);
    }
}

/// Every statement that ran on this thread, in order. The tests' runtime has no other thread.
#[derive(Clone, Default)]
struct Statements(Arc<Mutex<Vec<String>>>);

impl<S: Subscriber> Layer<S> for Statements {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "server::store::txn" {
            event.record(&mut Ran(self));
        }
    }
}

struct Ran<'a>(&'a Statements);

impl Visit for Ran<'_> {
    fn record_str(&mut self, field: &Field, text: &str) {
        if field.name() == "sql" {
            self.0.0.lock().unwrap().push(text.to_owned());
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}
}

on_both_engines! {
    /// K-04: the same answer, and the same statements in the same order, for whatever is not there.
    async fn what_is_not_there_costs_the_same_and_says_the_same(house: House) {
        let (_, mut anna, user, factor) = anna(&house).await;
        let berta = house.user(ADMIN.0).await;
        let hers = house.factors(ADMIN.0).await[0].0;
        let (otto, his) = otto(&house).await;
        anna.browser.open("/enrol").await;
        anna.browser.submit("/do/start-totp", &[]).await;
        let pending = house.factors(ANNA).await[1].0;
        let token = house.credential_of_acme(Scope::ManageAll).await;
        house.call(&token, "GET", "/api/1/users?limit=1").await;
        let statements = Statements::default();
        let _listening = subscriber::set_default(Registry::default().with(statements.clone()));
        let mut reference: Option<Vec<String>> = None;
        for path in [
            one(user, 999_999), one(user, hers), one(berta, factor), one(user, his), one(otto, his), one(otto, factor),
            one(999_999, factor), one(user, pending), one(user, 0), one(user, -1), one(user, "9223372036854775808"),
            one(user, "1%20"), one(user, "abc"), one("abc", factor), one("-1", factor), one("%ff", "%ff"),
            one(user, format!("0{factor}")), one(user, "1'%20OR%201=1"),
        ] {
            statements.0.lock().unwrap().clear();
            house.call(&token, "DELETE", &path).await.is(400, NO_FACTOR);
            let ran = std::mem::take(&mut *statements.0.lock().unwrap());
            assert!(ran.len() >= 4, "{ran:?}");
            assert_eq!(*reference.get_or_insert_with(|| ran.clone()), ran, "{path}");
        }
        assert_eq!(house.active_factors(ANNA).await, 1);
        assert_eq!(house.active_factors("otto@example.com").await, 1);
    }
}

on_both_engines! {
    /// Of two at once one finds it, the other does not; there is one event and one letter.
    async fn two_at_once_are_one(house: House) {
        let (_, _, user, factor) = anna(&house).await;
        let token = house.bearer(Scope::ManageUsers).await;
        let path = one(user, factor);
        let (first, other) = tokio::join!(house.call(&token, "DELETE", &path), house.call(&token, "DELETE", &path));
        let mut codes = [first.status.as_u16(), other.status.as_u16()];
        codes.sort_unstable();
        assert_eq!(codes, [200, 400]);
        assert_eq!(house.count("mfa.factor_api_removed", ANNA).await, 1);
        let letters = house.letters_to(ANNA).await;
        assert_eq!(letters.iter().filter(|subject| *subject == "A way to sign in was removed").count(), 1);
    }
}

on_both_engines! {
    /// K-09: where there is a grant, the link of the letter shuts it.
    async fn whoever_did_not_want_it_shuts_the_door(house: House) {
        let (_, mut anna, user, factor) = anna(&house).await;
        let token = house.bearer(Scope::ManageUsers).await;
        house.call(&token, "DELETE", &one(user, factor)).await.is(200, "{}");
        let link = house.link_to("/not-me", ANNA).await;
        anna.browser.open(&link).await;
        anna.browser.submit("/do/not-me", &[]).await;
        let open: i64 = house.one("SELECT COUNT(*) FROM users WHERE id = $1 AND grant_cause IS NOT NULL", args![user]).await;
        assert_eq!(open, 0);
    }
}
