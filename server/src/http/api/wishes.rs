//! The shapes of the bodies that OneLogin's pages describe, for the document. What comes in is read field by field.

use serde::Serialize;
use utoipa::{
    ToSchema,
    openapi::{RefOr, Schema},
};

use super::own::codes::words;

/// A request for an access token.
#[derive(Debug, Serialize, ToSchema)]
pub struct TokenWish {
    #[schema(schema_with = grants)]
    grant_type: String,
    client_id: Option<String>,
    client_secret: Option<String>,
    access_token: Option<String>,
    refresh_token: Option<String>,
}

/// The token to be ended.
#[derive(Debug, Serialize, ToSchema)]
pub struct TokenEnd {
    access_token: String,
}

/// A factor that a program sets up: `2`, an authenticator app, or `4`, codes by text message.
#[derive(Debug, Serialize, ToSchema)]
pub struct FactorWish {
    factor_id: i64,
    display_name: Option<String>,
    /// Of a phone, and needed there: E.164.
    number: Option<String>,
    /// Refused unless false: a code verifies it.
    verified: Option<bool>,
    /// Seconds.
    #[schema(minimum = 1, maximum = 600)]
    expires_in: Option<u32>,
}

/// How long a code is waited for.
#[derive(Debug, Serialize, ToSchema)]
pub struct TriggerWish {
    /// Seconds.
    #[schema(minimum = 1, maximum = 900)]
    state_token_expires_in: Option<u32>,
}

/// A code, in version 1.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeOne {
    #[schema(min_length = 1)]
    otp_token: String,
    state_token: Option<String>,
}

/// A code, in version 2.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeTwo {
    #[schema(min_length = 1)]
    otp: String,
}

/// A code that is to be given.
#[derive(Debug, Serialize, ToSchema)]
pub struct VerificationWish {
    #[schema(min_length = 1)]
    device_id: String,
    /// Seconds.
    #[schema(minimum = 1, maximum = 900)]
    expires_in: Option<u32>,
}

/// What a temporary token is to be.
#[derive(Debug, Serialize, ToSchema)]
pub struct MfaTokenWish {
    /// Seconds; 3600 when nobody says.
    #[schema(minimum = 600, maximum = 86_400)]
    expires_in: Option<u32>,
    /// Nothing but `false`.
    reusable: Option<bool>,
}

fn grants() -> RefOr<Schema> {
    words(["client_credentials", "refresh_token"].into_iter())
}
