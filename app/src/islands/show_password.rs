//! Shows what is typed into a password field. Without it there is no such button, and nothing else is missing.

use leptos::prelude::*;

/// `show` and `hide` are on the button, the labels are what a screen reader says.
#[island]
pub fn ShowPassword(
    field: String,
    show: String,
    hide: String,
    show_label: String,
    hide_label: String,
) -> impl IntoView {
    let live = RwSignal::new(false);
    let shown = RwSignal::new(false);
    Effect::new(move |_| live.set(true));
    let turn = move |_| {
        shown.update(|shown| *shown = !*shown);
        #[cfg(feature = "hydrate")]
        if let Some(input) = super::browser::input(&field) {
            input.set_type(if shown.get_untracked() {
                "text"
            } else {
                "password"
            });
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = &field;
    };
    view! {
        <button
            type="button"
            class="reveal"
            hidden=move || !live.get()
            aria-label=move || if shown.get() { hide_label.clone() } else { show_label.clone() }
            on:click=turn
        >
            {move || if shown.get() { hide.clone() } else { show.clone() }}
        </button>
    }
}
