//! What a cookie or a link carries: 256 random bits, of which only the digest is ever stored.

use data_encoding::BASE64URL_NOPAD;
use identity::secret::Secret;
use sha2::{Digest as _, Sha256};

use crate::world::World;

/// Characters of a token.
const LENGTH: usize = 43;

/// A new token, on its way to whom it is for.
#[derive(Clone, Debug)]
pub struct Token(Secret);

/// SHA-256 of a token. There is too much chance in the token to find it from this, so no salt and no slow hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

impl Token {
    pub fn random(world: &World) -> Self {
        Self(Secret::from(BASE64URL_NOPAD.encode(&world.bytes::<32>())))
    }

    pub fn digest(&self) -> Digest {
        digest(self.0.reveal())
    }

    pub fn into_secret(self) -> Secret {
        self.0
    }
}

impl Digest {
    /// The digest of what came in; none when it cannot be a token of ours.
    pub fn of_token(token: &Secret) -> Option<Self> {
        Self::parse(token.reveal())
    }

    /// Exactly 43 characters in their only spelling: what is longer is not even hashed.
    pub fn parse(token: &str) -> Option<Self> {
        let bytes = (token.len() == LENGTH)
            .then(|| BASE64URL_NOPAD.decode(token.as_bytes()).ok())
            .flatten();
        bytes
            .is_some_and(|bytes| bytes.len() == 32)
            .then(|| digest(token))
    }

    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

fn digest(token: &str) -> Digest {
    Digest(Sha256::digest(token).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_found_again_by_its_digest() {
        let token = Token::random(&World::real());
        let digest = token.digest();
        let secret = token.into_secret();
        assert_eq!(secret.reveal().len(), LENGTH);
        assert_eq!(Digest::of_token(&secret), Some(digest));
        assert_ne!(Token::random(&World::real()).digest(), digest);
    }

    #[test]
    fn only_forty_three_characters_of_base64url_are_a_token() {
        let good = "A".repeat(43);
        assert!(Digest::parse(&good).is_some());
        for bad in [
            "",
            "A",
            &"A".repeat(42),
            &"A".repeat(44),
            &"+".repeat(43),
            &"ä".repeat(43),
            &"A".repeat(10_000),
        ] {
            assert_eq!(Digest::parse(bad), None, "{bad}");
        }
        // The last character carries four bits only: another spelling of the same bytes is none.
        assert_eq!(Digest::parse(&format!("{}B", "A".repeat(42))), None);
    }
}
