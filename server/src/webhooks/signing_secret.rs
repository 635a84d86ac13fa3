//! The secret of a webhook: what both sides sign with, as the Standard Webhooks text writes it.

use std::fmt;

use data_encoding::BASE64;
use identity::{
    ids::{OrganisationId, WebhookId},
    secret::Secret,
};
use zeroize::Zeroizing;

use crate::{crypto::mac::MacKey, world::World};

const PREFIX: &str = "whsec_";
/// The fewest and the most bytes: the text asks for 24 to 64, and ours have 32.
const BYTES: std::ops::RangeInclusive<usize> = 24..=32;

/// `whsec_` and 256 bits of chance.
#[derive(Clone)]
pub struct SigningSecret(MacKey);

/// Not how such a secret is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no secret of a webhook")]
pub struct NoSecret;

impl SigningSecret {
    /// A new one, as text: on its way to a page and, sealed, to its row.
    pub fn random(world: &World) -> Secret {
        let bytes = Zeroizing::new(world.bytes::<32>());
        Secret::from(format!("{PREFIX}{}", BASE64.encode(bytes.as_slice())))
    }

    pub fn parse(text: &Secret) -> Result<Self, NoSecret> {
        let encoded = text.reveal().strip_prefix(PREFIX).ok_or(NoSecret)?;
        let bytes = BASE64.decode(encoded.as_bytes()).map_err(|_| NoSecret)?;
        let bytes = Zeroizing::new(bytes);
        if !BYTES.contains(&bytes.len()) {
            return Err(NoSecret);
        }
        // HMAC fills a short key up with zeros itself (RFC 2104, section 2), so this changes nothing.
        let mut key = [0; 32];
        for (to, from) in key.iter_mut().zip(bytes.iter()) {
            *to = *from;
        }
        Ok(Self(MacKey::new(key)))
    }

    /// `v1,…` over what the text says: id, seconds and body, with dots between them.
    pub fn sign(&self, id: &str, seconds: i64, body: &str) -> String {
        let mac = self.0.mac(format!("{id}.{seconds}.{body}").as_bytes());
        format!("v1,{}", BASE64.encode(&mac))
    }
}

impl fmt::Debug for SigningSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningSecret(…)")
    }
}

/// Where it is sealed: elsewhere it does not open.
pub fn place(organisation: OrganisationId, webhook: WebhookId) -> String {
    format!("webhooks|{organisation}|{webhook}|v1")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vector that the libraries of Standard Webhooks are tested with.
    #[test]
    fn it_signs_as_the_published_vector_says() {
        let secret = Secret::from("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned());
        let signed = SigningSecret::parse(&secret).unwrap().sign(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            r#"{"test": 2432232314}"#,
        );
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn whatever_is_signed_changes_the_signature() {
        let world = World::real();
        let secret = SigningSecret::parse(&SigningSecret::random(&world)).unwrap();
        let other = SigningSecret::parse(&SigningSecret::random(&world)).unwrap();
        let signed = secret.sign("msg_1", 7, "{}");
        assert_eq!(signed, secret.sign("msg_1", 7, "{}"));
        for different in [
            secret.sign("msg_2", 7, "{}"),
            secret.sign("msg_1", 8, "{}"),
            secret.sign("msg_1", 7, "{ }"),
            other.sign("msg_1", 7, "{}"),
        ] {
            assert_ne!(signed, different);
        }
    }

    #[test]
    fn nothing_else_is_a_secret() {
        for bad in [
            "",
            "whsec_",
            "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa",
            "whsec_%%%%",
            "whsec_AAAA",
        ] {
            let parsed = SigningSecret::parse(&Secret::from(bad.to_owned()));
            assert!(parsed.is_err(), "{bad}");
        }
    }
}
