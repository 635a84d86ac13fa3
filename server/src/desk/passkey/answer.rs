//! What a browser sends back from a ceremony, read before any of it is believed.

use data_encoding::BASE64URL_NOPAD;
use identity::secret::Secret;
use serde::{Deserialize, de::DeserializeOwned};
use serde_cbor_2::Value;
use webauthn_rs::prelude::{PublicKeyCredential, RegisterPublicKeyCredential};

/// Where the make of the authenticator stands in its data, after the hash of our name, the flags and the counter.
const AAGUID: std::ops::Range<usize> = 37..53;

/// An answer, and the challenge that it says it answers.
#[derive(Debug)]
pub struct Heard<T> {
    pub credential: T,
    pub challenge: Vec<u8>,
}

/// The part of the client's data that the library leaves to us.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    challenge: String,
    #[serde(default)]
    cross_origin: bool,
    #[serde(default)]
    top_origin: Option<serde_json::Value>,
}

/// The answer to `navigator.credentials.create`.
pub fn created(answer: &Secret) -> Option<Heard<RegisterPublicKeyCredential>> {
    let credential: RegisterPublicKeyCredential = parse(answer)?;
    let challenge = challenge(&credential.response.client_data_json)?;
    Some(Heard {
        credential,
        challenge,
    })
}

/// The answer to `navigator.credentials.get`.
pub fn asserted(answer: &Secret) -> Option<Heard<PublicKeyCredential>> {
    let credential: PublicKeyCredential = parse(answer)?;
    let challenge = challenge(&credential.response.client_data_json)?;
    Some(Heard {
        credential,
        challenge,
    })
}

fn parse<T: DeserializeOwned>(answer: &Secret) -> Option<T> {
    serde_json::from_str(answer.reveal()).ok()
}

/// None also for a ceremony within somebody else's page: the library looks at that for new credentials only.
fn challenge(client_data: &[u8]) -> Option<Vec<u8>> {
    let said: ClientData = serde_json::from_slice(client_data).ok()?;
    if said.cross_origin || said.top_origin.is_some() {
        return None;
    }
    BASE64URL_NOPAD.decode(said.challenge.as_bytes()).ok()
}

/// The make of the authenticator, which the library reads only where it is attested. Zeros if it says none.
pub fn aaguid(credential: &RegisterPublicKeyCredential) -> [u8; 16] {
    let read = || {
        let object: Value =
            serde_cbor_2::from_slice(&credential.response.attestation_object).ok()?;
        let Value::Map(parts) = object else {
            return None;
        };
        match parts.get(&Value::Text("authData".to_owned()))? {
            Value::Bytes(data) => data.get(AAGUID)?.try_into().ok(),
            _ => None,
        }
    };
    read().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::challenge;

    #[test]
    fn an_answer_from_within_another_page_is_none() {
        let said = |more: &str| {
            challenge(format!(r#"{{"type":"webauthn.get","challenge":"AQID"{more}}}"#).as_bytes())
        };
        assert_eq!(said(""), Some(vec![1, 2, 3]));
        assert_eq!(said(r#","crossOrigin":false"#), Some(vec![1, 2, 3]));
        assert_eq!(said(r#","crossOrigin":true"#), None);
        assert_eq!(said(r#","topOrigin":"https://evil.example""#), None);
        assert_eq!(challenge(b"{}"), None);
        assert_eq!(challenge(br#"{"challenge":"A Q"}"#), None);
    }
}
