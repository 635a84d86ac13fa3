//! `/account/admins`: who can help.

use leptos::prelude::*;

#[component]
pub fn AdminsPage() -> impl IntoView {}
