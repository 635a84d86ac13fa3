//! What the database holds in the middle of a journey: events, rows; and a second node beside the first.

use std::sync::Arc;

use identity::ids::{FactorId, UserId};
use server::{
    crypto::limiter::Hasher,
    desk::{Desk, Foundation},
    store::{Arg, Db, FromRow, args},
};

use super::house::House;

impl House {
    /// One row of a query.
    pub async fn one<T: FromRow>(&self, sql: &'static str, args: Vec<Arg>) -> T {
        let mut txn = self.desk.db.read().await.unwrap();
        txn.fetch_one(sql, args).await.unwrap()
    }

    /// All rows of a query.
    pub async fn all<T: FromRow>(&self, sql: &'static str, args: Vec<Arg>) -> Vec<T> {
        let mut txn = self.desk.db.read().await.unwrap();
        txn.fetch_all(sql, args).await.unwrap()
    }

    /// Changes what no page changes yet.
    pub async fn change(&self, sql: &'static str, args: Vec<Arg>) {
        let mut txn = self.desk.db.begin().await.unwrap();
        assert!(
            txn.execute(sql, args).await.unwrap() > 0,
            "{sql} changes nothing"
        );
        txn.commit().await.unwrap();
    }

    pub async fn user(&self, email: &str) -> UserId {
        self.one("SELECT id FROM users WHERE email = $1", args![email])
            .await
    }

    /// The factors of somebody, oldest first: id, state, name.
    pub async fn factors(&self, email: &str) -> Vec<(FactorId, String, String)> {
        const SQL: &str = "
            SELECT factors.id, factors.state, factors.name
            FROM factors
            JOIN users ON users.id = factors.user_id
            WHERE users.email = $1
            ORDER BY factors.id";
        self.all(SQL, args![email]).await
    }

    /// How many of them are active.
    pub async fn active_factors(&self, email: &str) -> usize {
        self.factors(email)
            .await
            .iter()
            .filter(|(_, state, _)| state == "active")
            .count()
    }

    /// Wrong codes in a row for the newest factor of somebody.
    pub async fn factor_failures(&self, email: &str) -> i64 {
        const SQL: &str = "
            SELECT factors.failures
            FROM factors
            JOIN users ON users.id = factors.user_id
            WHERE users.email = $1
            ORDER BY factors.id DESC
            LIMIT 1";
        self.one(SQL, args![email]).await
    }

    /// The events about somebody, oldest first.
    pub async fn events_about(&self, email: &str) -> Vec<String> {
        const SQL: &str = "
            SELECT audit_events.event
            FROM audit_events
            JOIN users ON users.id = audit_events.subject_id
            WHERE users.email = $1
            ORDER BY audit_events.sequence";
        self.all(SQL, args![email]).await
    }

    /// How often something happened to somebody.
    pub async fn count(&self, event: &str, email: &str) -> usize {
        self.events_about(email)
            .await
            .iter()
            .filter(|one| *one == event)
            .count()
    }

    /// How many complete sessions somebody has.
    pub async fn sessions_of(&self, email: &str) -> i64 {
        const SQL: &str = "
            SELECT COUNT(*)
            FROM sessions
            JOIN users ON users.id = sessions.user_id
            WHERE users.email = $1";
        self.one(SQL, args![email]).await
    }

    /// Another process on the same database, with the same keys; also what a restart looks like.
    pub async fn second_node(&self) -> Self {
        self.node_on(Db::connect(&self.trial.settings).await.unwrap())
    }

    /// The same over a connection of its own.
    pub fn node_on(&self, db: Db) -> Self {
        let first = &self.desk;
        let limits = first.config.hashing.limits(&first.config.limits).unwrap();
        let foundation = Foundation {
            db,
            world: first.world.clone(),
            config: first.config.clone(),
            keys: first.keys.clone(),
            hasher: Hasher::start(limits).unwrap(),
            exports: server::desk::exports::Exports::default(),
            pulse: server::desk::pulse::Pulse::default(),
        };
        let (clock, trial) = (self.clock.clone(), Arc::clone(&self.trial));
        Self::with(Desk::new(foundation), clock, trial)
    }
}
