//! argon2id: how a password or a backup code becomes something that can only be compared.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use data_encoding::BASE64_NOPAD;
use identity::secret::Secret;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::world::World;

/// How much work one hash is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    memory_kib: u32,
    passes: u32,
}

/// A work factor that is less than the least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "too little or too much work for a password: use at least 47104 KiB with 1 pass, 19456 KiB with 2, or 12288 KiB with 3 \
     (OWASP ASVS 5.0, appendix C), and at most 1 GiB with 10"
)]
pub struct UnfitProfile;

/// A hash that cannot be read: a row that we did not write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a stored password hash does not parse")]
pub struct BrokenHash;

/// A password's hash in the PHC format: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`.
#[derive(Clone, Debug)]
pub struct Phc {
    profile: Profile,
    salt: Vec<u8>,
    hash: Zeroizing<Vec<u8>>,
}

/// The memory that one thread computes in, used again for each hash: to touch it for the first time costs a third of a hash.
#[derive(Debug, Default)]
pub struct Arena(Vec<Block>);

impl Profile {
    /// OWASP's least, and one of the three of ASVS appendix C.
    #[cfg(not(feature = "test-hash"))]
    pub const DEFAULT: Self = Self {
        memory_kib: 19_456,
        passes: 2,
    };
    /// Next to no work, so that tests may hash thousands of times. A release build with this feature refuses to start.
    #[cfg(feature = "test-hash")]
    pub const DEFAULT: Self = Self {
        memory_kib: 8,
        passes: 1,
    };

    pub fn new(memory_kib: u32, passes: u32) -> Result<Self, UnfitProfile> {
        let least = match passes {
            _ if cfg!(feature = "test-hash") => 8,
            0 => return Err(UnfitProfile),
            1 => 47_104,
            2 => 19_456,
            _ => 12_288,
        };
        let fit = (least..=1_048_576).contains(&memory_kib) && (1..=10).contains(&passes);
        fit.then_some(Self { memory_kib, passes })
            .ok_or(UnfitProfile)
    }

    /// `None` never happens for a profile that was accepted.
    fn compute(self, input: &[u8], salt: &[u8], arena: &mut Arena) -> Option<Zeroizing<Vec<u8>>> {
        let params = Params::new(self.memory_kib, self.passes, 1, Some(32)).ok()?;
        let blocks = params.block_count();
        if arena.0.len() < blocks {
            arena.0.resize(blocks, Block::new());
        }
        let mut hash = Zeroizing::new(vec![0; 32]);
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        argon2
            .hash_password_into_with_memory(input, salt, &mut hash, arena.0.get_mut(..blocks)?)
            .ok()?;
        Some(hash)
    }
}

impl Phc {
    pub fn of(password: &Secret, profile: Profile, arena: &mut Arena) -> Result<Self, BrokenHash> {
        let salt = World::real().bytes::<16>().to_vec();
        let hash = profile
            .compute(password.reveal().as_bytes(), &salt, arena)
            .ok_or(BrokenHash)?;
        Ok(Self {
            profile,
            salt,
            hash,
        })
    }

    /// A hash that no password has, to do the same work for somebody who has none.
    pub fn dummy(profile: Profile) -> Self {
        Self {
            profile,
            salt: vec![0x5a; 16],
            hash: Zeroizing::new(vec![0; 32]),
        }
    }

    pub fn verify(&self, password: &Secret, arena: &mut Arena) -> Result<bool, BrokenHash> {
        let hash = self
            .profile
            .compute(password.reveal().as_bytes(), &self.salt, arena)
            .ok_or(BrokenHash)?;
        Ok(hash.ct_eq(&self.hash).into())
    }

    pub fn parse(text: &str) -> Result<Self, BrokenHash> {
        let mut parts = text.split('$');
        let (Some(""), Some("argon2id"), Some("v=19"), Some(params), Some(salt), Some(hash), None) = (
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
        ) else {
            return Err(BrokenHash);
        };
        let (memory, passes) = params
            .strip_prefix("m=")
            .and_then(|params| params.strip_suffix(",p=1"))
            .and_then(|params| params.split_once(",t="))
            .ok_or(BrokenHash)?;
        let number = |text: &str| text.parse::<u32>().map_err(|_| BrokenHash);
        let profile = Profile::new(number(memory)?, number(passes)?).map_err(|_| BrokenHash)?;
        let bytes = |text: &str| BASE64_NOPAD.decode(text.as_bytes()).map_err(|_| BrokenHash);
        let (salt, hash) = (bytes(salt)?, Zeroizing::new(bytes(hash)?));
        let fit = (8..=64).contains(&salt.len()) && hash.len() == 32;
        fit.then_some(Self {
            profile,
            salt,
            hash,
        })
        .ok_or(BrokenHash)
    }

    /// To be sealed and stored.
    pub fn to_secret(&self) -> Secret {
        let Profile { memory_kib, passes } = self.profile;
        let (salt, hash) = (
            BASE64_NOPAD.encode(&self.salt),
            BASE64_NOPAD.encode(&self.hash),
        );
        Secret::from(format!(
            "$argon2id$v=19$m={memory_kib},t={passes},p=1${salt}${hash}"
        ))
    }

    pub const fn profile(&self) -> Profile {
        self.profile
    }
}

/// The hash of a backup code under the salt of its set: one hash a try, where a salt for each code would cost ten.
pub fn code_hash(
    code: &str,
    salt: &[u8],
    profile: Profile,
    arena: &mut Arena,
) -> Result<[u8; 32], BrokenHash> {
    let hash = profile
        .compute(code.as_bytes(), salt, arena)
        .ok_or(BrokenHash)?;
    hash.as_slice().try_into().map_err(|_| BrokenHash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Secret {
        Secret::from(text.to_owned())
    }

    #[test]
    fn a_password_is_known_again_and_no_other() {
        let mut arena = Arena::default();
        let phc = Phc::of(&secret("correct horse"), Profile::DEFAULT, &mut arena).unwrap();
        let read = Phc::parse(phc.to_secret().reveal()).unwrap();
        assert!(read.verify(&secret("correct horse"), &mut arena).unwrap());
        assert!(!read.verify(&secret("battery staple"), &mut arena).unwrap());
        assert!(
            !Phc::dummy(Profile::DEFAULT)
                .verify(&secret(""), &mut arena)
                .unwrap()
        );
    }

    /// From the tests of the reference implementation (phc-winner-argon2, src/test.c).
    #[test]
    fn the_reference_implementation_agrees() {
        let text = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        let phc = Phc::parse(text).unwrap();
        // An arena that is dirty from a smaller hash must not matter.
        let mut arena = Arena::default();
        Phc::of(&secret("x"), Profile::DEFAULT, &mut arena).unwrap();
        assert!(phc.verify(&secret("password"), &mut arena).unwrap());
        assert_eq!(phc.to_secret().reveal(), text);
    }

    #[test]
    fn what_is_not_a_hash_of_ours_is_refused() {
        for bad in [
            "",
            "password",
            "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ",
            "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=65536,t=2,p=4$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            // Four terabytes: whoever can write a row must not be able to stop us with it.
            "$argon2id$v=19$m=4294967295,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=65536,t=99,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$AAAA",
        ] {
            assert!(Phc::parse(bad).is_err(), "{bad}");
        }
    }

    #[cfg(not(feature = "test-hash"))]
    #[test]
    fn less_work_than_asvs_appendix_c_is_refused() {
        for (memory_kib, passes) in [
            (47_103, 1),
            (19_455, 2),
            (12_287, 3),
            (19_456, 1),
            (0, 0),
            (2_000_000, 3),
            (19_456, 11),
        ] {
            assert_eq!(Profile::new(memory_kib, passes), Err(UnfitProfile));
        }
        for (memory_kib, passes) in [(47_104, 1), (19_456, 2), (12_288, 3), (65_536, 3)] {
            assert!(Profile::new(memory_kib, passes).is_ok());
        }
    }
}
