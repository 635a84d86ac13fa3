//! What every field has: a label, a hint, what was typed, and the sentence when it was refused.

use identity::refusal::Field;
use leptos::prelude::*;

use crate::{
    wire,
    words::{self, refusal},
};

/// How a field stands on this page, read from the flash.
#[derive(Clone, Debug)]
pub struct FieldState {
    pub id: &'static str,
    /// The sentence that stands at the field.
    pub error: Option<String>,
    /// What was typed before it was refused.
    pub typed: Option<String>,
    pub hint: String,
}

impl FieldState {
    pub fn of(field: Field, hint: String) -> Self {
        let flash = wire::flash();
        let refused = flash.refused.filter(|refused| refused.at == Some(field));
        let error = refused.map(|refused| {
            refusal::sentence(words::language(), &refused.why, wire::visitor().arrived)
        });
        Self {
            id: field.id(),
            error,
            typed: flash.typed.get(field.id()).cloned(),
            hint,
        }
    }

    /// `aria-invalid`.
    pub fn invalid(&self) -> Option<&'static str> {
        self.error.is_some().then_some("true")
    }

    /// `aria-describedby`: the error first, then the hint.
    pub fn described_by(&self) -> Option<String> {
        let error = self.error.is_some().then(|| format!("{}-error", self.id));
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.id));
        match (error, hint) {
            (Some(error), Some(hint)) => Some(format!("{error} {hint}")),
            (one, other) => one.or(other),
        }
    }
}

/// Label, hint and error around an input.
#[component]
pub fn FieldFrame(
    state: FieldState,
    #[prop(into)] label: String,
    children: Children,
) -> impl IntoView {
    let FieldState {
        id, error, hint, ..
    } = state;
    let class = if error.is_some() {
        "field refused"
    } else {
        "field"
    };
    view! {
        <div class=class>
            <label for=id>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> })}
            {error.map(|error| view! { <p class="error" id=format!("{id}-error")>{error}</p> })}
            {children()}
        </div>
    }
}
