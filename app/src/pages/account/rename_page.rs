//! `/account/factors/<id>/rename`.

use leptos::prelude::*;

#[component]
pub fn RenamePage() -> impl IntoView {}
