//! Sealing: what is stored but must be read again is encrypted, and bound to the place it is stored in.

use std::fmt;

use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Payload},
};
use data_encoding::BASE64URL_NOPAD;
use identity::secret::Secret;
use zeroize::{Zeroize as _, ZeroizeOnDrop, Zeroizing};

use crate::world::World;

/// `v1.kid.nonce.ciphertext`: XChaCha20-Poly1305, whose nonce is long enough to be drawn at random.
const VERSION: &str = "v1";

/// Why a seal does not open. Never shown to anybody, never taken for a wrong code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    #[error("this is no sealed value")]
    Malformed,
    #[error("it is sealed under the key {0}, which is not in the keyring")]
    UnknownKey(String),
    #[error("it was changed, or belongs elsewhere")]
    Broken,
}

/// The keys of one use: the newest seals, all of them open.
#[derive(Clone)]
pub struct SealKeys {
    keys: Vec<SealKey>,
}

#[derive(Clone, ZeroizeOnDrop)]
pub struct SealKey {
    #[zeroize(skip)]
    kid: String,
    bytes: [u8; 32],
}

impl SealKey {
    pub const fn new(kid: String, bytes: [u8; 32]) -> Self {
        Self { kid, bytes }
    }
}

impl SealKeys {
    /// `newest` seals from now on; the others only open what they sealed once.
    pub fn new(newest: SealKey, older: impl IntoIterator<Item = SealKey>) -> Self {
        Self {
            keys: std::iter::once(newest).chain(older).collect(),
        }
    }

    /// `place` names where it will be stored (`table|organisation|user|row|version`): elsewhere it does not open,
    /// so rows cannot be swapped.
    pub fn seal(&self, plain: &[u8], place: &str, world: &World) -> Result<String, SealError> {
        let key = self.keys.first().ok_or(SealError::Malformed)?;
        let nonce = world.bytes::<24>();
        let payload = Payload {
            msg: plain,
            aad: place.as_bytes(),
        };
        let sealed = cipher(key)
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| SealError::Broken)?;
        let (nonce, sealed) = (
            BASE64URL_NOPAD.encode(&nonce),
            BASE64URL_NOPAD.encode(&sealed),
        );
        Ok(format!("{VERSION}.{}.{nonce}.{sealed}", key.kid))
    }

    /// A text that was sealed at this place.
    pub fn open(&self, sealed: &str, place: &str) -> Result<Secret, SealError> {
        let mut bytes = self.open_bytes(sealed, place)?;
        match String::from_utf8(std::mem::take(&mut *bytes)) {
            Ok(text) => Ok(Secret::from(text)),
            Err(error) => {
                error.into_bytes().zeroize();
                Err(SealError::Malformed)
            }
        }
    }

    /// Bytes that were sealed at this place. They are wiped when dropped.
    pub fn open_bytes(&self, sealed: &str, place: &str) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let mut parts = sealed.split('.');
        let (Some(VERSION), Some(kid), Some(nonce), Some(text), None) = (
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
        ) else {
            return Err(SealError::Malformed);
        };
        let key = self
            .keys
            .iter()
            .find(|key| key.kid == kid)
            .ok_or_else(|| SealError::UnknownKey(kid.to_owned()))?;
        let nonce: [u8; 24] = decode(nonce)?
            .try_into()
            .map_err(|_| SealError::Malformed)?;
        let text = decode(text)?;
        let payload = Payload {
            msg: &text,
            aad: place.as_bytes(),
        };
        cipher(key)
            .decrypt(&XNonce::from(nonce), payload)
            .map(Zeroizing::new)
            .map_err(|_| SealError::Broken)
    }
}

fn cipher(key: &SealKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&key.bytes.into())
}

fn decode(text: &str) -> Result<Vec<u8>, SealError> {
    BASE64URL_NOPAD
        .decode(text.as_bytes())
        .map_err(|_| SealError::Malformed)
}

impl fmt::Debug for SealKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.keys.iter().map(|key| &key.kid))
            .finish()
    }
}

impl fmt::Debug for SealKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealKey({})", self.kid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(kid: &str, byte: u8) -> SealKey {
        SealKey::new(kid.to_owned(), [byte; 32])
    }

    #[test]
    fn what_is_sealed_opens_in_its_place_only() {
        let keys = SealKeys::new(key("k1", 1), []);
        let sealed = keys
            .seal(b"seed", "factors|1|2|3|v1", &World::real())
            .unwrap();
        assert!(sealed.starts_with("v1.k1."));
        assert_eq!(
            keys.open(&sealed, "factors|1|2|3|v1").unwrap().reveal(),
            "seed"
        );
        assert_eq!(
            keys.open(&sealed, "factors|1|2|4|v1"),
            Err(SealError::Broken)
        );
        assert_ne!(
            sealed,
            keys.seal(b"seed", "factors|1|2|3|v1", &World::real())
                .unwrap()
        );
    }

    #[test]
    fn an_older_key_still_opens_and_a_missing_one_is_named() {
        let old = SealKeys::new(key("k1", 1), []);
        let sealed = old.seal(b"seed", "here", &World::real()).unwrap();
        let both = SealKeys::new(key("k2", 2), [key("k1", 1)]);
        assert_eq!(both.open(&sealed, "here").unwrap().reveal(), "seed");
        assert!(
            both.seal(b"x", "here", &World::real())
                .unwrap()
                .starts_with("v1.k2.")
        );
        let new = SealKeys::new(key("k2", 2), []);
        assert_eq!(
            new.open(&sealed, "here"),
            Err(SealError::UnknownKey("k1".to_owned()))
        );
    }

    #[test]
    fn what_was_touched_does_not_open() {
        let keys = SealKeys::new(key("k1", 1), []);
        let sealed = keys.seal(b"seed", "here", &World::real()).unwrap();
        for at in 0..sealed.len() {
            let mut bytes = sealed.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            assert!(
                keys.open(&String::from_utf8(bytes).unwrap(), "here")
                    .is_err(),
                "at {at}"
            );
        }
        for bad in [
            "",
            "v1",
            "v1.k1",
            "v1.k1..",
            "v2.k1.AAAA.AAAA",
            &format!("{sealed}."),
            &sealed[..sealed.len() - 1],
        ] {
            assert!(keys.open(bad, "here").is_err(), "{bad}");
        }
    }
}
