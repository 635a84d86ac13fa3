//! The people and things that the pages are shown with.

use identity::{
    factor::{Factor, FactorKind, FactorState},
    ids::FactorId,
    name::FactorName,
    phone::Masked,
    role::Role,
    step_up::StepUp,
    time::{Span, Timestamp},
    view::{
        front::OrganisationView,
        help::Admin,
        phone::{CodeSent, Delivery, Texted},
        prove::{ByPassword, ProveView},
    },
};

use crate::account;

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
        number: None,
    }
}

pub fn phone(id: i64, name: &str) -> Factor {
    Factor {
        kind: FactorKind::Phone,
        number: Some(Masked::stored("12".into())),
        ..factor(id, name)
    }
}

/// How far a code for a phone is: not asked for, sent, or stuck.
pub fn texted(case: &str, factor: FactorId) -> Texted {
    let delivery = match case {
        "phone-sent" => Some(Delivery::Taken),
        "phone-stuck" => Some(Delivery::Stuck),
        _ => None,
    };
    Texted {
        factor,
        code: delivery.map(|delivery| CodeSent {
            until: NOW + Span::minutes(4),
            delivery,
        }),
        again_at: delivery.map(|_| NOW + Span::seconds(40)),
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

pub fn proof() -> ProveView {
    ProveView {
        me: Box::new(account::me(None)),
        action: StepUp::AddFactor,
        factors: vec![factor(1, "Pixel 9"), factor(2, "Old tablet")],
        texted: vec![],
        codes_left: 7,
        by_password: ByPassword::No,
    }
}
