//! `/admin/policies/<id>/impact`.

use leptos::prelude::*;

#[component]
pub fn ImpactPage() -> impl IntoView {}
