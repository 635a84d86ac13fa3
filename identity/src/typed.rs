//! What somebody typed and may be shown again on another page: never a password, never a code, never a number to call.

use crate::refusal::Field;

/// The fields of forms whose text travels to the next page; everything else stays behind.
const FIELDS: [Field; 24] = [
    Field::Email,
    Field::Name,
    Field::Slug,
    Field::OrganisationName,
    Field::Reason,
    Field::ReasonKind,
    Field::Verification,
    Field::Note,
    Field::Groups,
    Field::Kinds,
    Field::Grace,
    Field::Idle,
    Field::Absolute,
    Field::Minutes,
    Field::HelpLine,
    Field::Contact,
    Field::StepUp,
    Field::ResetPass,
    Field::EqualRank,
    Field::Window,
    Field::Runbook,
    Field::Accent,
    Field::Url,
    Field::Which,
];
/// Choices that have no sentence of their own.
const CHOICES: [&str; 5] = [
    "language",
    "role",
    "requirement",
    "self_removal",
    "passwordless",
];

/// Whether what stands in the field of this name may be kept, by the `name` of its input.
pub fn may_be_kept(name: &str) -> bool {
    FIELDS.iter().any(|field| field.id() == name) || CHOICES.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_secret_is_kept() {
        for field in [
            Field::Password,
            Field::CurrentPassword,
            Field::NewPassword,
            Field::RepeatPassword,
            Field::Code,
            Field::SecondCode,
            Field::Number,
            Field::File,
            Field::Pasted,
        ] {
            assert!(!may_be_kept(field.id()), "{}", field.id());
        }
        for name in [
            "csrf", "answer", "link", "pass", "secret", "digest", "then", "factor",
        ] {
            assert!(!may_be_kept(name), "{name}");
        }
        assert!(may_be_kept("reason") && may_be_kept("language"));
    }
}
