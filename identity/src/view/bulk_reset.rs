//! A reset of many users: what will happen, how far it is, and what became of each.

use crate::{
    bulk_reset::{Outcome, Tally},
    factor::{Factor, FactorKind},
    ids::{BulkResetId, UserId},
    reset::ResetPlan,
    time::Timestamp,
    view::{account::Me, prove::Due},
};

/// `/admin/resets/<id>`.
#[derive(Clone, Debug)]
pub struct BulkResetView {
    pub me: Me,
    pub id: BulkResetId,
    pub stage: BulkResetStage,
}

/// The same page before and after the confirmation.
#[derive(Clone, Debug)]
pub enum BulkResetStage {
    Draft(Box<Summary>),
    Begun(Begun),
}

/// What will happen, as shown and as carried out.
#[derive(Clone, Debug)]
pub struct Summary {
    pub lines: Vec<PlanLine>,
    pub left_out: Vec<(Whom, Outcome)>,
    /// Names all that is shown; refused with [`crate::refusal::Refusal::ChangedMeanwhile`] if it is no longer true.
    pub digest: String,
    pub everybody: Everybody,
    /// How long enrolment will stay open, in hours.
    pub window_hours: u32,
    /// The organisation's own runbook; empty for the one that is shipped.
    pub runbook: String,
    pub gate: Due<()>,
}

/// Whether it looks like a reset of everybody, which a grace period does better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Everybody {
    Likely,
    No,
}

/// A user by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whom {
    pub id: UserId,
    pub name: String,
    pub email: String,
    /// Of which organisation, where the page is about several.
    pub customer: Option<String>,
}

/// What will happen to one user.
#[derive(Clone, Debug)]
pub struct PlanLine {
    pub whom: Whom,
    pub plan: ResetPlan,
}

/// What became of it so far.
#[derive(Clone, Debug)]
pub struct Begun {
    /// Who confirmed it.
    pub admin: String,
    pub started_at: Timestamp,
    pub ended_at: Option<Timestamp>,
    pub tally: Tally,
    /// None for who is not settled yet.
    pub results: Vec<(Whom, Option<Outcome>)>,
}

/// `/admin/resets`: those that were begun, newest first.
#[derive(Clone, Debug)]
pub struct BulkResetsView {
    pub me: Me,
    pub lines: Vec<BulkResetLine>,
}

#[derive(Clone, Debug)]
pub struct BulkResetLine {
    pub id: BulkResetId,
    pub admin: String,
    pub started_at: Timestamp,
    pub ended_at: Option<Timestamp>,
    pub tally: Tally,
}

/// What a list with ticks knows of the admin's open draft.
#[derive(Clone, Debug, Default)]
pub struct Picked {
    pub draft: Option<BulkResetId>,
    pub users: Vec<UserId>,
}

/// What `/admin/authentication-methods` was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MethodsQuery {
    /// Words that names or addresses of users start with.
    pub search: String,
    pub kind: Option<FactorKind>,
    /// The last user of the page before.
    pub after: Option<UserId>,
}

/// `/admin/authentication-methods`: every factor, by user.
#[derive(Clone, Debug)]
pub struct MethodsView {
    pub me: Me,
    pub query: MethodsQuery,
    /// Users with at least one factor of the kind that was asked for; all their factors.
    pub rows: Vec<(Whom, Vec<Factor>)>,
    pub next: Option<UserId>,
    pub picked: Picked,
}
