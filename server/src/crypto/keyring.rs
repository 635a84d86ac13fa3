//! The keys of an installation: one for each use, in one file that only its owner may read.

use std::{collections::HashSet, io, path::PathBuf};

use identity::time::Timestamp;

use super::{
    mac::MacKey,
    seal::{SealKey, SealKeys},
};
use crate::{
    store::{self, Db, key_canary},
    world::World,
};

mod file;

use file::Key;

/// What a key is for. Never two things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Use {
    SealSeed,
    SealPassword,
    SealFlash,
    SealMail,
    Csrf,
    AuditMac,
    ThrottleKey,
}

const USES: [Use; 7] = [
    Use::SealSeed,
    Use::SealPassword,
    Use::SealFlash,
    Use::SealMail,
    Use::Csrf,
    Use::AuditMac,
    Use::ThrottleKey,
];

#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    #[error("{0}: {1}")]
    File(PathBuf, #[source] io::Error),
    #[error("{0} can be read by others: run `chmod 600 {0}`, and ask who has read it")]
    NotPrivate(PathBuf),
    #[error("{0} is no keyring: {1}")]
    Malformed(PathBuf, String),
    #[error(
        "this database belongs to another keyring, and what is sealed in it would be lost with a new one: copy the file \
         keyring.toml from the data directory of another node, or from a backup, to {0}"
    )]
    Foreign(PathBuf),
    #[error(transparent)]
    Store(#[from] store::Error),
}

#[derive(Clone, Debug)]
pub struct Keyring {
    seal_seed: SealKeys,
    seal_password: SealKeys,
    seal_flash: SealKeys,
    seal_mail: SealKeys,
    csrf: MacKey,
    audit_mac: MacKey,
    throttle: MacKey,
}

impl Keyring {
    /// The keyring that this database was begun with; a new one only where neither file nor canary is there.
    pub async fn open(path: PathBuf, db: &Db, world: &World) -> Result<Self, KeyringError> {
        let mut txn = db.begin().await?;
        let canary = key_canary::find_locked(&mut txn, world.now()).await?;
        let keys = match file::read(&path)? {
            Some(keys) => keys,
            None if canary.is_some() => return Err(KeyringError::Foreign(path)),
            // The row is locked: of two nodes that start on an empty database, the second one sees a canary.
            None => file::create(&path, &fresh(world))?,
        };
        let keyring =
            Self::of(&keys).map_err(|missing| KeyringError::Malformed(path.clone(), missing))?;
        let known: HashSet<String> = keys.iter().map(Key::fingerprint).collect();
        let sung: HashSet<String> = canary
            .iter()
            .flat_map(|canary| canary.split(' '))
            .map(str::to_owned)
            .collect();
        if !sung.is_subset(&known) {
            return Err(KeyringError::Foreign(path));
        }
        if sung != known {
            let canary: Vec<String> = keys.iter().map(Key::fingerprint).collect();
            key_canary::put(&mut txn, &canary.join(" ")).await?;
        }
        txn.commit().await?;
        Ok(keyring)
    }

    /// The keys of a file, whatever database there is: for tools that only look.
    pub fn read(path: PathBuf) -> Result<Self, KeyringError> {
        let keys = file::read(&path)?
            .ok_or_else(|| KeyringError::File(path.clone(), io::ErrorKind::NotFound.into()))?;
        Self::of(&keys).map_err(|missing| KeyringError::Malformed(path, missing))
    }

    /// Keys that nobody will ever have again: for tests.
    pub fn ephemeral(world: &World) -> Self {
        let key = |name: &str| SealKeys::new(SealKey::new(name.to_owned(), world.bytes()), []);
        Self {
            seal_seed: key("seed"),
            seal_password: key("password"),
            seal_flash: key("flash"),
            seal_mail: key("mail"),
            csrf: MacKey::new(world.bytes()),
            audit_mac: MacKey::new(world.bytes()),
            throttle: MacKey::new(world.bytes()),
        }
    }

    pub const fn seal_seed(&self) -> &SealKeys {
        &self.seal_seed
    }

    pub const fn seal_password(&self) -> &SealKeys {
        &self.seal_password
    }

    pub const fn seal_flash(&self) -> &SealKeys {
        &self.seal_flash
    }

    pub const fn seal_mail(&self) -> &SealKeys {
        &self.seal_mail
    }

    pub const fn csrf(&self) -> &MacKey {
        &self.csrf
    }

    pub const fn audit_mac(&self) -> &MacKey {
        &self.audit_mac
    }

    pub const fn throttle(&self) -> &MacKey {
        &self.throttle
    }

    fn of(keys: &[Key]) -> Result<Self, String> {
        let newest_first = |wanted: Use| {
            let mut keys: Vec<&Key> = keys.iter().filter(|key| key.purpose == wanted).collect();
            keys.sort_by_key(|key| std::cmp::Reverse(key.created));
            keys.into_iter()
        };
        let missing = |wanted: Use| format!("it has no key for {wanted:?}");
        let seal = |wanted: Use| {
            let mut keys =
                newest_first(wanted).map(|key| SealKey::new(key.kid.clone(), key.bytes()));
            keys.next()
                .map(|newest| SealKeys::new(newest, keys))
                .ok_or_else(|| missing(wanted))
        };
        let mac = |wanted: Use| {
            let newest = newest_first(wanted).next().ok_or_else(|| missing(wanted))?;
            Ok::<_, String>(MacKey::new(newest.bytes()))
        };
        Ok(Self {
            seal_seed: seal(Use::SealSeed)?,
            seal_password: seal(Use::SealPassword)?,
            seal_flash: seal(Use::SealFlash)?,
            seal_mail: seal(Use::SealMail)?,
            csrf: mac(Use::Csrf)?,
            audit_mac: mac(Use::AuditMac)?,
            throttle: mac(Use::ThrottleKey)?,
        })
    }
}

fn fresh(world: &World) -> Vec<Key> {
    let Timestamp(created) = world.now();
    USES.into_iter()
        .map(|purpose| Key::random(purpose, created, world))
        .collect()
}

#[cfg(test)]
mod tests;
