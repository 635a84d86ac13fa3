//! `/admin/policies`.

use leptos::prelude::*;

#[component]
pub fn PoliciesPage() -> impl IntoView {}
