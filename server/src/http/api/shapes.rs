//! The shapes of answers that OneLogin's pages describe, for the document. What is served is written field by field, in the
//! order of those pages; tests hold every answer against these.
#![expect(
    clippy::struct_field_names,
    reason = "the names are those of the pages"
)]

use serde::Serialize;
use utoipa::ToSchema;

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
    /// The end of it, of a phone alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    phone_number: Option<String>,
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
    /// Of an app alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    factor_data: Option<FactorData>,
    /// Of a phone alone: the end of its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    phone_number: Option<String>,
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
    /// Of an app alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    factor_data: Option<FactorData>,
    /// Of a phone alone: the end of its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    phone_number: Option<String>,
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
