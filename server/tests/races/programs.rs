//! A credential is revoked while its program is at work: what it did came before, and nothing comes after. Case K-06.

use std::sync::Arc;

use futures::future::join_all;
use identity::{api::Scope, ids::FactorId};
use server::{desk::api::credentials, store::args};
use tokio::sync::Barrier;

use super::{
    program::FAILURE,
    stage::{ANNA, Stage},
    starter::{on_every_engine, rounds},
};

/// One factor more for Anna, which a program may remove.
async fn spare(stage: &Stage) -> FactorId {
    const SQL: &str = "
        INSERT INTO factors (organisation_id, user_id, kind, state, name, created_at, bound_ip, bound_agent)
        SELECT organisation_id, id, 'totp', 'active', 'Spare', $2, '', '' FROM users WHERE email = $1
        RETURNING id";
    let mut txn = stage.house.desk.db.begin().await.unwrap();
    let id = txn
        .fetch_one(SQL, args![ANNA, stage.house.now()])
        .await
        .unwrap();
    txn.commit().await.unwrap();
    id
}

on_every_engine! {
    async fn a_credential_is_revoked_while_it_is_used(stage: Stage) {
        const BY_PROGRAM: &str = "SELECT COALESCE(MAX(sequence), 0) FROM audit_events WHERE actor_kind = 'credential'";
        const REVOKED: &str = "SELECT COALESCE(MAX(sequence), 0) FROM audit_events WHERE event = 'api.credential_revoked'";
        let user = stage.house.user(ANNA).await;
        for round in 0..rounds() {
            let made = stage.house.credential(Scope::ManageUsers).await;
            let token = stage.house.token(&made).await;
            let path = format!("/api/1/users/{user}/otp_devices/{}", spare(&stage).await);
            let removed = stage.count("mfa.factor_api_removed").await;
            let calls = [("DELETE", path.as_str()), ("GET", "/api/1/users"), ("DELETE", &path), ("PUT", &format!("/api/1/users/{user}/logout"))];
            let barrier = Arc::new(Barrier::new(calls.len() + 1));
            let houses = stage.houses();
            let using = calls.iter().zip(houses.iter().cycle()).map(|((method, path), house)| {
                let (barrier, token) = (Arc::clone(&barrier), &token);
                async move {
                    barrier.wait().await;
                    house.call(token, method, path).await
                }
            });
            let [_, other] = stage.desks();
            let revoking = async {
                barrier.wait().await;
                credentials::revoke(&other, None, &made.client_id).await.unwrap().unwrap();
            };
            let (said, ()) = tokio::join!(join_all(using), revoking);
            for said in &said {
                assert!([200, 400, 401].contains(&said.status.as_u16()), "round {round}: {said:?}");
            }
            let gone = said.iter().filter(|said| said.status == 200 && said.body == "{}").count();
            assert_eq!(stage.count("mfa.factor_api_removed").await - removed, gone, "round {round}");
            let by_program: i64 = stage.house.one(BY_PROGRAM, args![]).await;
            let revoked: i64 = stage.house.one(REVOKED, args![]).await;
            assert!(by_program < revoked, "round {round}: it acted after it was revoked");
            for house in houses {
                house.call(&token, "GET", "/api/1/users").await.is(401, FAILURE);
            }
        }
    }
}
