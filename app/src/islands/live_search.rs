//! Sends a search form a moment after the last key. Without it: the button, or Enter.

use leptos::{html::Span, prelude::*};

/// `field` is the id of the input within a GET form; it keeps the focus across the page that follows.
#[cfg(feature = "ssr")]
#[component]
pub fn LiveSearch(#[prop(into)] field: String) -> impl IntoView {
    view! {
        <span hidden data-island data-field=field>
            <SendSoon />
        </span>
    }
}

#[island]
pub fn SendSoon() -> impl IntoView {
    let here = NodeRef::<Span>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        use std::time::Duration;

        use super::browser;
        let Some(input) = here.get().and_then(|here| browser::field(&here)) else {
            return;
        };
        let end = u32::try_from(input.value().encode_utf16().count()).unwrap_or(u32::MAX);
        if end > 0 {
            let _ = input.focus();
            let _ = input.set_selection_range(end, end);
        }
        let typed = input.clone();
        let mut send = debounce(Duration::from_millis(500), move |()| browser::send(&typed));
        browser::when_typed(&input, move || send(()));
    });
    view! { <span node_ref=here></span> }
}
