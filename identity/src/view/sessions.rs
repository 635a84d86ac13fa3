//! `/account/sessions`: where somebody is signed in.

use crate::{
    browser::Whence, ids::SessionId, proof::ProofKind, time::Timestamp, view::account::Me,
};

/// This session and the others.
#[derive(Clone, Debug)]
pub struct SessionsView {
    pub me: Me,
    pub here: SessionLine,
    /// The one seen last first.
    pub others: Vec<SessionLine>,
}

/// One session, under its own id: nothing here opens it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionLine {
    pub id: SessionId,
    /// Where it began.
    pub from: Whence,
    /// By what it began.
    pub proved_by: ProofKind,
    pub signed_in_at: Timestamp,
    pub last_seen_at: Timestamp,
}
