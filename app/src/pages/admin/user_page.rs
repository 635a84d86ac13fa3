//! `/admin/users/<id>`.

use leptos::prelude::*;

#[component]
pub fn UserPage() -> impl IntoView {}
