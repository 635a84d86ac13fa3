//! `/account/sessions`: where somebody is signed in.

use crate::{
    browser::Whence,
    ids::{KnownDeviceId, SessionId},
    proof::ProofKind,
    time::Timestamp,
    view::account::Me,
};

/// This session and the others.
#[derive(Clone, Debug)]
pub struct SessionsView {
    pub me: Me,
    pub here: SessionLine,
    /// The one seen last first.
    pub others: Vec<SessionLine>,
    /// Known devices, the one used last first.
    pub devices: Vec<DeviceLine>,
    /// Which of them this one is.
    pub this_device: Option<KnownDeviceId>,
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

/// A known device: only spares its owner the waiting that strangers cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceLine {
    pub id: KnownDeviceId,
    /// Where the last complete sign-in came from.
    pub from: Whence,
    pub known_since: Timestamp,
    pub last_seen_at: Timestamp,
}
