//! Several lines of text.

use identity::refusal::Field;
use leptos::prelude::*;

use super::field::{FieldFrame, FieldState};
use crate::escaped::escaped;

#[component]
pub fn TextArea(
    field: Field,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = 4)] rows: u8,
    /// What stands there before anything was typed.
    #[prop(optional, into)]
    value: String,
    /// The most characters.
    #[prop(optional)]
    most: Option<usize>,
) -> impl IntoView {
    let state = FieldState::of(field, hint);
    let (invalid, described_by) = (state.invalid(), state.described_by());
    let typed = escaped(state.typed.as_deref().unwrap_or(&value));
    let most = most.map(|most| most.to_string());
    view! {
        <FieldFrame state label>
            <textarea id=field.id() name=field.id() rows=rows maxlength=most aria-invalid=invalid aria-describedby=described_by inner_html=typed></textarea>
        </FieldFrame>
    }
}
