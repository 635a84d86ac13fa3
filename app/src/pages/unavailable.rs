//! Trouble of ours: nothing was done, nothing is lost, and what to do.

use identity::turn::Trouble;
use leptos::prelude::*;

use crate::{
    components::Page,
    wire,
    words::{self, front},
};

pub fn page(trouble: Trouble) -> impl IntoView {
    wire::respond().set_status(wire::status_of(trouble));
    let language = words::language();
    let (title, text) = match trouble {
        Trouble::Unavailable => (
            front::unavailable_title(language),
            front::unavailable_text(language),
        ),
        Trouble::Broken => (front::broken_title(language), front::broken_text(language)),
    };
    let request = use_context::<identity::visitor::Visitor>()
        .map(|visitor| visitor.request)
        .unwrap_or_default();
    view! {
        <Page title=title>
            <p>{text}</p>
            <p class="quiet">{front::trouble_request(language, request)}</p>
        </Page>
    }
}
