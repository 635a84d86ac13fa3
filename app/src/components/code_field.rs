//! A code: from an app or a device (digits), or a backup code (letters).

use identity::refusal::Field;
use leptos::prelude::*;

use super::field::{FieldFrame, FieldState};
use crate::islands::code_input::CodeInput;

/// What kind of code is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Code {
    /// Six digits; the form sends itself when they are there (island).
    #[default]
    Digits,
    Backup,
}

#[component]
pub fn CodeField(
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] kind: Code,
    #[prop(default = true)] autofocus: bool,
    /// Whether the form sends itself; not where there is something else to fill in.
    #[prop(default = true)]
    sends_itself: bool,
) -> impl IntoView {
    let field = Field::Code;
    let state = FieldState::of(field, hint);
    let (invalid, described_by) = (state.invalid(), state.described_by());
    let digits = kind == Code::Digits;
    view! {
        <FieldFrame state label>
            <input
                type="text"
                class=if digits { "code" } else { "code long" }
                id=field.id()
                name=field.id()
                required
                inputmode=digits.then_some("numeric")
                autocomplete=if digits { "one-time-code" } else { "off" }
                autocapitalize="none"
                spellcheck="false"
                autofocus=autofocus
                aria-invalid=invalid
                aria-describedby=described_by
            />
            {(digits && sends_itself).then(|| view! { <CodeInput field=field.id() /> })}
        </FieldFrame>
    }
}
