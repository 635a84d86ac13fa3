//! `/account/factors/<id>/remove`.

use leptos::prelude::*;

#[component]
pub fn RemovePage() -> impl IntoView {}
