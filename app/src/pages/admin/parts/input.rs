//! A field that is never refused by itself: of a filter, or the second of a pair.

use leptos::prelude::*;

#[component]
pub fn Input(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] value: String,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] inputmode: Option<&'static str>,
) -> impl IntoView {
    let described_by = (!hint.is_empty()).then(|| format!("{name}-hint"));
    view! {
        <div class="field">
            <label for=name>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            <input
                type=kind
                id=name
                name=name
                value=value
                inputmode=inputmode
                autocomplete="off"
                spellcheck="false"
                aria-describedby=described_by
            />
        </div>
    }
}
