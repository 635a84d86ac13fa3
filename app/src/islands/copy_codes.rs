//! Copies and prints what is shown once. Without it: select the text, use the browser's print, or the download link.

use leptos::prelude::*;

#[island]
pub fn CopyCodes(text: String, copy: String, copied: String, print: String) -> impl IntoView {
    let live = RwSignal::new(false);
    let done = RwSignal::new(false);
    Effect::new(move |_| live.set(true));
    let on_copy = move |_| {
        #[cfg(feature = "hydrate")]
        {
            let _ = window().navigator().clipboard().write_text(&text);
            done.set(true);
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = &text;
    };
    let on_print = move |_| {
        #[cfg(feature = "hydrate")]
        let _ = window().print();
    };
    let said = copied.clone();
    view! {
        <button type="button" class="button" hidden=move || !live.get() on:click=on_copy>
            {move || if done.get() { copied.clone() } else { copy.clone() }}
        </button>
        <button type="button" class="button" hidden=move || !live.get() on:click=on_print>
            {print}
        </button>
        <span class="unseen" role="status">
            {move || done.get().then(|| said.clone())}
        </span>
    }
}
