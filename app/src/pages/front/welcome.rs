//! `/welcome`.

use leptos::prelude::*;

#[component]
pub fn WelcomePage() -> impl IntoView {}
