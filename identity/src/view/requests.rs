//! The console's requests: who asked for help, and what became of it.

use crate::{
    factor::Factor,
    ids::{AdminRequestId, FactorId},
    request::Status,
    time::Timestamp,
    view::{account::Me, bulk_reset::Whom},
};

/// `/admin/requests`.
#[derive(Clone, Debug)]
pub struct RequestsView {
    pub me: Me,
    /// The one that waits longest first.
    pub open: Vec<RequestRow>,
    /// The newest first.
    pub decided: Vec<RequestRow>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestRow {
    pub id: AdminRequestId,
    pub whom: Whom,
    pub note: String,
    pub asked_at: Timestamp,
    pub status: Status,
    pub decided_at: Option<Timestamp>,
    /// Who decided; empty where it was nobody of the console.
    pub decided_by: String,
    pub answer: String,
}

/// `/admin/requests/<id>`.
#[derive(Clone, Debug)]
pub struct RequestView {
    pub me: Me,
    pub request: RequestRow,
    /// The factor that it is about, if it is about one that is still there.
    pub factor: Option<Factor>,
    pub codes_left: u32,
    pub last_sign_in_at: Option<Timestamp>,
    pub choice: Choice,
}

/// What the page offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// It is decided.
    Decided,
    /// Somebody of a higher rank has to.
    BeyondReach,
    /// One cannot decide about oneself.
    OneselfNever,
    /// A reset, an answer, or the removal of this factor.
    Open(Option<FactorId>),
}
