//! The second step by text message: a code is sent when it is asked for, and then entered.

use identity::{factor::Factor, ids::FactorId, view::front::VerifyView};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{super::cancel::Cancel, VerifyTotp, others};
use crate::{
    components::{
        Button, CodeField, Form, Page,
        texted::{CodeOnItsWay, SendCode, asks_for_code, ending},
    },
    wire::{Followed, desk, follow, visitor},
    words::{self, front, phone, thing},
};

#[server(prefix = "/do", endpoint = "text-code", input = crate::wire::Form)]
pub async fn text_code(factor: FactorId) -> Followed {
    follow(desk().text_code(&visitor(), factor).await)
}

pub fn page(view: &VerifyView, factor: &Factor) -> impl IntoView + use<> {
    let language = words::language();
    let texted = view.texted.iter().find(|texted| texted.factor == factor.id);
    let asks = asks_for_code(texted);
    let title = if asks {
        phone::code_title(language)
    } else {
        phone::ask_title(language)
    };
    let (id, ending) = (factor.id.to_string(), ending(factor));
    let on_its_way = texted
        .and_then(|texted| texted.code)
        .map(|code| view! { <CodeOnItsWay code ending=ending.clone() /> });
    let hidden = vec![("factor", id.clone())];
    let form = asks.then(|| {
        view! {
            <Form action=VerifyTotp::PATH>
                <input type="hidden" name="factor" value=id />
                <CodeField label=phone::code(language) hint=phone::code_hint(language) />
                <Button>{front::verify_submit(language)}</Button>
            </Form>
        }
    });
    let send = texted
        .copied()
        .map(|texted| view! { <SendCode action=TextCode::PATH hidden texted ending /> });
    let subject = thing::numbered(factor);
    let organisation = view.organisation.clone();
    let others = others(view, Some(factor));
    view! {
        <Page title organisation=organisation>
            <p class="subject">{subject}</p>
            {on_its_way}
            {form}
            {send}
            {others}
            <Cancel />
        </Page>
    }
}
