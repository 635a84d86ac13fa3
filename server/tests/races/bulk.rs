//! Two nodes carry out one reset of many: everybody is reset once, and it ends.

use server::{
    desk::{
        bulk_work::{self, More},
        guard::Hold,
        reset,
    },
    store::{args, bulk_resets, users},
};

use super::{
    stage::Stage,
    starter::{on_every_engine, rounds},
};

/// How many resets the log tells of.
async fn resets(stage: &Stage) -> usize {
    const SQL: &str = "SELECT count(*) FROM audit_events WHERE event = 'mfa.factor_admin_reset'";
    usize::try_from(stage.house.one::<i64>(SQL, args![]).await).unwrap()
}

on_every_engine! {
    /// FT-03: whoever runs the work, and however many do, each user is settled once.
    async fn two_nodes_carry_out_one_reset_of_many(stage: Stage) {
        let mut picked = Vec::new();
        for name in ["carl", "dora", "emil"] {
            let email = format!("{name}@example.com");
            stage.admin.invite(&stage.house, name, &email).await;
            picked.push(stage.house.user(&email).await);
        }
        let organisation = stage.house.one("SELECT id FROM organisations", args![]).await;
        let admin = stage.house.user(&stage.admin.email).await;
        let desks = stage.desks();
        for round in 0..rounds() {
            // What was shown is put in as it stands: this is about who carries it out.
            let mut txn = stage.house.desk.db.begin().await.unwrap();
            let id = bulk_resets::replace_draft(&mut txn, (organisation, admin), (&picked, &[organisation]), stage.house.now()).await.unwrap();
            for user in &picked {
                let found = users::find(&mut txn, organisation, *user).await.unwrap().unwrap();
                let plan = reset::look(&mut txn, &found, Hold::Read, stage.house.now()).await.unwrap();
                let shown = reset::digest((found.id, found.grant), &plan);
                bulk_resets::set_shown(&mut txn, (id, *user), &shown).await.unwrap();
            }
            txn.execute("UPDATE bulk_resets SET stage = 'running', started_at = 0 WHERE id = $1", args![id]).await.unwrap();
            txn.commit().await.unwrap();

            let before = resets(&stage).await;
            let works: Vec<_> = desks.iter().cloned().map(|desk| tokio::spawn(async move {
                while bulk_work::advance(&desk).await.unwrap() == More::Yes {}
            })).collect();
            for work in works {
                work.await.unwrap();
            }
            while bulk_work::advance(&stage.house.desk).await.unwrap() == More::Yes {}
            assert_eq!(resets(&stage).await - before, picked.len(), "round {round}");
            let outcomes: Vec<String> = stage.house.all("SELECT coalesce(outcome, 'open') FROM bulk_reset_users WHERE bulk_reset_id = $1", args![id]).await;
            assert!(outcomes.iter().all(|it| it == "reset"), "round {round}: {outcomes:?}");
            let ended: String = stage.house.one("SELECT stage FROM bulk_resets WHERE id = $1", args![id]).await;
            assert_eq!(ended, "done", "round {round}");
        }
    }
}
