//! `/admin/policies/new`.

use leptos::prelude::*;

use super::policy_page;

#[component]
pub fn NewPolicyPage() -> impl IntoView {
    policy_page::of(None)
}
