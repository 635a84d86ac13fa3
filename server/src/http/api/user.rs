//! A user in JSON: every field that OneLogin documents. What we do not have is null, never missing.

use identity::user::UserStatus;

use super::json::Json;
use crate::store::api_users::ListedUser;

type Fields = Vec<(&'static str, Json)>;

/// All fields, in the order of the page.
pub fn fields(user: &ListedUser) -> Fields {
    vec![
        ("activated_at", user.activated_at.into()),
        ("comment", Json::Null),
        ("company", Json::Null),
        ("created_at", user.created_at.into()),
        ("custom_attributes", Json::Null),
        ("department", Json::Null),
        ("directory_id", Json::Null),
        ("distinguished_name", Json::Null),
        ("email", user.email.as_str().into()),
        ("external_id", Json::Null),
        // There is one name, and nothing that says where it parts.
        ("firstname", user.name.as_str().into()),
        ("group_id", Json::Null),
        ("id", user.id.0.into()),
        ("invalid_login_attempts", Json::Null),
        ("invitation_sent_at", user.invited_at.into()),
        ("last_login", user.last_sign_in_at.into()),
        ("lastname", Json::Null),
        ("locale_code", user.language.as_str().into()),
        ("locked_until", Json::Null),
        ("manager_ad_id", Json::Null),
        ("member_of", Json::Null),
        ("openid_name", Json::Null),
        ("password_changed_at", user.password_changed_at.into()),
        ("phone", Json::Null),
        ("role_id", Json::List(Vec::new())),
        ("samaccountname", Json::Null),
        // Approved: there is nothing else here.
        ("state", 1_i64.into()),
        ("status", status(user).into()),
        ("title", Json::Null),
        ("trusted_idp_id", Json::Null),
        ("updated_at", Json::Null),
        ("username", user.email.as_str().into()),
        ("userprincipalname", Json::Null),
    ]
}

/// 0 unactivated, 1 active, 2 suspended, 3 locked, 4 password expired.
fn status(user: &ListedUser) -> i64 {
    match user.status {
        UserStatus::Invited => 0,
        UserStatus::Disabled => 2,
        UserStatus::Active if user.password_disabled_at.is_some() => 3,
        UserStatus::Active if user.password_expired => 4,
        UserStatus::Active => 1,
    }
}

/// Only the fields that were asked for; the id is always among them.
pub fn selected(user: &ListedUser, wanted: Option<&[String]>) -> Json {
    let all = fields(user);
    Json::Object(match wanted {
        None => all,
        Some(wanted) => all
            .into_iter()
            .filter(|(name, _)| *name == "id" || wanted.iter().any(|one| one == name))
            .collect(),
    })
}
