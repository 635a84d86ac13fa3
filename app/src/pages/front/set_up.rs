//! `/setup`.

use leptos::prelude::*;

#[component]
pub fn SetUpPage() -> impl IntoView {}
