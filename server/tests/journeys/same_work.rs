//! The same work for everybody who does not get in: as many hashes, and the same statements in the same order, so that no
//! clock tells who has an account. Cases S-09 and S-10; times themselves are for the benchmark.

use std::{
    fmt,
    sync::{Arc, Mutex},
};

use server::store::args;
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
    subscriber,
};
use tracing_subscriber::{Layer, Registry, layer::Context, prelude::*};

use super::{
    engines::on_both_engines,
    house::{House, PASSWORD},
    people,
};

const WRONG: &str = "some other password entirely";

/// Every statement that ran on this thread, in order. The tests' runtime has no other thread.
#[derive(Clone, Default)]
struct Statements(Arc<Mutex<Vec<String>>>);

impl Statements {
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

impl<S: Subscriber> Layer<S> for Statements {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "server::store::txn" {
            event.record(&mut Said(self));
        }
    }
}

struct Said<'a>(&'a Statements);

impl Visit for Said<'_> {
    fn record_str(&mut self, field: &Field, text: &str) {
        if field.name() == "sql" {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            self.0.0.lock().unwrap().push(text);
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}
}

on_both_engines! {
    /// Known, unknown, disabled, invited, switched off, and all of them once more when they have to wait.
    async fn whoever_does_not_get_in_costs_the_same(house: House) {
        let mut admin = people::set_up(&house).await;
        for (name, email) in [("Anna Weber", "anna@example.com"), ("Dora Off", "dora@example.com"), ("Otto Dead", "otto@example.com")] {
            admin.invite(&house, name, email).await;
        }
        admin.invite_only(&house, "Ivo New", "ivo@example.com").await;
        house.change("UPDATE users SET status = 'disabled' WHERE email = 'dora@example.com'", args![]).await;
        house.change("UPDATE users SET password_disabled_at = 1 WHERE email = 'otto@example.com'", args![]).await;
        let statements = Statements::default();
        let _listening = subscriber::set_default(Registry::default().with(statements.clone()));
        let mut reference: Option<Vec<String>> = None;
        // The sixth has to wait.
        for nth in 1..=6_u8 {
            for (who, (email, password)) in [
                ("anna@example.com", WRONG),
                ("nobody@example.com", WRONG),
                ("dora@example.com", PASSWORD),
                ("ivo@example.com", PASSWORD),
                ("otto@example.com", PASSWORD),
            ]
            .into_iter()
            .enumerate()
            {
                let mut browser = house.browser();
                browser.address.set_ip([198, 51, u8::try_from(who).unwrap(), nth].into());
                browser.open("/o/acme/sign-in").await;
                let body = browser.form("/do/sign-in", &[("email", email), ("password", password)]);
                let hashes = house.desk.hasher.counted();
                statements.take();
                browser.post("/do/sign-in", &body).await;
                let ran = statements.take();
                assert!(!browser.cookies.contains_key("__Host-pre"), "{email}");
                assert_eq!(house.desk.hasher.counted() - hashes, 1, "{email}, the {nth}.");
                assert!(ran.len() > 5, "{ran:?}");
                let first = reference.get_or_insert_with(|| ran.clone());
                assert_eq!(*first, ran, "{email}, the {nth}.");
            }
        }
        let waiting: i64 = house.one("SELECT COUNT(*) FROM throttles WHERE failures = 5", args![]).await;
        assert_eq!(waiting, 5, "the sixth was counted");
    }
}
