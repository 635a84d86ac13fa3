//! Several nodes tell the same webhook at the same instant: each message goes out once. And events are written while the webhook
//! is switched and deleted: nobody stands in anybody's way.

use std::{collections::BTreeSet, sync::Arc};

use futures::future::join_all;
use identity::{refusal::Refusal, webhook::WebhookDeed};
use server::{
    store::{args, webhooks},
    webhooks::deliver,
};
use tokio::sync::Barrier;

use super::{
    endpoint::{Endpoint, courier},
    stage::Stage,
    starter::{on_every_engine, rounds, start},
};

/// One that is told of everything, put there directly.
async fn listening(stage: &Stage, url: &str) -> identity::ids::WebhookId {
    const SQL: &str = "
        INSERT INTO webhooks (organisation_id, name, url, events, state, secret, created_at)
        SELECT id, 'Race', $1, '*', 'on', '', 1 FROM organisations WHERE slug = 'acme'
        RETURNING id";
    let mut txn = stage.house.desk.db.begin().await.unwrap();
    let id = txn.fetch_one(SQL, args![url]).await.unwrap();
    let organisation = txn
        .fetch_one("SELECT id FROM organisations WHERE slug = 'acme'", args![])
        .await
        .unwrap();
    let place = server::webhooks::signing_secret::place(organisation, id);
    let world = &stage.house.desk.world;
    let secret = server::webhooks::signing_secret::SigningSecret::random(world);
    let keys = stage.house.desk.keys.seal_seed();
    let sealed = keys
        .seal(secret.reveal().as_bytes(), &place, world)
        .unwrap();
    webhooks::put_secret(&mut txn, id, &sealed).await.unwrap();
    txn.commit().await.unwrap();
    id
}

on_every_engine! {
    async fn two_nodes_tell_each_event_once(stage: Stage) {
        let endpoint = Endpoint::open().await;
        listening(&stage, &endpoint.url).await;
        let courier = Arc::new(courier());
        for round in 0..rounds().min(20) {
            for browser in stage.signed_in(2).await {
                start(vec![stage.runner(browser, "/do/sign-out", &[])]).await;
            }
            let waiting: i64 = stage.house.one("SELECT COUNT(*) FROM webhook_deliveries WHERE progress = 'waiting'", args![]).await;
            assert!(waiting > 0, "round {round}");
            let barrier = Barrier::new(4);
            let desks = [stage.desks(), stage.desks()].concat();
            let telling = desks.iter().map(|desk| {
                let (barrier, courier) = (&barrier, &courier);
                async move {
                    barrier.wait().await;
                    let mut taken = 0;
                    loop {
                        let round = deliver::send_due(desk, courier).await.unwrap();
                        taken += round;
                        if round == 0 {
                            return taken;
                        }
                    }
                }
            });
            let taken: usize = join_all(telling).await.into_iter().sum();
            let came = endpoint.came();
            let ids: BTreeSet<_> = came.iter().map(|message| message.id.clone()).collect();
            assert_eq!((came.len(), ids.len()), (taken, taken), "round {round}: something came twice");
            assert_eq!(i64::try_from(taken).unwrap(), waiting, "round {round}");
        }
    }
}

on_every_engine! {
    /// Whatever order they come in, all of them are done, and a webhook that is gone is told nothing.
    async fn events_are_written_while_it_is_switched_and_deleted(stage: Stage) {
        for round in 0..rounds().min(10) {
            let id = listening(&stage, "https://nobody.invalid/").await;
            let browsers = stage.signed_in(3).await;
            let runners = browsers.into_iter().map(|browser| stage.runner(browser, "/do/sign-out", &[]));
            let runners = runners.collect();
            let [desk, _] = stage.desks();
            let switching = async {
                for deed in [WebhookDeed::SwitchOff, WebhookDeed::SwitchOn, WebhookDeed::Rotate, WebhookDeed::Delete] {
                    let done: Result<(), Refusal> = server::desk::webhooks_by_hand::carry_out(&desk, None, id, deed).await.unwrap().map(drop);
                    done.unwrap();
                }
            };
            tokio::join!(start(runners), switching);
            let waiting: i64 = stage.house.one("SELECT COUNT(*) FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id WHERE d.progress = 'waiting' AND w.state = 'on'", args![]).await;
            assert_eq!(waiting, 0, "round {round}");
        }
    }
}
