//! The same house, with other settings: its database and its clock stay.

use std::sync::Arc;

use server::{
    config::Config,
    desk::{Desk, Foundation, exports::Exports},
};

use super::house::House;

impl House {
    /// The same house with other settings.
    pub fn with_config(&self, config: Config) -> Self {
        let first = &self.desk;
        let desk = Desk::new(Foundation {
            db: first.db.clone(),
            world: first.world.clone(),
            config,
            keys: first.keys.clone(),
            hasher: first.hasher.clone(),
            exports: Exports::default(),
            pulse: server::desk::pulse::Pulse::default(),
        });
        Self::with(desk, self.clock.clone(), Arc::clone(&self.trial))
    }
}
