//! Clients that hang up while the database has not answered yet: no transaction is left open behind them, and whoever comes
//! next loses nothing. Cases FT-14 and D-13.

use std::pin::pin;

use axum::{
    body::Body,
    http::{Request, header},
};
use server::{
    desk::audit_verify,
    http::Peer,
    store::{args, trial::Trial},
};
use tower::ServiceExt as _;

use super::{
    browser::{Browser, encode},
    house::House,
    people::{self, Person},
};

const ANNA: &str = "anna@example.com";
/// After how many answers of the database each request is given up: a check of the connection, BEGIN, and statements.
const ANSWERS: usize = 12;
/// A transaction that is left open is ended by the database after five seconds; this many looks take less.
const LOOKS: usize = 2000;

/// A page and posts that read, that write, and that hash in between.
const REQUESTS: [(&str, &[(&str, &str)]); 5] = [
    ("/account", &[]),
    (
        "/do/sign-in",
        &[
            ("organisation", "acme"),
            ("email", "nobody@example.com"),
            ("password", "wrong"),
        ],
    ),
    ("/do/start-totp", &[("replaces", "")]),
    ("/do/ask-admin", &[("note", "Hello"), ("factor", "")]),
    ("/do/verify-backup-code", &[("code", "AAAAA-AAAAA-AAAAA")]),
];

fn request(
    browser: &Browser,
    house: &House,
    (path, fields): (&str, &[(&str, &str)]),
) -> Request<Body> {
    let cookies: Vec<String> = browser
        .cookies
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let request = if path.starts_with("/do/") {
        Request::post(path)
    } else {
        Request::get(path)
    };
    let key = browser.form_key(house, path);
    let body = encode(fields.iter().copied().chain([("csrf", key.as_str())]));
    request
        .header(header::HOST, "localhost:3000")
        .header(header::ACCEPT, "text/html")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .header(header::COOKIE, cookies.join("; "))
        .extension(Peer(browser.address))
        .body(Body::from(body))
        .unwrap()
}

/// Open transactions on these connections, seen from outside.
async fn open(house: &House, pids: &[i64]) -> i64 {
    const SQL: &str = "
        SELECT COUNT(*)
        FROM pg_stat_activity
        WHERE state LIKE 'idle in transaction%' AND pid IN ($1, $2, $3, $4)";
    let pids = pids.iter().map(|pid| (*pid).into()).collect();
    house.one(SQL, pids).await
}

/// The numbers by which the database knows the connections of a node: all four of its pool.
async fn connections(node: &House) -> Vec<i64> {
    let mut held = Vec::new();
    for _ in 0..4 {
        held.push(node.desk.db.begin().await.unwrap());
    }
    let mut pids = Vec::new();
    for txn in &mut held {
        pids.push(
            txn.fetch_one("SELECT pg_backend_pid()::BIGINT", args![])
                .await
                .unwrap(),
        );
    }
    pids
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clients_hang_up_at_every_answer_of_the_database() {
    let house = House::open(Trial::postgres().await.unwrap()).await;
    let (node, cable) = house.by_cable().await;
    let mut admin = people::set_up(&node).await;
    let mut anna = admin.invite(&node, "Anna Weber", ANNA).await;
    let factor = house.factors(ANNA).await[0].0.to_string();
    let pids = connections(&node).await;

    let mut given_up = 0;
    for answers in 0..ANSWERS {
        for (what, fields) in REQUESTS {
            let mut half = Person {
                browser: node.browser(),
                ..anna.clone()
            };
            half.give_password().await;
            let browser = if what == "/do/verify-backup-code" {
                &half.browser
            } else {
                &anna.browser
            };
            let request = request(browser, &node, (what, fields));
            cable.let_through(answers);
            // What the server does with a request whose client is gone: it is not polled again.
            {
                let mut answer = pin!(node.router.clone().oneshot(request));
                tokio::select! {
                    _ = &mut answer => {}
                    () = cable.holds_something() => given_up += 1,
                }
            }
            cable.let_all_through();
        }
        let mut left = i64::MAX;
        for _ in 0..LOOKS {
            left = open(&house, &pids).await;
            if left == 0 {
                break;
            }
        }
        assert_eq!(
            left, 0,
            "transactions are left open, {answers} answers later"
        );
    }
    assert!(given_up > 2 * ANSWERS, "{given_up}: hardly anybody hung up");

    for n in 0..20 {
        let name = format!("Phone {n}");
        anna.browser
            .push(
                &node,
                "/do/rename-factor",
                &[("factor", &factor), ("name", &name)],
            )
            .await;
        assert_eq!(anna.browser.page.status, 303, "{name}");
        assert_eq!(
            house.factors(ANNA).await[0].2,
            name,
            "what was answered is not there"
        );
    }
    assert_eq!(house.count("mfa.factor_renamed", ANNA).await, 20);
    let chains = audit_verify::verify(&house.desk, None).await.unwrap();
    assert!(
        chains.iter().all(audit_verify::ChainReport::is_whole),
        "{chains:?}"
    );
}
