//! One of many: a list that unfolds.

use leptos::prelude::*;

/// `options` are values with their labels.
#[component]
pub fn Select<V>(
    name: &'static str,
    #[prop(into)] label: String,
    options: Vec<(V, String)>,
    #[prop(optional, into)] chosen: String,
) -> impl IntoView
where
    V: Into<String>,
{
    let options = options.into_iter().map(|(value, label)| {
        let value: String = value.into();
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
