//! `/account/factors/<id>/replace`: what will happen, then the set-up of the new one.

use identity::{ids::FactorId, turn::Away, view::account::RenameView};
use leptos::{prelude::*, server_fn::ServerFn};

use super::guarded::{Back, guarded};
use crate::{
    components::{Button, Form, Page},
    pages::{enrol::StartTotp, show},
    paths::part,
    words::{self, account},
};

#[component]
pub fn ReplacePage() -> impl IntoView {
    let factor = part::<FactorId>("factor");
    let title = account::replace_due(words::language());
    show(
        move |desk, visitor| async move {
            desk.replace_page(&visitor, factor.ok_or(Away::NotFound)?)
                .await
        },
        move |due| guarded(due, title, page),
    )
}

fn page(view: RenameView) -> impl IntoView {
    let language = words::language();
    let name = view.factor.name.to_string();
    view! {
        <Page title=account::replace_title(language, &name) me=view.me>
            <p>{account::replace_lead(language)}</p>
            <ol>
                <li>{account::replace_first(language)}</li>
                <li>{account::replace_meanwhile(language, &name)}</li>
                <li>{account::replace_then(language, &name)}</li>
            </ol>
            <Form action=StartTotp::PATH>
                <input type="hidden" name="replaces" value=view.factor.id.to_string() />
                <Button>{account::replace_button(language)}</Button>
            </Form>
            <Back />
        </Page>
    }
}
