//! `/sign-in/new-password`.

use leptos::prelude::*;

#[component]
pub fn NewPasswordPage() -> impl IntoView {}
