//! One file.

use identity::refusal::Field;
use leptos::prelude::*;

use super::field::{FieldFrame, FieldState};

/// A browser never keeps a file for a form that was refused: it is chosen again.
#[component]
pub fn FileField(
    field: Field,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    /// Media types, as `accept` lists them.
    accept: &'static str,
) -> impl IntoView {
    let state = FieldState::of(field, hint);
    let (invalid, described_by) = (state.invalid(), state.described_by());
    view! {
        <FieldFrame state label>
            <input type="file" id=field.id() name=field.id() accept=accept aria-invalid=invalid aria-describedby=described_by />
        </FieldFrame>
    }
}
