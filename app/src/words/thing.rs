//! What the things of the product are called.

use identity::{
    factor::{FactorKind, FactorState},
    language::Language,
    role::Role,
};

use super::things as words;

pub fn kind(language: Language, kind: FactorKind) -> &'static str {
    match kind {
        FactorKind::Passkey => words::passkey(language),
        FactorKind::Totp => words::totp(language),
        FactorKind::HardwareToken => words::hardware_token(language),
        FactorKind::Phone => words::phone(language),
    }
}

pub fn state(language: Language, state: FactorState) -> &'static str {
    match state {
        FactorState::Pending => words::pending(language),
        FactorState::Active => words::active(language),
        FactorState::Suspended => words::suspended(language),
        FactorState::Disabled => words::disabled(language),
        FactorState::Deactivated => words::deactivated(language),
        FactorState::Deleted => words::deleted(language),
    }
}

pub fn role(language: Language, role: Role) -> &'static str {
    match role {
        Role::HelpDesk => words::help_desk(language),
        Role::OrgAdmin => words::org_admin(language),
        Role::Operator => words::operator(language),
    }
}
