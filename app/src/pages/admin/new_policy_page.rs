//! `/admin/policies/new`.

use leptos::prelude::*;

#[component]
pub fn NewPolicyPage() -> impl IntoView {}
