//! `/account/factors/<id>/restore`: what was reported lost was found again.

use identity::{ids::FactorId, place::Place, turn::Away, view::account::RenameView};
use leptos::{prelude::*, server_fn::ServerFn};

use super::guarded::{Back, guarded};
use crate::{
    components::{Button, Form, Page},
    pages::show,
    paths::{part, path},
    wire::{Followed, desk, follow, visitor},
    words::{self, account},
};

#[server(prefix = "/do", endpoint = "restore-factor", input = crate::wire::Form)]
pub async fn restore_factor(factor: FactorId) -> Followed {
    follow(desk().restore_factor(&visitor(), factor).await)
}

#[component]
pub fn RestorePage() -> impl IntoView {
    let factor = part::<FactorId>("factor");
    let title = account::restore_due(words::language());
    show(
        move |desk, visitor| async move {
            desk.restore_page(&visitor, factor.ok_or(Away::NotFound)?)
                .await
        },
        move |due| guarded(due, title, page),
    )
}

fn page(view: RenameView) -> impl IntoView {
    let language = words::language();
    let (id, name) = (view.factor.id, view.factor.name.to_string());
    view! {
        <Page title=account::restore_title(language, &name) me=view.me>
            <p>{account::restore_lead(language)}</p>
            <p>{account::restore_care(language)}</p>
            <Form action=RestoreFactor::PATH>
                <input type="hidden" name="factor" value=id.to_string() />
                <Button>{account::restore_button(language, &name)}</Button>
            </Form>
            <p>
                <a href=path(&Place::ReplaceFactor(id))>{account::remove_instead(language)}</a>
            </p>
            <Back />
        </Page>
    }
}
