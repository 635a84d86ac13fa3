//! A fresh proof for one action; the form is [`crate::components::ProveForm`], on the page that asked for it.

use identity::{front_desk::ProveForm, secret::Secret};
use leptos::prelude::*;

use crate::wire::{Followed, desk, follow, visitor};

/// `factor` is empty for a backup code or the password; the field is called `code` or `password` accordingly.
#[server(prefix = "/do", endpoint = "prove", input = crate::wire::Form)]
pub async fn prove(
    action: String,
    #[server(default)] factor: String,
    #[server(default)] code: Secret,
    #[server(default)] password: Secret,
) -> Followed {
    let secret = if code.is_empty() { password } else { code };
    follow(
        desk()
            .prove(
                &visitor(),
                ProveForm {
                    action,
                    factor: factor.parse().ok(),
                    secret,
                },
            )
            .await,
    )
}
