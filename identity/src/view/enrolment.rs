//! Enrolment: choosing, setting up, backup codes, replacing a lost phone.

use crate::{
    enrolment::EnrolCause,
    factor::{Factor, KindSet},
    ids::{BackupCodeSetId, FactorId},
    place::FreshCodes,
    secret::Secret,
    session::Owing,
    time::Timestamp,
    view::{account::Me, front::OrganisationView, prove::ProveView},
};

/// `/enrol`.
#[derive(Clone, Debug)]
pub enum EnrolView {
    /// Within a sign-in: owed before anything else.
    Owed {
        organisation: OrganisationView,
        cause: EnrolCause,
        kinds: KindSet,
        postpone_until: Option<Timestamp>,
    },
    /// Within a session: adding one.
    Adding {
        me: Me,
        kinds: KindSet,
        due: Option<ProveView>,
        full: bool,
    },
}

/// `/enrol/totp/<id>`: shown only to the sign-in or session that started it, never after it is confirmed.
#[derive(Clone, Debug)]
pub struct TotpView {
    pub factor: FactorId,
    /// The `otpauth:` address, also what the QR code says.
    pub uri: Secret,
    /// The secret in base 32, in groups of four.
    pub grouped: Secret,
    /// The issuer.
    pub organisation: OrganisationView,
    pub account: String,
    /// A good default name.
    pub name: String,
    /// The factor that goes when this one works.
    pub replaces: Option<Factor>,
    pub expires_at: Timestamp,
    /// Whoever is adding one; nobody yet where it is owed before there is a session.
    pub me: Option<Me>,
}

/// `/enrol/backup-codes`.
#[derive(Clone, Debug)]
pub enum CodesView {
    /// A set that was just made: shown as long as the flash lives and nobody said *saved*.
    Fresh {
        codes: FreshCodes,
        me: Me,
        made_at: Timestamp,
    },
    /// Nothing to show; a set can be made.
    Offer {
        me: Me,
        left: u32,
        made_at: Option<Timestamp>,
        unsaved: Option<BackupCodeSetId>,
        due: Option<ProveView>,
        owing: Owing,
    },
}

/// "Replace your lost phone?", after a sign-in by backup code.
#[derive(Clone, Debug)]
pub struct ReplaceLostView {
    pub me: Me,
    pub codes_left: u32,
    /// Those that are active: one of them is lost.
    pub factors: Vec<Factor>,
    /// What a new one may be.
    pub kinds: KindSet,
    pub then: Option<String>,
}
