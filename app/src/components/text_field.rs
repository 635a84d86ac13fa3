//! One line of text.

use identity::refusal::Field;
use leptos::prelude::*;

use super::field::{FieldFrame, FieldState};

/// What was typed before wins over `value`.
#[component]
pub fn TextField(
    field: Field,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] value: String,
    /// The `type`: `text`, `email`, `number`.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] inputmode: Option<&'static str>,
    /// Takes the focus, unless an error summary does.
    #[prop(optional)]
    autofocus: bool,
    /// Names and short names are not words to correct.
    #[prop(default = "false")]
    spellcheck: &'static str,
    #[prop(default = true)] required: bool,
) -> impl IntoView {
    let state = FieldState::of(field, hint);
    let (invalid, described_by) = (state.invalid(), state.described_by());
    let value = state.typed.clone().unwrap_or(value);
    let capitals = (kind == "email" || field == Field::Slug).then_some("none");
    view! {
        <FieldFrame state label>
            <input
                type=kind
                id=field.id()
                name=field.id()
                value=value
                required=required
                autocomplete=autocomplete
                autocapitalize=capitals
                inputmode=inputmode
                spellcheck=spellcheck
                autofocus=autofocus
                aria-invalid=invalid
                aria-describedby=described_by
            />
        </FieldFrame>
    }
}
