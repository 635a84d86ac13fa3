//! A code by text message, on a page that asks for it: how far it is, and the button that sends one.

use identity::{
    factor::Factor,
    refusal::Field,
    view::phone::{CodeSent, Delivery, Texted},
};
use leptos::prelude::*;

use super::{Button, Form, Look};
use crate::{
    wire,
    words::{self, phone, when},
};

/// The end of a phone's number.
pub fn ending(factor: &Factor) -> String {
    factor
        .number
        .as_ref()
        .map(|number| number.ending().to_owned())
        .unwrap_or_default()
}

/// Whether to ask for a code: there is one that counts, or what was typed for one was refused.
pub fn asks_for_code(texted: Option<&Texted>) -> bool {
    let refused = wire::flash().refused;
    let at_code = refused.is_some_and(|refused| refused.at == Some(Field::Code));
    at_code || texted.is_some_and(|texted| texted.code.is_some())
}

/// How far the code is.
#[component]
pub fn CodeOnItsWay(code: CodeSent, ending: String) -> impl IntoView {
    let language = words::language();
    let left = when::left(language, code.until, wire::visitor().arrived);
    match code.delivery {
        Delivery::Waiting | Delivery::Taken => {
            view! { <p>{phone::on_its_way(language, ending, left)}</p> }.into_any()
        }
        Delivery::Stuck => {
            view! { <p class="banner care">{phone::stuck(language, ending, left)}</p> }.into_any()
        }
    }
}

/// The button that sends a code, or another one. It posts what is `hidden`, and never happens by a visit alone.
#[component]
pub fn SendCode(
    action: &'static str,
    hidden: Vec<(&'static str, String)>,
    texted: Texted,
    ending: String,
) -> impl IntoView {
    let language = words::language();
    let now = wire::visitor().arrived;
    let again = texted.again_at.filter(|at| *at > now).map(|at| {
        let said = phone::again_in(language, when::wait(language, at, now));
        view! { <p class="quiet">{said}</p> }
    });
    let (look, label) = if asks_for_code(Some(&texted)) {
        (Look::Secondary, phone::again(language).to_owned())
    } else {
        (Look::Primary, phone::send(language, ending))
    };
    let hidden = hidden
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view();
    view! {
        <Form action>
            {hidden} <Button look>{label}</Button>
        </Form>
        {again}
    }
}
