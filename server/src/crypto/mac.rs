//! Message authentication: who holds the key wrote this.

use std::fmt;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::ZeroizeOnDrop;

/// A key for HMAC-SHA-256. Used for one purpose only (ASVS 11.1.2, one key per use).
#[derive(Clone, ZeroizeOnDrop)]
pub struct MacKey([u8; 32]);

impl MacKey {
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub fn mac(&self, message: &[u8]) -> [u8; 32] {
        self.started(message).finalize().into_bytes().into()
    }

    /// In constant time, so that nobody can feel their way to a right one.
    pub fn verify(&self, message: &[u8], mac: &[u8]) -> bool {
        self.started(message).verify_slice(mac).is_ok()
    }

    fn started(&self, message: &[u8]) -> Hmac<Sha256> {
        let mut hmac = Hmac::<Sha256>::new(&padded(&self.0).into());
        hmac.update(message);
        hmac
    }
}

/// HMAC takes a key of a whole block, filled up with zeros (RFC 2104, section 2).
fn padded(key: &[u8; 32]) -> [u8; 64] {
    let mut block = [0; 64];
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    block
}

impl fmt::Debug for MacKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MacKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 1, whose key of twenty bytes is the same as one filled up to thirty-two.
    #[test]
    fn it_is_hmac_sha_256() {
        let mut key = [0; 32];
        key[..20].fill(0x0b);
        let mac = MacKey::new(key).mac(b"Hi There");
        let expected = "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7";
        assert_eq!(data_encoding::HEXLOWER.encode(&mac), expected);
    }

    #[test]
    fn one_bit_more_or_less_is_refused() {
        let key = MacKey::new([7; 32]);
        let mut mac = key.mac(b"message");
        assert!(key.verify(b"message", &mac));
        assert!(!key.verify(b"massage", &mac));
        assert!(!key.verify(b"message", &mac[..31]));
        mac[31] ^= 1;
        assert!(!key.verify(b"message", &mac));
    }
}
