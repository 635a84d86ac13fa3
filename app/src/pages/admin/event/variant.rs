//! Events that say more, or something else, by their detail.

use identity::{audit::Event, language::Language, role::Role, view::audit::AuditRow};

use super::{actor, detail, subject, thing};
use crate::words::{audit, thing as things};

/// None where the plain sentence of the event says it all.
pub fn sentence(language: Language, row: &AuditRow) -> Option<String> {
    let (actor, subject) = (actor(language, row), subject(language, row));
    let unknown = row.subject.is_none();
    let role = |key: &str| {
        Some(things::role(
            language,
            detail(row, key)?.parse::<Role>().ok()?,
        ))
    };
    match row.event {
        Event::SignedInMfaRequired => match detail(row, "owed")? {
            "window_passed" => Some(audit::said_owes_window_passed(language, actor)),
            "no_usable_factor" => Some(audit::said_owes_no_usable_factor(language, actor)),
            _ => None,
        },
        Event::SignInFailed if unknown => {
            Some(audit::said_sign_in_failed_unknown(language).to_owned())
        }
        Event::ThrottleEngaged if unknown => {
            Some(audit::said_throttle_engaged_unknown(language).to_owned())
        }
        Event::FactorRenamed => {
            let (old, new) = (detail(row, "old")?, detail(row, "name")?);
            Some(audit::said_factor_renamed_to(language, actor, old, new))
        }
        Event::PolicyChanged => match row.reason.as_str() {
            "order" => Some(audit::said_policy_moved(
                language,
                actor,
                thing(language, row),
            )),
            "deleted" => Some(audit::said_policy_deleted(
                language,
                actor,
                thing(language, row),
            )),
            _ => None,
        },
        Event::PolicyAssigned => Some(audit::said_policy_assigned_named(
            language,
            actor,
            detail(row, "policy")?,
            subject,
        )),
        Event::HardwareTokenAssigned if detail(row, "what") == Some("taken_back") => Some(
            audit::said_hardware_token_taken_back(language, actor, subject),
        ),
        Event::RoleGranted => Some(audit::said_role_granted_named(
            language,
            actor,
            subject,
            role("after")?,
        )),
        Event::RoleRevoked => Some(audit::said_role_revoked_named(
            language,
            actor,
            role("before")?,
            subject,
        )),
        _ => None,
    }
}
