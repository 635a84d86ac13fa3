//! The pages of enrolment, with examples in them. A case names one.

use identity::{
    enrolment::{EnrolCause, GrantCause},
    factor::{FactorKind, KindSet},
    ids::{BackupCodeSetId, FactorId},
    phone::Masked,
    secret::Secret,
    session::Owing,
    time::Span,
    turn::Flash,
    view::{
        enrolment::{CodesView, EnrolView, ReplaceLostView, TotpView},
        phone::{PhoneCodeView, PhoneView},
    },
};

use crate::{
    account,
    examples::{NOW, acme, factor, proof, texted},
};

pub fn choice(case: &str) -> EnrolView {
    let kinds = KindSet::NONE
        .with(FactorKind::Passkey)
        .with(FactorKind::Totp);
    let kinds = if case == "phone" {
        kinds.with(FactorKind::Phone)
    } else {
        kinds
    };
    let cause = match case {
        "reset" => EnrolCause::Granted(GrantCause::Reset),
        _ => EnrolCause::Granted(GrantCause::NeverEnrolled),
    };
    match case {
        "adding" => EnrolView::Adding {
            me: account::me(None),
            kinds,
            due: None,
            full: false,
        },
        "proof" => EnrolView::Adding {
            me: account::me(None),
            kinds,
            due: Some(proof()),
            full: false,
        },
        "full" => EnrolView::Adding {
            me: account::me(None),
            kinds,
            due: None,
            full: true,
        },
        _ => EnrolView::Owed {
            organisation: acme(),
            cause,
            kinds,
            postpone_until: (case == "grace").then_some(NOW + Span::days(6)),
        },
    }
}

pub fn totp(case: &str, id: FactorId) -> TotpView {
    let uri = "otpauth://totp/Acme%20Instruments:anna@acme.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Acme%20Instruments";
    TotpView {
        factor: id,
        uri: Secret::new(uri),
        grouped: Secret::new("JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP"),
        organisation: acme(),
        account: "anna@acme.example".into(),
        name: "Authenticator app".into(),
        replaces: (case == "replacing").then(|| factor(1, "iPhone 12")),
        expires_at: NOW + Span::minutes(15),
        me: (!case.is_empty()).then(|| account::me(None)),
    }
}

pub fn phone(case: &str, replaces: Option<FactorId>) -> PhoneView {
    PhoneView {
        organisation: acme(),
        stronger: KindSet::NONE
            .with(FactorKind::Passkey)
            .with(FactorKind::Totp),
        replaces: replaces.map(|_| factor(1, "iPhone 12")),
        me: (!case.is_empty()).then(|| account::me(None)),
    }
}

pub fn phone_code(case: &str, id: FactorId) -> PhoneCodeView {
    PhoneCodeView {
        factor: id,
        number: Masked::stored("12".into()),
        organisation: acme(),
        name: "Number ending in 12".into(),
        replaces: (case == "replacing").then(|| factor(1, "iPhone 12")),
        texted: texted("phone-sent", id),
        me: (!case.is_empty()).then(|| account::me(None)),
    }
}

pub fn codes(case: &str, flash: &Flash) -> CodesView {
    match &flash.codes {
        Some(codes) => CodesView::Fresh {
            codes: codes.clone(),
            me: account::me(None),
            made_at: NOW,
        },
        None => CodesView::Offer {
            me: account::me(None),
            left: 7,
            made_at: (case != "first").then_some(NOW - Span::days(250)),
            unsaved: (case == "unsaved").then_some(BackupCodeSetId(4)),
            due: (case == "proof").then(proof),
            owing: if case == "owing" {
                Owing::NewCodes
            } else {
                Owing::Nothing
            },
        },
    }
}

pub fn lost(case: &str) -> ReplaceLostView {
    let factors = [factor(1, "iPhone 12"), factor(2, "Old tablet")];
    ReplaceLostView {
        me: account::me(None),
        codes_left: 6,
        factors: factors
            .into_iter()
            .take(if case == "several" { 2 } else { 1 })
            .collect(),
        kinds: KindSet::NONE
            .with(FactorKind::Totp)
            .with(FactorKind::Passkey),
        then: None,
    }
}
