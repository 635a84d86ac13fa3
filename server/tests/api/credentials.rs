//! Credentials: who may have one made, what it is worth, and when it is worth nothing.

use identity::{api::Scope, refusal::Refusal, role::Role, time::Span};
use server::{
    desk::{
        api::credentials::{self, Wish},
        break_glass::{self, Whom},
    },
    store::args,
};

use super::{
    engines::on_both_engines,
    house::{ADMIN, House},
    people::set_up,
    program::{FAILURE, GRANT, JSON, basic},
};

const RATE: &str = "/auth/rate_limit";

fn whom(email: &str) -> Whom {
    Whom {
        organisation: None,
        email: email.to_owned(),
    }
}

fn wish(email: &str) -> Wish {
    Wish {
        creator: whom(email),
        name: "Robot".to_owned(),
        scope: Scope::ManageAll,
        days: 90,
    }
}

on_both_engines! {
    async fn only_an_admin_lends_rights(house: House) {
        let mut admin = set_up(&house).await;
        admin.invite(&house, "Anna", "anna@example.com").await;
        let refused = async |wish: Wish| credentials::create(&house.desk, &wish).await.unwrap().err();
        assert_eq!(refused(wish("nobody@example.com")).await, Some(Refusal::NotFound));
        assert_eq!(refused(wish("anna@example.com")).await, Some(Refusal::NotAllowed));
        break_glass::set_role(&house.desk, &whom("anna@example.com"), Some(Role::HelpDesk)).await.unwrap().unwrap();
        assert_eq!(refused(wish("anna@example.com")).await, Some(Refusal::NotAllowed));
        assert_eq!(refused(Wish { name: "  ".to_owned(), ..wish(ADMIN.0) }).await, Some(Refusal::NameMissing));
        assert_eq!(refused(Wish { days: 366, ..wish(ADMIN.0) }).await, Some(Refusal::Malformed));
        assert_eq!(refused(wish(ADMIN.0)).await, None);
        break_glass::set_role(&house.desk, &whom("anna@example.com"), Some(Role::OrgAdmin)).await.unwrap().unwrap();
        assert_eq!(refused(wish("anna@example.com")).await, None);
    }
}

on_both_engines! {
    /// K-05: lowered, disabled, deleted or suspended, it is worth nothing from the next call on.
    async fn it_is_worth_what_its_creator_is_worth_now(house: House) {
        let mut admin = set_up(&house).await;
        admin.invite(&house, "Anna", "anna@example.com").await;
        let set = async |role| break_glass::set_role(&house.desk, &whom("anna@example.com"), Some(role)).await.unwrap().unwrap();
        set(Role::OrgAdmin).await;
        let made = house.credential_of("anna@example.com", Scope::ManageAll).await;
        let token = house.token(&made).await;
        let worthless = async || {
            house.call(&token, "GET", RATE).await.is(401, FAILURE);
            let said = house.send(("POST", "/auth/oauth2/v2/token"), &[JSON, ("authorization", &basic(&made))], GRANT).await;
            said.is(401, FAILURE);
        };
        assert_eq!(house.call(&token, "GET", RATE).await.status, 200);
        set(Role::HelpDesk).await;
        worthless().await;
        set(Role::OrgAdmin).await;
        assert_eq!(house.call(&token, "GET", RATE).await.status, 200);
        house.change("UPDATE users SET status = 'disabled' WHERE email = 'anna@example.com'", args![]).await;
        worthless().await;
        house.change("UPDATE users SET status = 'active' WHERE email = 'anna@example.com'", args![]).await;
        house.change("UPDATE organisations SET status = 'suspended'", args![]).await;
        worthless().await;
        house.change("UPDATE organisations SET status = 'active'", args![]).await;
        assert_eq!(house.call(&token, "GET", RATE).await.status, 200);
        house.change("DELETE FROM users WHERE email = 'anna@example.com'", args![]).await;
        worthless().await;
    }
}

on_both_engines! {
    /// K-06.
    async fn a_revoked_credential_takes_its_tokens_along(house: House) {
        set_up(&house).await;
        let made = house.credential(Scope::ManageAll).await;
        let token = house.token(&made).await;
        let revoke = async |id: &str| credentials::revoke(&house.desk, None, id).await.unwrap();
        assert_eq!(revoke("nobody").await, Err(Refusal::NotFound));
        assert_eq!(revoke(&made.client_id).await, Ok(()));
        house.call(&token, "GET", RATE).await.is(401, FAILURE);
        let said = house.send(("POST", "/auth/oauth2/v2/token"), &[JSON, ("authorization", &basic(&made))], GRANT).await;
        said.is(401, FAILURE);
        assert_eq!(revoke(&made.client_id).await, Ok(()), "twice is once");
        let events: Vec<(String, String)> = house.all(
            "SELECT event, actor_name FROM audit_events WHERE event LIKE 'api.credential%' ORDER BY sequence", args![],
        ).await;
        let by_hand = |event: &str| (event.to_owned(), "command line".to_owned());
        assert_eq!(events, [by_hand("api.credential_created"), by_hand("api.credential_revoked")]);
        let listed = credentials::list(&house.desk, None).await.unwrap().unwrap();
        assert_eq!(listed.len(), 1);
        assert!(listed[0].credential.revoked_at.is_some() && listed[0].credential.last_used_at.is_some());
    }
}

on_both_engines! {
    async fn it_ends_after_its_days(house: House) {
        set_up(&house).await;
        let made = house.credential(Scope::ManageAll).await;
        house.wait(Span(Span::days(90).0 - 1));
        let token = house.token(&made).await;
        house.wait(Span(1));
        house.call(&token, "GET", RATE).await.is(401, FAILURE);
        let said = house.send(("POST", "/auth/oauth2/v2/token"), &[JSON, ("authorization", &basic(&made))], GRANT).await;
        said.is(401, FAILURE);
    }
}

on_both_engines! {
    /// The oldest goes, and rows that nobody can renew are swept away.
    async fn a_program_has_a_hundred_tokens_at_most(house: House) {
        set_up(&house).await;
        let made = house.credential(Scope::ReadUsers).await;
        let first = house.token(&made).await;
        for _ in 0..100 {
            house.token(&made).await;
        }
        house.call(&first, "GET", RATE).await.is(401, FAILURE);
        assert_eq!(house.one::<i64>("SELECT COUNT(*) FROM api_tokens", args![]).await, 100);
        house.wait(Span::days(45));
        server::jobs::purge_expired(&house.desk).await.unwrap();
        assert_eq!(house.one::<i64>("SELECT COUNT(*) FROM api_tokens", args![]).await, 0);
    }
}
