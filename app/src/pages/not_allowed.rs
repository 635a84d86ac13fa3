//! Signed in, but the role does not reach that far.

use axum::http::StatusCode;
use leptos::prelude::*;

use crate::{
    components::{Page, WayOut},
    wire,
    words::{self, front},
};

pub fn page() -> impl IntoView {
    wire::respond().set_status(StatusCode::FORBIDDEN);
    let language = words::language();
    view! {
        <Page title=front::not_allowed_title(language)>
            <p>{front::not_allowed_text(language)}</p>
            <WayOut />
        </Page>
    }
}
