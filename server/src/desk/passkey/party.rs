//! Who we are to authenticators, from `public_url` alone; and the options and checks of the library behind it.
//!
//! Keys of every kind are welcome, so user verification is *preferred* where a password was proved before; a credential that was
//! created with it must always give it. Signing in with nothing else *requires* it, and no client has a say in that.

use identity::{
    passkey::{Kept, MOST_ID_BYTES, Purpose},
    view::passkey::PasskeyOptions,
};
use serde_json::{Value, json};
use webauthn_rs::prelude::{
    AuthenticationResult, Credential, DiscoverableAuthentication, PublicKeyCredential,
    RegisterPublicKeyCredential, SecurityKey, SecurityKeyAuthentication, SecurityKeyRegistration,
    Url, Uuid, Webauthn, WebauthnBuilder, WebauthnError,
};

use crate::{config::Config, desk::Fault, store::organisations::Organisation};

/// The relying party, under the name of one organisation.
#[derive(Debug)]
pub struct Party(Webauthn);

/// Options to be sent, and what must be kept to check the answer.
#[derive(Debug)]
pub struct Begun {
    pub options: PasskeyOptions,
    pub challenge: Vec<u8>,
    pub state: String,
}

/// For whom a credential is created.
#[derive(Clone, Copy, Debug)]
pub struct For<'a> {
    pub handle: &'a [u8],
    pub email: &'a str,
    pub name: &'a str,
    /// What the same authenticator must not create twice.
    pub has: &'a [Vec<u8>],
}

/// A credential that was verified when it was created.
#[derive(Debug)]
pub struct Created {
    pub id: Vec<u8>,
    pub credential: String,
    pub counter: u32,
    pub kept: Kept,
}

/// Whether there can be passkeys here: an address that is no name, such as 127.0.0.1, has none.
pub fn is_possible(config: &Config) -> bool {
    webauthn(config, "").is_some()
}

/// Exactly our own origin: no subdomain of it, no other port.
fn webauthn(config: &Config, name: &str) -> Option<Webauthn> {
    let origin = Url::parse(config.public_url.origin()).ok()?;
    WebauthnBuilder::new(config.public_url.host(), &origin)
        .ok()?
        .rp_name(name)
        .allow_subdomains(false)
        .allow_any_port(false)
        .build()
        .ok()
}

impl Party {
    pub fn of(config: &Config, organisation: &Organisation) -> Result<Self, Fault> {
        webauthn(config, &organisation.name)
            .map(Self)
            .ok_or(Fault::NoPasskeysHere)
    }

    pub fn begin_creation(&self, user: For<'_>) -> Result<Begun, Fault> {
        let has = user.has.to_vec();
        let (options, state) = self
            .0
            // The library knows users by UUIDs only; ours goes into the options below, and the state holds none.
            .start_securitykey_registration(
                Uuid::nil(),
                user.email,
                user.name,
                Some(has),
                None,
                None,
            )?;
        let challenge = options.public_key.challenge.clone();
        let mut options = serde_json::to_value(&options.public_key).map_err(broken)?;
        let ours = json!({
            "user": { "id": data_encoding::BASE64URL_NOPAD.encode(user.handle) },
            // Found by the browser without a user name, where the authenticator has room for it.
            "authenticatorSelection": { "residentKey": "preferred", "requireResidentKey": false },
            "hints": null,
            // Level 3 of credProtect would make a key without a PIN unusable after a password.
            "extensions": { "credentialProtectionPolicy": null, "enforceCredentialProtectionPolicy": null, "uvm": null, "credProps": true },
        });
        merge(&mut options, ours);
        begun(&options, challenge, &state)
    }

    /// Checks the answer to [`Party::begin_creation`].
    pub fn created(
        &self,
        state: &str,
        answer: &RegisterPublicKeyCredential,
    ) -> Result<Created, Why> {
        let state: SecurityKeyRegistration = serde_json::from_str(state).map_err(|_| Why::State)?;
        let key = self
            .0
            .finish_securitykey_registration(answer, &state)
            .map_err(Why::Library)?;
        let mut credential = Credential::from(key);
        let id = credential.cred_id.clone();
        if id.len() > MOST_ID_BYTES {
            return Err(Why::LongId);
        }
        // A hint for browsers, which the library keeps only where it is attested.
        credential
            .transports
            .clone_from(&answer.response.transports);
        // Our own column holds it, and our own rule compares it.
        let counter = std::mem::take(&mut credential.counter);
        Ok(Created {
            id,
            kept: kept(credential.backup_state),
            counter,
            credential: serde_json::to_string(&credential).map_err(|_| Why::State)?,
        })
    }

    /// For somebody who is known by then: these credentials and no others.
    pub fn begin_check<'a>(
        &self,
        credentials: impl Iterator<Item = &'a str>,
    ) -> Result<Begun, Fault> {
        let keys: Result<Vec<SecurityKey>, _> = credentials
            .map(|text| serde_json::from_str::<Credential>(text).map(Into::into))
            .collect();
        let (options, state) = self
            .0
            .start_securitykey_authentication(&keys.map_err(broken)?)?;
        let challenge = options.public_key.challenge.clone();
        let mut options = serde_json::to_value(&options.public_key).map_err(broken)?;
        merge(&mut options, json!({ "hints": null }));
        begun(&options, challenge, &state)
    }

    /// For nobody in particular: whatever passkey the browser finds, with user verification.
    pub fn begin_discovery(&self) -> Result<Begun, Fault> {
        let (options, state) = self.0.start_discoverable_authentication()?;
        let challenge = options.public_key.challenge.clone();
        let mut options = serde_json::to_value(&options.public_key).map_err(broken)?;
        merge(&mut options, json!({ "extensions": null }));
        begun(&options, challenge, &state)
    }

    /// Checks the signature of one credential, and everything that was signed.
    pub fn signed(
        &self,
        (purpose, state): (Purpose, &str),
        answer: &PublicKeyCredential,
        credential: &str,
    ) -> Result<AuthenticationResult, Why> {
        let outcome = if purpose == Purpose::SignIn {
            let state: DiscoverableAuthentication =
                serde_json::from_str(state).map_err(|_| Why::State)?;
            let credential: Credential =
                serde_json::from_str(credential).map_err(|_| Why::State)?;
            self.0
                .finish_discoverable_authentication_v2(answer, state, &credential)
        } else {
            let state: SecurityKeyAuthentication =
                serde_json::from_str(state).map_err(|_| Why::State)?;
            self.0.finish_securitykey_authentication(answer, &state)
        };
        let result = outcome.map_err(Why::Library)?;
        if purpose == Purpose::SignIn && !result.user_verified() {
            return Err(Why::Library(WebauthnError::UserNotVerified));
        }
        Ok(result)
    }
}

/// Why an answer is not accepted: for the audit, never for the page.
#[derive(Debug)]
pub enum Why {
    Library(WebauthnError),
    LongId,
    /// What we kept of the ceremony does not read.
    State,
}

impl Why {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Library(WebauthnError::InvalidRPOrigin) => "origin",
            Self::Library(WebauthnError::InvalidRPIDHash) => "rp_id",
            Self::Library(WebauthnError::UserNotVerified) => "user_not_verified",
            Self::Library(WebauthnError::MismatchedChallenge) => "challenge",
            Self::Library(WebauthnError::CredentialBackupEligibilityInconsistent) => {
                "backup_eligibility"
            }
            Self::Library(_) => "not_verified",
            Self::LongId => "long_id",
            Self::State => "state",
        }
    }
}

/// Where the key is kept, by the flag for "backed up".
pub const fn kept(backed_up: bool) -> Kept {
    if backed_up {
        Kept::Synced
    } else {
        Kept::OneDevice
    }
}

fn begun(
    options: &Value,
    challenge: Vec<u8>,
    state: &impl serde::Serialize,
) -> Result<Begun, Fault> {
    Ok(Begun {
        options: PasskeyOptions(options.to_string()),
        challenge,
        state: serde_json::to_string(state).map_err(broken)?,
    })
}

/// Puts `ours` over the options; null takes away.
fn merge(options: &mut Value, ours: Value) {
    match (options, ours) {
        (Value::Object(options), Value::Object(ours)) => {
            for (key, value) in ours {
                if value.is_null() {
                    options.remove(&key);
                } else {
                    merge(options.entry(key).or_insert(Value::Null), value);
                }
            }
        }
        (place, value) => *place = value,
    }
}

fn broken(error: serde_json::Error) -> Fault {
    Fault::Ceremony(WebauthnError::ParseJSONFailure(error))
}
