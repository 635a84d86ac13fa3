//! The console's policies.

use crate::{
    ids::PolicyId,
    policy::{Policy, Rules},
    view::{
        account::Me,
        prove::{Due, ProveView},
    },
};

/// `/admin/policies`.
#[derive(Clone, Debug)]
pub struct PoliciesView {
    pub me: Me,
    /// In order; the default last. With each, how many users it applies to.
    pub policies: Vec<(Policy, u32)>,
    /// Every group that a user carries.
    pub groups: Vec<String>,
    pub may_edit: bool,
    /// The proof that reordering asks for.
    pub due: Option<ProveView>,
}

/// `/admin/policies/<id>` and `/admin/policies/new`.
#[derive(Clone, Debug)]
pub struct PolicyView {
    pub me: Me,
    /// None for a new one.
    pub id: Option<PolicyId>,
    pub is_default: bool,
    pub name: String,
    pub groups: Vec<String>,
    pub known_groups: Vec<String>,
    pub rules: Rules,
    pub gate: Due<()>,
}

/// What saving would do, shown before it is saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Impact {
    /// Users whom the policy would apply to.
    pub applies_to: u32,
    /// Users who would have no allowed factor: count and the first ten names.
    pub without_factor: u32,
    pub names: Vec<String>,
    /// Users for whom a factor becomes due that was not before.
    pub newly_owing: u32,
}

/// `/admin/policies/<id>/impact`: the form once more, with what it would do.
#[derive(Clone, Debug)]
pub struct ImpactView {
    pub me: Me,
    pub form: crate::console::PolicyForm,
    pub impact: Impact,
    /// Whether saving tightens, so that a grace period is asked for.
    pub tightens: bool,
    /// Names what is shown, checked again when it is saved.
    pub digest: String,
}
