//! `/sign-in/verify`.

use leptos::prelude::*;

#[component]
pub fn VerifyPage() -> impl IntoView {}
