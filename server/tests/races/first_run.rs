//! Twenty people with one set-up link: one of them is the admin. Case Q-14.

use server::store::{args, trial::Trial};

use super::{
    house::House,
    starter::{Runner, rounds, start},
};

async fn race(house: &House, nodes: &[&House]) {
    let link = house.set_up_link().await;
    let mut runners = Vec::new();
    for n in 0..20 {
        let mut browser = nodes[n % nodes.len()].browser();
        browser.open(&link).await;
        let email = format!("admin{n}@example.com");
        let body = browser.form(
            "/do/set-up",
            &[
                ("organisation_name", "Acme Bakery"),
                ("slug", "acme"),
                ("name", "Berta Admin"),
                ("email", &email),
                ("password", "correct horse battery staple"),
            ],
        );
        runners.push(Runner {
            browser,
            action: "/do/set-up",
            body,
        });
    }
    let back = start(runners).await;
    let begun = back
        .iter()
        .filter(|browser| browser.cookies.contains_key("__Host-pre"))
        .count();
    let count = async |sql| house.one::<i64>(sql, args![]).await;
    let admins = count("SELECT COUNT(*) FROM users WHERE role = 'org_admin'").await;
    let users = count("SELECT COUNT(*) FROM users").await;
    let organisations = count("SELECT COUNT(*) FROM organisations WHERE id <> 0").await;
    assert_eq!((begun, admins, users, organisations), (1, 1, 1, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn on_sqlite() {
    for _ in 0..rounds() / 4 {
        let house = House::open(Trial::sqlite().await.unwrap()).await;
        race(&house, &[&house]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn on_postgres() {
    for _ in 0..rounds() / 4 {
        let house = House::open(Trial::postgres().await.unwrap()).await;
        race(&house, &[&house]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn on_two_nodes() {
    for _ in 0..rounds() / 4 {
        let house = House::open(Trial::postgres().await.unwrap()).await;
        let other = house.second_node().await;
        race(&house, &[&house, &other]).await;
    }
}
