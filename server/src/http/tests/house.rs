//! A real desk on an empty database, for as long as a test lasts.

use crate::{http::AppState, store::trial::Trial, world::World};

pub(super) struct House {
    pub(super) state: AppState,
    _trial: Trial,
}

impl House {
    pub(super) async fn new() -> Self {
        let trial = Trial::sqlite().await.unwrap();
        Self {
            state: AppState::new(trial.desk(World::real()).unwrap()),
            _trial: trial,
        }
    }
}
