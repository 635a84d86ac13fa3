//! "Ask an admin": a note that goes to the admins by mail; or when they were asked, while that is open.

use identity::{ids::FactorId, refusal::Field, time::Timestamp};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{Button, Form, Look, TextArea};
use crate::{
    pages::front::AskAdmin as AskAdminFn,
    wire,
    words::{self, front, when},
};

#[component]
pub fn AskAdmin(
    asked_at: Option<Timestamp>,
    /// The factor that it is about.
    #[prop(optional)]
    factor: Option<FactorId>,
) -> impl IntoView {
    let language = words::language();
    if let Some(at) = asked_at {
        let asked = front::asked(
            language,
            when::relative(language, at, wire::visitor().arrived),
        );
        return view! { <p class="pending">{asked}</p> }.into_any();
    }
    view! {
        <h2>{front::ask_title(language)}</h2>
        <Form action=AskAdminFn::PATH>
            {factor.map(|factor| view! { <input type="hidden" name="factor" value=factor.to_string() /> })}
            <TextArea field=Field::Note label=front::ask_note(language) hint=front::ask_note_hint(language) />
            <Button look=Look::Secondary>{front::ask_submit(language)}</Button>
        </Form>
    }
    .into_any()
}
