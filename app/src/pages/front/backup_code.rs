//! `/sign-in/backup-code`.

use leptos::prelude::*;

#[component]
pub fn BackupCodePage() -> impl IntoView {}
