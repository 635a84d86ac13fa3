//! A policy as it was typed: read from the query of the GET form, or from what a refusal brought back.

use std::collections::BTreeMap;

use identity::{
    console::PolicyForm, factor::FactorKind, ids::PolicyId, view::policies::PolicyView,
};

use super::super::link::link;
use crate::{paths::query, wire};

/// The name of the box for a kind: each has its own, since the server refuses a name that comes twice (case I-06).
pub fn kind_box(kind: FactorKind) -> String {
    format!("kind_{kind}")
}

/// None when nothing was typed yet: then the policy itself fills the form.
pub fn typed(id: Option<PolicyId>) -> Option<PolicyForm> {
    let flash = wire::flash().typed;
    (flash
        .contains_key("requirement")
        .then(|| from_flash(id, &flash)))
    .or_else(|| (!query("requirement").is_empty()).then(|| from_query(id)))
}

/// What the GET form sent.
pub fn from_query(id: Option<PolicyId>) -> PolicyForm {
    let ticked = FactorKind::ALL
        .iter()
        .filter(|kind| query(&kind_box(**kind)) == "on");
    PolicyForm {
        id,
        name: query("name"),
        groups: query("groups"),
        requirement: query("requirement"),
        kinds: ticked.map(|kind| kind.code()).collect::<Vec<_>>().join(","),
        self_removal: query("self_removal"),
        passwordless: query("passwordless"),
        idle_minutes: query("idle_minutes"),
        absolute_minutes: query("absolute_minutes"),
        grace_days: query("grace_days"),
        digest: String::new(),
    }
}

fn from_flash(id: Option<PolicyId>, typed: &BTreeMap<String, String>) -> PolicyForm {
    let of = |name: &str| typed.get(name).cloned().unwrap_or_default();
    PolicyForm {
        id,
        name: of("name"),
        groups: of("groups"),
        requirement: of("requirement"),
        kinds: of("kinds"),
        self_removal: of("self_removal"),
        passwordless: of("passwordless"),
        idle_minutes: of("idle_minutes"),
        absolute_minutes: of("absolute_minutes"),
        grace_days: of("grace_days"),
        digest: String::new(),
    }
}

/// What was typed, as the flash carries it.
pub fn pairs(form: &PolicyForm) -> Vec<(String, String)> {
    form.typed()
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .to_vec()
}

/// A policy as it stands, in the same form.
pub fn standing(view: &PolicyView) -> PolicyForm {
    let rules = &view.rules;
    PolicyForm {
        id: view.id,
        name: view.name.clone(),
        groups: view.groups.join(", "),
        requirement: rules.requirement.code().to_owned(),
        kinds: rules
            .allowed
            .iter()
            .map(FactorKind::code)
            .collect::<Vec<_>>()
            .join(","),
        self_removal: rules.self_removal.code().to_owned(),
        passwordless: rules.passwordless.code().to_owned(),
        idle_minutes: rules.idle_minutes.to_string(),
        absolute_minutes: rules.absolute_minutes.to_string(),
        ..PolicyForm::default()
    }
}

/// Back to the form with all that was typed.
pub fn back(form: &PolicyForm) -> String {
    let page = form.id.map_or_else(
        || "/admin/policies/new".to_owned(),
        |id| format!("/admin/policies/{id}"),
    );
    let boxes: Vec<String> = form
        .kinds
        .split(',')
        .map(|code| format!("kind_{code}"))
        .collect();
    let mut pairs = vec![
        ("name", form.name.as_str()),
        ("groups", &form.groups),
        ("requirement", &form.requirement),
        ("self_removal", &form.self_removal),
        ("passwordless", &form.passwordless),
        ("idle_minutes", &form.idle_minutes),
        ("absolute_minutes", &form.absolute_minutes),
    ];
    pairs.extend(boxes.iter().map(|name| (name.as_str(), "on")));
    link(&page, &pairs)
}
