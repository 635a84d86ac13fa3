//! `/account/password`.

use leptos::prelude::*;

#[component]
pub fn PasswordPage() -> impl IntoView {}
