//! One of many: a list that unfolds.

use leptos::prelude::*;

/// `options` are values with their labels.
#[component]
pub fn Select(
    name: &'static str,
    #[prop(into)] label: String,
    options: Vec<(&'static str, String)>,
    #[prop(optional, into)] chosen: String,
) -> impl IntoView {
    let options = options.into_iter().map(|(value, label)| {
        let selected = value == chosen;
        view! {
            <option value=value selected=selected>
                {label}
            </option>
        }
    });
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select id=name name=name>
                {options.collect_view()}
            </select>
        </div>
    }
}
