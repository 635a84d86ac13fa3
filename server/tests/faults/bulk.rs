//! The program dies in the middle of a reset of many: it goes on with the next start, and nobody is reset twice. Case FT-01.

use server::{
    desk::{
        audit_verify,
        bulk_work::{self, More},
    },
    store::{args, trial::Trial},
    world::World,
};

use super::{house::House, people, process::Installation};

const PEOPLE: [&str; 3] = ["anna@example.com", "bert@example.com", "carl@example.com"];
const RESET: &str = "mfa.factor_admin_reset";

/// How often each was reset.
async fn resets(house: &House) -> Vec<usize> {
    let mut counts = Vec::new();
    for email in PEOPLE {
        counts.push(house.count(RESET, email).await);
    }
    counts
}

async fn story(trial: Trial) {
    let at = Installation::on(trial).await;
    let house = &at.house;
    let mut admin = people::set_up(house).await;
    let mut boxes = Vec::new();
    for email in PEOPLE {
        admin.invite(house, "Somebody", email).await;
        boxes.push(format!("pick[{}]", house.user(email).await));
    }
    admin.browser.open("/admin/users").await;
    let fields: Vec<_> = boxes.iter().map(|name| (name.as_str(), "on")).collect();
    admin.browser.submit("/do/pick-users", &fields).await;
    admin.prove(house).await;
    let why = [
        ("reason_kind", "lost_device"),
        ("reason", "Fault"),
        ("verification", "call_back"),
    ];
    let form = admin.browser.form("/do/begin-bulk-reset", &why);

    // Before the commit of the confirmation: nothing was confirmed, and the proof is still there.
    house.clock.set(World::real().now());
    let mut process = at.doomed("bulk reset: before it begins").await;
    let mut there = process.take(&admin.browser);
    there.post("/do/begin-bulk-reset", &form).await;
    assert!(process.has_died());
    let restarted = house.second_node().await;
    assert_eq!(bulk_work::advance(&restarted.desk).await.unwrap(), More::No);

    // Before the commit of the second user: the first one is settled.
    admin.browser.post("/do/begin-bulk-reset", &form).await;
    assert_eq!(bulk_work::advance(&house.desk).await.unwrap(), More::Yes);
    let mut process = at.doomed("bulk reset: before the commit").await;
    assert!(process.has_died());
    assert_eq!(resets(house).await, [1, 0, 0]);

    let restarted = house.second_node().await;
    while bulk_work::advance(&restarted.desk).await.unwrap() == More::Yes {}
    assert_eq!(resets(house).await, [1, 1, 1]);
    for email in PEOPLE {
        assert_eq!(house.active_factors(email).await, 0, "{email}");
        let told = house.letters_to(email).await;
        let told = told.iter().filter(|it| it.contains("were reset"));
        assert_eq!(told.count(), 1, "{email}");
    }
    let stage: String = house.one("SELECT stage FROM bulk_resets", args![]).await;
    assert_eq!(stage, "done");
    let chains = audit_verify::verify(&house.desk, None).await.unwrap();
    assert!(
        chains.iter().all(audit_verify::ChainReport::is_whole),
        "{chains:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sqlite() {
    story(Trial::sqlite().await.unwrap()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres() {
    story(Trial::postgres().await.unwrap()).await;
}
