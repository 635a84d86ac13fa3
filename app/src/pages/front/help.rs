//! `/sign-in/help`.

use leptos::prelude::*;

#[component]
pub fn HelpPage() -> impl IntoView {}
