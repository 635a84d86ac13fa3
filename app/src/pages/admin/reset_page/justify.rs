//! How the person was verified, why it is needed, what will happen, and the button.

use identity::{
    ids::UserId,
    refusal::Field,
    reset::{ReasonKind, Verification},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    super::{parts::Choice, why},
    ResetUser,
};
use crate::{
    components::{Button, Form, Look, TextField},
    words::{self, console},
};

/// Before the proof: the ways that count, so that there is time to take one of them.
pub fn rule(name: &str) -> impl IntoView + use<> {
    let language = words::language();
    let ways = Verification::ALL
        .iter()
        .map(|way| view! { <li>{why::verification(language, *way)}</li> })
        .collect_view();
    view! {
        <section>
            <h2>{console::reset_who(language)}</h2>
            <p>{console::reset_who_rule(language, name)}</p>
            <ul>{ways}</ul>
        </section>
    }
}

pub fn form(
    name: String,
    user: UserId,
    digest: String,
    what: impl IntoView + 'static,
) -> impl IntoView {
    let language = words::language();
    let ways = Verification::ALL
        .iter()
        .map(|way| (way.code(), why::verification(language, *way)))
        .collect();
    let reasons = ReasonKind::ALL
        .iter()
        .map(|kind| (kind.code(), why::reason(language, *kind)))
        .collect();
    view! {
        <Form action=ResetUser::PATH>
            <input type="hidden" name="user" value=user.to_string() />
            <input type="hidden" name="digest" value=digest />
            <Choice
                name="verification"
                legend=console::reset_who(language)
                hint=console::reset_who_rule(language, &name)
                field=Field::Verification
                options=ways
            />
            <Choice name="reason_kind" legend=console::reset_why(language) field=Field::ReasonKind options=reasons />
            <TextField field=Field::Reason label=console::reset_reason(language) hint=console::reset_reason_hint(language, &name) />
            {what}
            <Button look=Look::Danger>{console::reset_button(language, name)}</Button>
        </Form>
    }
}
