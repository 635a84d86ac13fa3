//! `/admin/users/<id>/reset`.

use leptos::prelude::*;

#[component]
pub fn ResetPage() -> impl IntoView {}
