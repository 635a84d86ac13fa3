//! No such page, or not yours: one page for both.

use axum::http::StatusCode;
use leptos::prelude::*;

use crate::{
    components::{Page, WayOut},
    wire,
    words::{self, front},
};

/// What the router falls back to.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    page()
}

pub fn page() -> impl IntoView {
    wire::respond().set_status(StatusCode::NOT_FOUND);
    let language = words::language();
    view! {
        <Page title=front::not_found_title(language)>
            <p>{front::not_found_text(language)}</p>
            <WayOut />
        </Page>
    }
}
