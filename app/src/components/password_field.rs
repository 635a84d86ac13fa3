//! A password. Never filled in again by us; the manager may, and paste is never blocked.

use identity::refusal::Field;
use leptos::prelude::*;

use super::{
    Strength,
    field::{FieldFrame, FieldState},
};
use crate::islands::show_password::ShowPassword;

/// `autocomplete` is `current-password` or `new-password`; every new one is looked at while it is typed.
#[component]
pub fn PasswordField(
    field: Field,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = "current-password")] autocomplete: &'static str,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    let state = FieldState::of(field, hint);
    let (invalid, described_by) = (state.invalid(), state.described_by());
    view! {
        <FieldFrame state label>
            <div class="with-button">
                <input
                    type="password"
                    id=field.id()
                    name=field.id()
                    required
                    autocomplete=autocomplete
                    autocapitalize="none"
                    spellcheck="false"
                    autofocus=autofocus
                    aria-invalid=invalid
                    aria-describedby=described_by
                />
                <ShowPassword field=field.id() />
            </div>
            {(autocomplete == "new-password").then(|| view! { <Strength field /> })}
        </FieldFrame>
    }
}
