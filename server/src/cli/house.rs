//! Opens an installation: its database, its keys, and the desk that stands on them.

use super::Failure;
use crate::{
    config::Config,
    crypto::{keyring::Keyring, limiter::Hasher},
    desk::{Desk, Foundation},
    store::Db,
    world::World,
};

pub async fn open(config: Config) -> Result<Desk, Failure> {
    let hashing = config.hashing.limits(&config.limits)?;
    let world = World::real();
    let db = Db::connect(&config.database).await?;
    let keys = Keyring::open(config.keyring_file(), &db, &world).await?;
    let hasher = Hasher::start(hashing)?;
    Ok(Desk::new(Foundation {
        db,
        world,
        config,
        keys,
        hasher,
        exports: crate::desk::exports::Exports::default(),
        pulse: crate::desk::pulse::Pulse::default(),
    }))
}
