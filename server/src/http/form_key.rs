//! The token of a form: shows that it was loaded by the very browser that posts it, for this very action.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use identity::secret::Secret;

use super::holder::Binding;
use crate::crypto::mac::MacKey;

/// HMAC-SHA-256 over what the browser holds and the path that the form is for.
pub fn token(key: &MacKey, binding: Binding, action: &str) -> String {
    URL_SAFE_NO_PAD.encode(key.mac(&message(binding, action)))
}

/// In constant time: how much of a guess is right must not show.
pub fn is_right(key: &MacKey, binding: Binding, action: &str, token: &Secret) -> bool {
    URL_SAFE_NO_PAD
        .decode(token.reveal())
        .is_ok_and(|mac| key.verify(&message(binding, action), &mac))
}

/// The digest has a fixed length, so no two pairs give one message.
fn message(binding: Binding, action: &str) -> Vec<u8> {
    [binding.0.as_slice(), action.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_for_one_browser_and_one_action() {
        let (key, binding, action) = (MacKey::new([7; 32]), Binding([1; 32]), "/do/sign-out");
        let right = token(&key, binding, action);
        assert_eq!(right.len(), 43);
        assert!(is_right(&key, binding, action, &Secret::new(right)));
        for wrong in [
            token(&key, Binding([2; 32]), action),
            token(&key, binding, "/do/sign-in"),
            token(&MacKey::new([8; 32]), binding, action),
            String::new(),
            "no base64!".to_owned(),
        ] {
            assert!(!is_right(&key, binding, action, &Secret::new(wrong)));
        }
    }
}
