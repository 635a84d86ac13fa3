//! One installation for one test: the real router over a real database, with a clock that the test winds.

use std::sync::Arc;

use axum::Router;
use identity::time::{Span, Timestamp};
use server::{
    desk::{Desk, set_up},
    http::{self, AppState},
    store::{outbox, trial::Trial},
    world::WoundClock,
};

use super::{browser::Browser, phone::Phone};

/// The organisation's first admin.
pub const ADMIN: (&str, &str) = ("berta@example.com", "correct horse battery staple");
/// A password that no rule minds.
pub const PASSWORD: &str = "violet teapot under the stairs";
/// Whatever waits in the outbox.
pub const ALL_MAIL: outbox::Share = outbox::Share {
    at_once: 1000,
    per_minute: 0,
};

/// An installation. Dropping it removes the database.
#[derive(Debug)]
pub struct House {
    pub desk: Desk,
    pub clock: WoundClock,
    pub router: Router,
    /// Keeps the database alive.
    pub trial: Arc<Trial>,
}

impl House {
    pub async fn open(trial: Trial) -> Self {
        let (world, clock) = Trial::world();
        let desk = trial.desk(world).unwrap();
        Self::with(desk, clock, Arc::new(trial))
    }

    pub fn with(desk: Desk, clock: WoundClock, trial: Arc<Trial>) -> Self {
        Self {
            router: http::router(AppState::new(desk.clone())),
            desk,
            clock,
            trial,
        }
    }

    pub fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub fn wait(&self, span: Span) {
        self.clock.advance(span);
    }

    /// The next code of a phone: waits for a new step, so that a code is never one that was used.
    pub fn fresh_code(&self, phone: &Phone) -> String {
        self.wait(Span::seconds(30));
        phone.code(self.now())
    }

    /// The path that the link of the first run leads to.
    pub async fn set_up_link(&self) -> String {
        let link = set_up::new_link(&self.desk)
            .await
            .unwrap()
            .expect("an empty installation gives a link");
        link.address
            .reveal()
            .trim_start_matches("http://localhost:3000")
            .to_owned()
    }
}
