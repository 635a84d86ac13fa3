//! A proof that only one part of a page asks for: it unfolds, and stays open where it was tried.

use identity::{
    refusal::{Field, Refusal},
    view::prove::ProveView,
};
use leptos::prelude::*;

use crate::{components::ProveForm, paths::query, wire};

/// `what` says what may be done after the proof.
#[component]
pub fn ProveFirst(what: &'static str, view: ProveView) -> impl IntoView {
    let refused = wire::flash().refused;
    let tried = refused.is_some_and(|refused| {
        refused.at == Some(Field::Code) || refused.why == Refusal::ProveFirst
    });
    view! {
        <details open=tried || !query("by").is_empty()>
            <summary>{what}</summary>
            <ProveForm view />
        </details>
    }
}
