//! How strong a new password looks, told while it is typed. Without its script nothing is told; the rules are the server's.

use identity::refusal::Field;
use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    pages::strength::PasswordStrength,
    wire::form_body,
    words::{self, strength},
};

/// By this the shell sees that a page holds the hint, and brings the script.
pub const OPENING: &str = "<div id=\"strength\"";

#[component]
pub fn Strength(field: Field) -> impl IntoView {
    let action = PasswordStrength::PATH;
    let label = strength::label(words::language());
    view! {
        <div id="strength" hidden data-field=field.id() data-action=action data-body=form_body(action, &[])>
            <meter min="0" max="5" low="2" high="3" optimum="5" value="0" aria-label=label></meter>
            <span role="status"></span>
        </div>
    }
}
