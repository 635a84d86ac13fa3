//! What the things of the product are called.

use identity::{
    browser::Browser,
    factor::{Factor, FactorKind, FactorState},
    language::Language,
    passkey::Kept,
    proof::ProofKind,
    role::Role,
};

use super::{passkey, things as words};

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

/// "Pixel 9 (Authenticator app)". A set-up that was begun and not finished has no name yet.
pub fn factor(language: Language, factor: &Factor) -> String {
    let named = kind_of(language, factor);
    if factor.name.as_str().is_empty() {
        format!("{named} ({})", state(language, factor.state))
    } else {
        format!("{} ({named})", factor.name)
    }
}

/// "Authenticator app"; of a phone with the end of its number: "Text message (SMS), •••• 12".
pub fn kind_of(language: Language, factor: &Factor) -> String {
    let named = kind(language, factor.kind);
    match &factor.number {
        Some(number) => format!("{named}, {number}"),
        None => named.to_owned(),
    }
}

/// "Pixel 9"; a phone with the end of its number: "My phone, •••• 12".
pub fn numbered(factor: &Factor) -> String {
    match &factor.number {
        Some(number) => format!("{}, {number}", factor.name),
        None => factor.name.to_string(),
    }
}

/// By what somebody signed in.
pub fn proof(language: Language, kind: ProofKind) -> &'static str {
    match kind {
        ProofKind::Passkey => words::proof_passkey(language),
        ProofKind::Totp => words::proof_totp(language),
        ProofKind::HardwareToken => words::proof_hardware_token(language),
        ProofKind::Phone => words::proof_phone(language),
        ProofKind::BackupCode => words::proof_backup_code(language),
        ProofKind::AccessPass => words::proof_access_pass(language),
        ProofKind::Password => words::proof_password(language),
        ProofKind::Enrolment => words::proof_enrolment(language),
    }
}

/// "Firefox on Windows".
pub fn browser(language: Language, browser: Browser) -> String {
    match (browser.program, browser.system) {
        (Some(program), Some(system)) => words::browser_on(language, program, system),
        (Some(program), None) => program.to_owned(),
        (None, Some(system)) => words::browser_somewhere(language, system),
        (None, None) => words::browser_unknown(language).to_owned(),
    }
}

/// Where the key of a passkey is.
pub fn kept(language: Language, kept: Kept) -> &'static str {
    match kept {
        Kept::Synced => passkey::synced(language),
        Kept::OneDevice => passkey::one_device(language),
    }
}

pub fn role(language: Language, role: Role) -> &'static str {
    match role {
        Role::HelpDesk => words::help_desk(language),
        Role::OrgAdmin => words::org_admin(language),
        Role::Operator => words::operator(language),
    }
}
