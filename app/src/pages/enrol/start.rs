//! Starting to set up an authenticator app: from the choice, from a replacement, after a lost phone.

use leptos::prelude::*;

use crate::wire::{Followed, desk, follow, visitor};

/// `replaces` is the factor that goes when the new one works; empty if none.
#[server(prefix = "/do", endpoint = "start-totp", input = crate::wire::Form)]
pub async fn start_totp(#[server(default)] replaces: String) -> Followed {
    follow(desk().start_totp(&visitor(), replaces.parse().ok()).await)
}
