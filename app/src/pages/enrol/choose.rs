//! `/enrol`.

use leptos::prelude::*;

#[component]
pub fn EnrolPage() -> impl IntoView {}
