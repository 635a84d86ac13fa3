//! `/admin/users/invite`.

use leptos::prelude::*;

#[component]
pub fn InvitePage() -> impl IntoView {}
