//! The keyring as a file: `keyring.toml`, mode 0600, made once and never overwritten.

use std::{
    fs, io,
    io::Write as _,
    os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _},
    path::Path,
};

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use zeroize::{ZeroizeOnDrop, Zeroizing};

use super::{KeyringError, Use};
use crate::world::World;

const HEAD: &str = "\
# The keys of this installation. Whoever has this file and the database can read every secret in it; without this file
# nobody can. Keep a copy apart from the copies of the database. Every node needs the same file, readable by its owner only.

";

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct File {
    key: Vec<Key>,
}

#[derive(Clone, Deserialize, Serialize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub(super) struct Key {
    /// The name that sealed values carry.
    #[zeroize(skip)]
    pub kid: String,
    #[zeroize(skip)]
    #[serde(rename = "use")]
    pub purpose: Use,
    /// Milliseconds since 1970: the newest key of a use seals.
    #[zeroize(skip)]
    pub created: i64,
    #[serde(with = "base64url")]
    secret: [u8; 32],
}

impl Key {
    pub(super) fn random(purpose: Use, created: i64, world: &World) -> Self {
        Self {
            kid: data_encoding::HEXLOWER.encode(&world.bytes::<4>()),
            purpose,
            created,
            secret: world.bytes(),
        }
    }

    pub(super) const fn bytes(&self) -> [u8; 32] {
        self.secret
    }

    /// Tells a key from every other one and says nothing about it: a digest of 256 random bits.
    pub(super) fn fingerprint(&self) -> String {
        let mut digest = Sha256::new();
        digest.update(b"latchkey key canary v1|");
        digest.update(self.kid.as_bytes());
        digest.update(b"|");
        digest.update(self.secret);
        data_encoding::HEXLOWER.encode(&digest.finalize())
    }
}

/// None when there is no file.
pub(super) fn read(path: &Path) -> Result<Option<Vec<Key>>, KeyringError> {
    let trouble = |error| KeyringError::File(path.to_owned(), error);
    let meta = match fs::metadata(path) {
        Ok(meta) => meta,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(trouble(error)),
    };
    if meta.permissions().mode() & 0o077 != 0 {
        return Err(KeyringError::NotPrivate(path.to_owned()));
    }
    let text = Zeroizing::new(fs::read_to_string(path).map_err(trouble)?);
    // The parser's own message would show the line, and with it a key.
    let malformed = |_| KeyringError::Malformed(path.to_owned(), "it does not parse".to_owned());
    let file: File = toml::from_str(&text).map_err(malformed)?;
    let mut kids: Vec<&str> = file.key.iter().map(|key| key.kid.as_str()).collect();
    kids.sort_unstable();
    if kids.windows(2).any(|pair| pair.first() == pair.last()) {
        return Err(KeyringError::Malformed(
            path.to_owned(),
            "two keys have one kid".to_owned(),
        ));
    }
    Ok(Some(file.key))
}

/// Writes a new keyring, or gives the one that another process has just written there.
pub(super) fn create(path: &Path, keys: &[Key]) -> Result<Vec<Key>, KeyringError> {
    write_new(path, keys).map_err(|error| KeyringError::File(path.to_owned(), error))?;
    read(path)?.ok_or_else(|| KeyringError::File(path.to_owned(), io::ErrorKind::NotFound.into()))
}

fn write_new(path: &Path, keys: &[Key]) -> io::Result<()> {
    let directory = path
        .parent()
        .filter(|directory| !directory.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    fs::create_dir_all(directory)?;
    let file = File { key: keys.to_vec() };
    let text = Zeroizing::new(toml::to_string(&file).map_err(io::Error::other)?);
    let draft = path.with_extension(format!("toml.{}", std::process::id()));
    let mut open = fs::OpenOptions::new()
        .create_new(true)
        .write(true)
        .mode(0o600)
        .open(&draft)?;
    let written = open
        .write_all(HEAD.as_bytes())
        .and_then(|()| open.write_all(text.as_bytes()))
        .and_then(|()| open.sync_all());
    // A link is never made over a file that is there; and a half-written keyring is never seen.
    let linked = written.and_then(|()| fs::hard_link(&draft, path));
    fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
        Ok(()) => fs::File::open(directory)?.sync_all(),
    }
}

mod base64url {
    use super::{BASE64URL_NOPAD, Zeroizing};
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8; 32], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&Zeroizing::new(BASE64URL_NOPAD.encode(bytes)))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; 32], D::Error> {
        let text = Zeroizing::new(String::deserialize(from)?);
        let bytes = Zeroizing::new(
            BASE64URL_NOPAD
                .decode(text.as_bytes())
                .map_err(|_| D::Error::custom("not base64url"))?,
        );
        bytes
            .as_slice()
            .try_into()
            .map_err(|_| D::Error::custom("not 32 bytes"))
    }
}
