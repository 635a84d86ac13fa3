//! "Ask an admin": a note that goes to the admins; or when they were asked, while that is open; with their answer, if they declined.

use identity::{ids::FactorId, refusal::Field, request::Asked};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{Button, Form, Look, TextArea};
use crate::{
    pages::front::AskAdmin as AskAdminFn,
    wire,
    words::{self, front, when},
};

#[component]
pub fn AskAdmin(
    asked: Asked,
    /// The factor that it is about.
    #[prop(optional)]
    factor: Option<FactorId>,
) -> impl IntoView {
    let language = words::language();
    let relative = |at| when::relative(language, at, wire::visitor().arrived);
    let answer = match asked {
        Asked::Nothing => None,
        Asked::Waits(at) => {
            let asked = front::asked(language, relative(at));
            return view! { <p class="pending">{asked}</p> }.into_any();
        }
        Asked::Declined { at, answer } => Some(view! {
            <p>{front::ask_declined(language, relative(at))}</p>
            <blockquote>{answer}</blockquote>
        }),
    };
    view! {
        <h2>{front::ask_title(language)}</h2>
        {answer}
        <Form action=AskAdminFn::PATH>
            {factor.map(|factor| view! { <input type="hidden" name="factor" value=factor.to_string() /> })}
            <TextArea field=Field::Note label=front::ask_note(language) hint=front::ask_note_hint(language) />
            <Button look=Look::Secondary>{front::ask_submit(language)}</Button>
        </Form>
    }
    .into_any()
}
