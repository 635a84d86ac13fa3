//! One-time codes from an authenticator app (RFC 6238): SHA-1, six digits, 30 seconds, as every app knows them.

use std::fmt::Write as _;

use data_encoding::BASE32_NOPAD;
use identity::{
    secret::Secret,
    time::Timestamp,
    totp::{DIGITS, OtpCode, PERIOD, SECRET_BYTES, WINDOW},
};
use totp_rs::{Algorithm, Builder, Totp};
use zeroize::ZeroizeOnDrop;

use super::{keyring::Keyring, seal::SealError};
use crate::world::World;

/// The secret that the app and we share.
#[derive(Clone, ZeroizeOnDrop)]
pub struct Seed([u8; SECRET_BYTES]);

impl Seed {
    pub fn random(world: &World) -> Self {
        Self(world.bytes())
    }

    /// `place` is what it is bound to: another factor's seed does not open here.
    pub fn seal(&self, keys: &Keyring, place: &str, world: &World) -> Result<String, SealError> {
        keys.seal_seed().seal(&self.0, place, world)
    }

    pub fn open(keys: &Keyring, place: &str, sealed: &str) -> Result<Self, SealError> {
        let bytes = keys.seal_seed().open_bytes(sealed, place)?;
        bytes
            .as_slice()
            .try_into()
            .map(Self)
            .map_err(|_| SealError::Malformed)
    }

    /// As apps take it by hand, in groups of four: `ABCD EFGH …`.
    pub fn grouped(&self) -> Secret {
        let text = Secret::from(BASE32_NOPAD.encode(&self.0));
        let mut grouped = String::with_capacity(text.reveal().len() * 5 / 4);
        for (at, letter) in text.reveal().chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                grouped.push(' ');
            }
            grouped.push(letter);
        }
        Secret::from(grouped)
    }

    /// What the QR code says. Everything in it that a person wrote is percent-encoded, and nothing of the defaults
    /// is spelled out that some app would read differently.
    pub fn uri(&self, issuer: &str, account: &str) -> Secret {
        let secret = Secret::from(BASE32_NOPAD.encode(&self.0));
        let (issuer, account) = (percent(issuer), percent(account));
        Secret::from(format!(
            "otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}",
            secret.reveal()
        ))
    }
}

/// The step whose code this is: the present one, the one before or the one after. None for a wrong code, and for
/// any code before 1970.
pub fn matching_step(seed: &Seed, code: &OtpCode, now: Timestamp) -> Option<i64> {
    let seconds = u64::try_from(now.seconds()).ok()?;
    let step = totp(seed)?.check(code.as_str(), seconds)?;
    i64::try_from(step).ok()
}

/// The code that an app shows at `now`: for the sample world and for tests.
pub fn code_at(seed: &Seed, now: Timestamp) -> Option<String> {
    let seconds = u64::try_from(now.seconds()).ok()?;
    Some(totp(seed)?.generate(seconds).to_string())
}

fn totp(seed: &Seed) -> Option<Totp> {
    let digits = u8::try_from(DIGITS).ok()?;
    let skew = u16::try_from(WINDOW).ok()?;
    let builder = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(digits)
        .with_skew(skew);
    builder
        .with_step_duration(u64::from(PERIOD))
        .with_secret(seed.0.to_vec())
        .build()
        .ok()
}

/// RFC 3986, section 2.3: only what is unreserved stays.
fn percent(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            write!(encoded, "%{byte:02X}").ok();
        }
    }
    encoded
}

impl std::fmt::Debug for Seed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seed(…)")
    }
}

#[cfg(test)]
mod tests;
