//! The page of a Force MFA reset: what will happen, before it does.

use crate::{
    ids::UserId,
    reset::ResetPlan,
    time::Timestamp,
    view::{account::Me, prove::Due},
};

/// `/admin/users/<id>/reset`.
#[derive(Clone, Debug)]
pub struct ResetView {
    pub me: Me,
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub plan: ResetPlan,
    /// Names the plan as shown; refused with [`crate::refusal::Refusal::ChangedMeanwhile`] if it is no longer true.
    pub digest: String,
    /// When this user was reset last, if ever.
    pub last_reset_at: Option<Timestamp>,
    /// How long enrolment will stay open, in hours.
    pub window_hours: u32,
    /// The organisation's own runbook; empty for the one that is shipped.
    pub runbook: String,
    pub gate: Due<()>,
}
