//! `/enrol/totp/<id>`.

use leptos::prelude::*;

#[component]
pub fn TotpPage() -> impl IntoView {}
