//! A fresh proof for one action; the form is [`crate::components::ProveForm`], on the page that asked for it.

use identity::{front_desk::ProveForm, ids::FactorId, secret::Secret};
use leptos::prelude::*;

use crate::wire::{Declined, Followed, desk, follow, hand_over, visitor};

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

#[server(prefix = "/do", endpoint = "text-proof", input = crate::wire::Form)]
pub async fn text_proof(action: String, factor: FactorId) -> Followed {
    follow(desk().text_proof(&visitor(), action, factor).await)
}

#[server(prefix = "/do", endpoint = "start-passkey-proof", input = crate::wire::Form)]
pub async fn start_passkey_proof(action: String) -> Result<String, Declined> {
    let (desk, visitor) = (desk(), visitor());
    hand_over(async move { desk.start_passkey_proof(&visitor, action).await })
        .await
        .map(|options| options.0)
}

#[server(prefix = "/do", endpoint = "prove-passkey", input = crate::wire::Form)]
pub async fn prove_passkey(action: String, answer: Secret) -> Followed {
    follow(desk().prove_passkey(&visitor(), action, answer).await)
}
