//! Shows what is typed into a password field. Without it there is no such button, and nothing else is missing.

use leptos::{html::Button, prelude::*};

#[cfg(feature = "ssr")]
use crate::words::{self, common};

/// `field` is the id of the input. What the button shows is short; what a screen reader says is whole.
#[cfg(feature = "ssr")]
#[component]
pub fn ShowPassword(field: &'static str) -> impl IntoView {
    let language = words::language();
    view! {
        <span
            data-island
            data-field=field
            data-show=common::show(language)
            data-hide=common::hide(language)
            data-show-label=common::show_password(language)
            data-hide-label=common::hide_password(language)
        >
            <Reveal />
        </span>
    }
}

#[island]
pub fn Reveal() -> impl IntoView {
    let button = NodeRef::<Button>::new();
    let shown = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        use super::browser;
        let Some(button) = button.get() else { return };
        let (kind, word, label) = if shown.get() {
            ("text", "hide", "hide-label")
        } else {
            ("password", "show", "show-label")
        };
        button.set_text_content(Some(&browser::told(&button, word)));
        let _ = button.set_attribute("aria-label", &browser::told(&button, label));
        if let Some(input) = browser::field(&button) {
            input.set_type(kind);
            browser::reveal(&button);
        }
    });
    view! { <button type="button" class="reveal" hidden node_ref=button on:click=move |_| shown.update(|shown| *shown = !*shown)></button> }
}
