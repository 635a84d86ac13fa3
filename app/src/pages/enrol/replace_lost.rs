//! `/enrol/replace`.

use leptos::prelude::*;

#[component]
pub fn ReplaceLostPage() -> impl IntoView {}
