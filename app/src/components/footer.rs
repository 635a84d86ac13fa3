//! The languages, each a button under its own name.

use identity::language::Language;
use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    Form,
    button::{Button, Look},
};
use crate::{
    pages::language::ChooseLanguage,
    wire,
    words::{self, common},
};

#[component]
pub fn Footer() -> impl IntoView {
    let current = words::language();
    let choices = Language::ALL.map(|language| {
        let name = common::language_name(language);
        if language == current {
            return view! { <span aria-current="true">{name}</span> }.into_any();
        }
        view! {
            <Form action=ChooseLanguage::PATH>
                <input type="hidden" name="then" value=wire::here() />
                <input type="hidden" name="language" value=language.tag() />
                <Button look=Look::Link lang=language.tag()>
                    {name}
                </Button>
            </Form>
        }
        .into_any()
    });
    view! {
        <footer class="bottom" aria-label=common::language(current)>
            {choices.into_iter().collect_view()}
        </footer>
    }
}
