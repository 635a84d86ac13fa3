//! How the person was verified, why it is needed, what will happen, and the button.

use identity::{
    ids::UserId,
    refusal::Field,
    reset::{ReasonKind, Verification},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{super::parts::Choice, ResetUser};
use crate::{
    components::{Button, Form, Look, TextField},
    words::{self, console},
};

/// Before the proof: the ways that count, so that there is time to take one of them.
pub fn rule(name: &str) -> impl IntoView + use<> {
    let language = words::language();
    let ways = Verification::ALL.iter().map(|way| view! { <li>{verification(*way)}</li> }).collect_view();
    view! {
        <section>
            <h2>{console::reset_who(language)}</h2>
            <p>{console::reset_who_rule(language, name)}</p>
            <ul>{ways}</ul>
        </section>
    }
}

pub fn form(name: String, user: UserId, digest: String, what: impl IntoView + 'static) -> impl IntoView {
    let language = words::language();
    let ways = Verification::ALL.iter().map(|way| (way.code(), verification(*way))).collect();
    let reasons = ReasonKind::ALL.iter().map(|kind| (kind.code(), reason(*kind))).collect();
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
            <Choice name="reason_kind" legend=console::reset_why(language) options=reasons />
            <TextField field=Field::Reason label=console::reset_reason(language) hint=console::reset_reason_hint(language, &name) />
            {what}
            <Button look=Look::Danger>{console::reset_button(language, name)}</Button>
        </Form>
    }
}

fn verification(way: Verification) -> &'static str {
    let language = words::language();
    match way {
        Verification::CallBack => console::verification_call_back(language),
        Verification::Video => console::verification_video(language),
        Verification::InPerson => console::verification_in_person(language),
        Verification::Ticket => console::verification_ticket(language),
    }
}

fn reason(kind: ReasonKind) -> &'static str {
    let language = words::language();
    match kind {
        ReasonKind::LostDevice => console::reason_lost_device(language),
        ReasonKind::NewDevice => console::reason_new_device(language),
        ReasonKind::BrokenDevice => console::reason_broken_device(language),
        ReasonKind::StolenDevice => console::reason_stolen_device(language),
        ReasonKind::Other => console::reason_other(language),
    }
}
