//! The choice of a language, from the footer of every page.

use identity::language::Language;
use leptos::prelude::*;

use crate::wire::{Followed, desk, follow, visitor};

#[server(prefix = "/do", endpoint = "language", input = crate::wire::Form)]
pub async fn choose_language(language: Language, then: String) -> Followed {
    follow(desk().choose_language(&visitor(), language, then).await)
}
