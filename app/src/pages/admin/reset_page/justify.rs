//! How the person was verified, why it is needed, what will happen, and the button.

use identity::{ids::UserId, reset::Verification};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    super::{parts::justify::questions, why},
    ResetUser,
};
use crate::{
    components::{Button, Form, Look},
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
    let questions = questions(
        console::reset_who_rule(language, &name),
        console::reset_reason_hint(language, &name),
    );
    view! {
        <Form action=ResetUser::PATH>
            <input type="hidden" name="user" value=user.to_string() />
            <input type="hidden" name="digest" value=digest />
            {questions}
            {what}
            <Button look=Look::Danger>{console::reset_button(language, name)}</Button>
        </Form>
    }
}
