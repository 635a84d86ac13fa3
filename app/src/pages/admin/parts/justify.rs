//! How somebody was verified, and why a reset is needed: asked before every reset, in the same words.

use identity::{
    refusal::Field,
    reset::{ReasonKind, Verification},
};
use leptos::prelude::*;

use super::{super::why, Choice};
use crate::{
    components::TextField,
    words::{self, console},
};

/// `rule` says what counts as verified, `hint` who will read the reason.
pub fn questions(rule: String, hint: String) -> impl IntoView {
    let language = words::language();
    let ways = Verification::ALL
        .iter()
        .map(|way| (way.code(), why::verification(language, *way)))
        .collect();
    view! {
        <Choice name="verification" legend=console::reset_who(language) hint=rule field=Field::Verification options=ways />
        {reasons(hint)}
    }
}

/// The same where nobody needs to be verified first.
pub fn reasons(hint: String) -> impl IntoView {
    let language = words::language();
    let reasons = ReasonKind::ALL
        .iter()
        .map(|kind| (kind.code(), why::reason(language, *kind)))
        .collect();
    view! {
        <Choice name="reason_kind" legend=console::reset_why(language) field=Field::ReasonKind options=reasons />
        <TextField field=Field::Reason label=console::reset_reason(language) hint=hint />
    }
}
