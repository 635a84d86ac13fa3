//! One box to tick.

use identity::refusal::Field;
use leptos::prelude::*;

use super::field::FieldState;

#[component]
pub fn TickBox(
    field: Field,
    #[prop(into)] label: String,
    #[prop(default = "on")] value: &'static str,
) -> impl IntoView {
    let state = FieldState::of(field, String::new());
    let (id, invalid, described_by) = (state.id, state.invalid(), state.described_by());
    let class = if state.error.is_some() {
        "tick refused"
    } else {
        "tick"
    };
    view! {
        <div class=class>
            {state.error.map(|error| view! { <p class="error" id=format!("{id}-error")>{error}</p> })}
            <input type="checkbox" id=id name=id value=value aria-invalid=invalid aria-describedby=described_by />
            <label for=id>{label}</label>
        </div>
    }
}
