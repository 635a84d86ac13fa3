//! `/account/factors/<id>/replace`.

use leptos::prelude::*;

#[component]
pub fn ReplacePage() -> impl IntoView {}
