//! `/enrol/backup-codes`.

use leptos::prelude::*;

#[component]
pub fn CodesPage() -> impl IntoView {}
