//! `/admin/audit`.

use leptos::prelude::*;

#[component]
pub fn AuditPage() -> impl IntoView {}
