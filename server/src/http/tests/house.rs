//! A real desk on an empty database, for as long as a test lasts.

use crate::{
    config::Config,
    crypto::{keyring::Keyring, limiter::Hasher},
    desk::{Desk, Foundation},
    http::AppState,
    store::trial::Trial,
    world::World,
};

pub(super) struct House {
    pub(super) state: AppState,
    _trial: Trial,
}

impl House {
    pub(super) async fn new() -> Self {
        let (trial, world, config) = (
            Trial::sqlite().await.unwrap(),
            World::real(),
            Config::default(),
        );
        let keys = Keyring::ephemeral(&world);
        let hasher = Hasher::start(config.hashing.limits(&config.limits).unwrap()).unwrap();
        let desk = Desk::new(Foundation {
            db: trial.db.clone(),
            world,
            config,
            keys,
            hasher,
        });
        Self {
            state: AppState::new(desk),
            _trial: trial,
        }
    }
}
