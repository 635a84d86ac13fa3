//! Copies and prints what is shown once, and copies a key. Without it: select the text, use the browser's print, or the
//! download link.

use leptos::{html::Button, prelude::*};

#[cfg(feature = "ssr")]
use crate::words::{self, enrol};

#[cfg(feature = "ssr")]
#[component]
pub fn CopyCodes(text: String) -> impl IntoView {
    let language = words::language();
    view! {
        <span
            data-island
            data-text=text
            data-copy=enrol::codes_copy(language)
            data-copied=enrol::codes_copied(language)
            data-print=enrol::codes_print(language)
        >
            <CopyAndPrint />
        </span>
    }
}

/// A key to type into an app. Nobody prints that.
#[cfg(feature = "ssr")]
#[component]
pub fn CopyKey(text: String) -> impl IntoView {
    let language = words::language();
    view! {
        <span data-island data-text=text data-copy=enrol::codes_copy(language) data-copied=enrol::codes_copied(language)>
            <CopyAndPrint />
        </span>
    }
}

#[island]
pub fn CopyAndPrint() -> impl IntoView {
    let (copy, print) = (NodeRef::<Button>::new(), NodeRef::<Button>::new());
    let copied = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        use super::browser;
        let (Some(copy), Some(print)) = (copy.get(), print.get()) else {
            return;
        };
        copy.set_text_content(Some(&browser::told(
            &copy,
            if copied.get() { "copied" } else { "copy" },
        )));
        browser::reveal(&copy);
        let label = browser::told(&print, "print");
        if !label.is_empty() {
            print.set_text_content(Some(&label));
            browser::reveal(&print);
        }
    });
    let on_copy = move |_| {
        #[cfg(feature = "hydrate")]
        if let Some(button) = copy.get_untracked() {
            let text = super::browser::told(&button, "text");
            let _ = window().navigator().clipboard().write_text(&text);
        }
        copied.set(true);
    };
    let on_print = move |_| {
        #[cfg(feature = "hydrate")]
        let _ = window().print();
    };
    view! {
        <button type="button" class="button" hidden aria-live="polite" node_ref=copy on:click=on_copy></button>
        <button type="button" class="button" hidden node_ref=print on:click=on_print></button>
    }
}
