//! A file of tokens.

use identity::{console::ImportForm, hardware_token::file::MOST_TOKENS, secret::Secret};
use leptos::{prelude::*, server_fn::ServerFn};

use super::super::parts::import_form;
use crate::{
    wire::{Followed, console, follow, visitor},
    words::{self, hardware_tokens as said},
};

#[server(prefix = "/do", endpoint = "import-tokens", input = crate::wire::Form)]
pub async fn import_tokens(
    #[server(default)] file: Secret,
    #[server(default)] pasted: Secret,
) -> Followed {
    let form = ImportForm { file, pasted };
    follow(console().import_tokens(&visitor(), form).await)
}

pub fn form() -> impl IntoView {
    let language = words::language();
    view! {
        <section>
            <h2>{said::import_title(language)}</h2>
            <p>{said::import_lead(language)}</p>
            {import_form(ImportTokens::PATH, MOST_TOKENS)}
        </section>
    }
}
