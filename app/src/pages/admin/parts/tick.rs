//! A box that may be ticked or not, with a sentence on what it means.

use leptos::prelude::*;

#[component]
pub fn Tick(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    ticked: bool,
) -> impl IntoView {
    let described_by = (!hint.is_empty()).then(|| format!("{name}-hint"));
    view! {
        <div class="tick">
            <input type="checkbox" id=name.clone() name=name.clone() value="on" checked=ticked aria-describedby=described_by />
            <label for=name.clone()>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
        </div>
    }
}
