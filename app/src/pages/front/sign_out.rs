//! Signing out, from the header of every signed-in page.

use leptos::prelude::*;

use crate::wire::{Followed, desk, follow, visitor};

#[server(prefix = "/do", endpoint = "sign-out", input = crate::wire::Form)]
pub async fn sign_out() -> Followed {
    follow(desk().sign_out(&visitor()).await)
}
