//! Asking an admin for help; the form is [`crate::components::AskAdmin`], on every page where it may be needed.

use leptos::prelude::*;

use crate::wire::{Followed, desk, follow, visitor};

/// `factor` is the one that it is about; empty if none.
#[server(prefix = "/do", endpoint = "ask-admin", input = crate::wire::Form)]
pub async fn ask_admin(note: String, #[server(default)] factor: String) -> Followed {
    follow(
        desk()
            .ask_admin(&visitor(), note, factor.parse().ok())
            .await,
    )
}
