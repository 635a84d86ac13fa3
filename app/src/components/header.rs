//! Whose pages these are, who is signed in, and the way out.

use identity::{place::Place, view::account::Me};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    Form,
    button::{Button, Look},
};
use crate::{
    pages::front::SignOut,
    paths::path,
    wire,
    words::{self, common},
};

#[component]
pub fn Header(organisation: String, me: Option<Me>) -> impl IntoView {
    let language = words::language();
    let name = if organisation.is_empty() {
        common::product(language).to_owned()
    } else {
        organisation
    };
    let signed_in = me.is_some() || wire::visitor().session.is_some();
    let console = me.as_ref().is_some_and(|me| me.role.is_some());
    view! {
        <header class="top">
            <span class="brand">{name}</span>
            {signed_in
                .then(|| {
                    view! {
                        <nav aria-label=common::navigation(language)>
                            <a href="/account">{common::account(language)}</a>
                            {console.then(|| view! { <a href=path(&Place::Users)>{common::console(language)}</a> })}
                        </nav>
                        {me.map(|me| view! { <span class="who">{me.name}</span> })}
                        <Form action=SignOut::PATH>
                            <Button look=Look::Link>{common::sign_out(language)}</Button>
                        </Form>
                    }
                })}
        </header>
    }
}
