//! The people and things that the pages are shown with.

use identity::{
    factor::{Factor, FactorKind, FactorState},
    ids::FactorId,
    name::FactorName,
    role::Role,
    time::{Span, Timestamp},
    view::{front::OrganisationView, help::Admin},
};

/// 21 November 2025, 14:05 UTC.
pub const NOW: Timestamp = Timestamp(1_763_733_900_000);

pub fn acme() -> OrganisationView {
    OrganisationView {
        slug: "acme".into(),
        name: "Acme Instruments".into(),
        brand: Box::default(),
    }
}

pub fn factor(id: i64, name: &str) -> Factor {
    Factor {
        id: FactorId(id),
        kind: FactorKind::Totp,
        state: FactorState::Active,
        name: FactorName::stored(name.into()),
        added_at: NOW - Span::days(250),
        last_used_at: Some(NOW - Span::hours(20)),
        kept: None,
    }
}

pub fn admins() -> Vec<Admin> {
    [
        ("Mara Lindqvist", "mara@acme.example", Role::OrgAdmin),
        ("Jonas Weber", "help@acme.example", Role::HelpDesk),
    ]
    .map(|(name, email, role)| Admin {
        name: name.into(),
        email: email.into(),
        role,
    })
    .into()
}
