//! The shapes of bodies and answers that OneLogin's pages describe, for the document. What is served is written field by field, in the
//! order of those pages; tests hold every answer against these.
#![expect(
    clippy::struct_field_names,
    reason = "the names are those of the pages"
)]

use serde::Serialize;
use utoipa::{
    ToSchema,
    openapi::{RefOr, Schema},
};

use super::own::codes::words;

/// How a call of version 1 went.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Status {
    error: bool,
    code: u16,
    r#type: String,
    message: String,
}

/// Success, and nothing to tell.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Success {
    status: Status,
}

/// What was not done, in version 1.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ErrorOne {
    status: Status,
}

/// What was not done, in version 2.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ErrorTwo {
    #[serde(rename = "statusCode")]
    status_code: u16,
    name: String,
    message: String,
}

/// What was not done (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    r#type: String,
    title: String,
    status: u16,
    detail: String,
}

fn grants() -> RefOr<Schema> {
    words(["client_credentials", "refresh_token"].into_iter())
}

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

/// An access token and what renews it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Token {
    access_token: String,
    created_at: String,
    expires_in: u32,
    refresh_token: String,
    token_type: String,
    account_id: i64,
}

/// The same in the older envelope.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OldToken {
    status: Status,
    data: Vec<Token>,
}

/// The token to be ended.
#[derive(Debug, Serialize, ToSchema)]
pub struct TokenEnd {
    access_token: String,
}

/// What is left of the hour.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    #[serde(rename = "X-RateLimit-Limit")]
    limit: u32,
    #[serde(rename = "X-RateLimit-Remaining")]
    remaining: u32,
    #[serde(rename = "X-RateLimit-Reset")]
    reset: u32,
}

/// What is left of the hour, in the envelope.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RateLimit {
    status: Status,
    data: Limit,
}

/// A user. With `fields` only those that were asked for, and always the id.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct User {
    activated_at: Option<String>,
    comment: Option<String>,
    company: Option<String>,
    created_at: Option<String>,
    custom_attributes: Option<String>,
    department: Option<String>,
    directory_id: Option<String>,
    distinguished_name: Option<String>,
    email: Option<String>,
    external_id: Option<String>,
    firstname: Option<String>,
    group_id: Option<String>,
    id: i64,
    invalid_login_attempts: Option<i64>,
    invitation_sent_at: Option<String>,
    last_login: Option<String>,
    lastname: Option<String>,
    locale_code: Option<String>,
    locked_until: Option<String>,
    manager_ad_id: Option<String>,
    member_of: Option<String>,
    openid_name: Option<String>,
    password_changed_at: Option<String>,
    phone: Option<String>,
    role_id: Option<Vec<i64>>,
    samaccountname: Option<String>,
    state: Option<i64>,
    status: Option<i64>,
    title: Option<String>,
    trusted_idp_id: Option<String>,
    updated_at: Option<String>,
    username: Option<String>,
    userprincipalname: Option<String>,
}

/// Where one is in a list of version 1.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Pagination {
    #[schema(required = true)]
    before_cursor: Option<String>,
    #[schema(required = true)]
    after_cursor: Option<String>,
    #[schema(required = true)]
    previous_link: Option<String>,
    #[schema(required = true)]
    next_link: Option<String>,
}

/// Users, page by page.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserList {
    status: Status,
    pagination: Pagination,
    data: Vec<User>,
}

/// One user, as a list of one.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OneUser {
    status: Status,
    data: Vec<User>,
}

/// A kind of factor, in version 1.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KindOne {
    name: String,
    factor_id: i64,
}

/// Kinds of factors.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KindsOne {
    auth_factors: Vec<KindOne>,
}

/// The kinds that a user may set up.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AvailableOne {
    status: Status,
    data: KindsOne,
}

/// A kind of factor, in version 2.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KindTwo {
    factor_id: i64,
    name: String,
    auth_factor_name: String,
}

/// A factor, in version 1.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeviceOne {
    type_display_name: String,
    active: bool,
    user_display_name: String,
    default: bool,
    auth_factor_name: String,
    id: i64,
    needs_trigger: bool,
}

/// Factors.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DevicesOne {
    otp_devices: Vec<DeviceOne>,
}

/// The factors of a user.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EnrolledOne {
    status: Status,
    data: DevicesOne,
}

/// A factor, in version 2.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeviceTwo {
    device_id: String,
    user_display_name: String,
    type_display_name: String,
    auth_factor_name: String,
    default: bool,
}

/// What the app of a user takes, told once.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FactorData {
    /// The key, to be typed.
    verification_token: String,
    /// The same, to be scanned.
    totp_url: String,
}

/// A factor that a program sets up. Only `2`, an authenticator app.
#[derive(Debug, Serialize, ToSchema)]
pub struct FactorWish {
    factor_id: i64,
    display_name: Option<String>,
    number: Option<String>,
    /// Refused unless false: a code verifies it.
    verified: Option<bool>,
    /// Seconds.
    #[schema(minimum = 1, maximum = 600)]
    expires_in: Option<u32>,
}

/// A factor that waits for its first code, in version 1.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BegunOne {
    type_display_name: String,
    active: bool,
    user_display_name: String,
    default: bool,
    auth_factor_name: String,
    id: i64,
    needs_trigger: bool,
    state_token: String,
    factor_data: FactorData,
}

/// The same in the envelope.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Enrolment {
    status: Status,
    data: Vec<BegunOne>,
}

/// A factor that waits for its first code, in version 2.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Registration {
    id: String,
    /// `pending`, `accepted` or `rejected`.
    status: String,
    device_id: String,
    auth_factor_name: String,
    type_display_name: String,
    user_display_name: String,
    expires_at: String,
    factor_data: FactorData,
}

/// How what was begun went on.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Ceremony {
    id: String,
    /// `pending`, `accepted` or `rejected`.
    status: String,
    device_id: String,
    auth_factor_name: String,
    type_display_name: String,
    user_display_name: String,
    expires_at: String,
    user_id: String,
}

/// How long a code is waited for.
#[derive(Debug, Serialize, ToSchema)]
pub struct TriggerWish {
    /// Seconds.
    #[schema(minimum = 1, maximum = 900)]
    state_token_expires_in: Option<u32>,
}

/// What was triggered; here `id` is the user.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Triggered {
    id: i64,
    user_display_name: String,
    active: bool,
    state_token: String,
    auth_factor_name: String,
    type_display_name: String,
    device_id: i64,
}

/// The same in the envelope.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    status: Status,
    data: Vec<Triggered>,
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

/// A temporary token, told this once: an access pass.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MfaToken {
    mfa_token: String,
    reusable: bool,
    expires_at: String,
}

/// Nothing.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Empty {}
