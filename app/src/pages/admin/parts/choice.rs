//! One of a few: radio buttons under a question.

use identity::refusal::Field;
use leptos::prelude::*;

use crate::{components::field::FieldState, wire};

/// `options` are values with their labels. What was chosen before a refusal wins over `chosen`.
#[component]
pub fn Choice(
    name: &'static str,
    #[prop(into)] legend: String,
    #[prop(optional, into)] hint: String,
    /// The field that a refusal of this question stands at; its `id` goes to the first button.
    #[prop(optional)]
    field: Option<Field>,
    options: Vec<(&'static str, &'static str)>,
    #[prop(optional, into)] chosen: String,
) -> impl IntoView {
    let error = field.and_then(|field| FieldState::of(field, String::new()).error);
    let chosen = wire::flash().typed.get(name).cloned().unwrap_or(chosen);
    let class = if error.is_some() {
        "field refused"
    } else {
        "field"
    };
    let invalid = error.is_some().then_some("true");
    let described_by = [
        error.is_some().then(|| format!("{name}-error")),
        (!hint.is_empty()).then(|| format!("{name}-hint")),
    ];
    let described_by: Vec<_> = described_by.into_iter().flatten().collect();
    let described_by = (!described_by.is_empty()).then(|| described_by.join(" "));
    let buttons = options.into_iter().enumerate().map(|(at, (value, label))| {
        let id = if at == 0 {
            name.to_owned()
        } else {
            format!("{name}-{value}")
        };
        view! {
            <div class="tick">
                <input type="radio" id=id.clone() name=name value=value checked=chosen == value />
                <label for=id>{label}</label>
            </div>
        }
    });
    view! {
        <div class=class>
            <fieldset role="radiogroup" aria-invalid=invalid aria-describedby=described_by>
                <legend>{legend}</legend>
                {(!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
                {error.map(|error| view! { <p class="error" id=format!("{name}-error")>{error}</p> })}
                {buttons.collect_view()}
            </fieldset>
        </div>
    }
}
