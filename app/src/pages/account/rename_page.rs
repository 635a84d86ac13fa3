//! `/account/factors/<id>/rename`.

use identity::{ids::FactorId, refusal::Field, turn::Away, view::account::RenameView};
use leptos::{prelude::*, server_fn::ServerFn};

use super::guarded::{Back, guarded};
use crate::{
    components::{Button, Form, Page, TextField},
    pages::show,
    paths::part,
    wire::{Followed, desk, follow, visitor},
    words::{self, account},
};

#[server(prefix = "/do", endpoint = "rename-factor", input = crate::wire::Form)]
pub async fn rename_factor(factor: FactorId, #[server(default)] name: String) -> Followed {
    follow(desk().rename_factor(&visitor(), factor, name).await)
}

#[component]
pub fn RenamePage() -> impl IntoView {
    let factor = part::<FactorId>("factor");
    let title = account::rename_due(words::language());
    show(
        move |desk, visitor| async move {
            desk.rename_page(&visitor, factor.ok_or(Away::NotFound)?)
                .await
        },
        move |due| guarded(due, title, page),
    )
}

fn page(view: RenameView) -> impl IntoView {
    let language = words::language();
    let name = view.factor.name.to_string();
    view! {
        <Page title=account::rename_title(language, &name) me=view.me>
            <Form action=RenameFactor::PATH>
                <input type="hidden" name="factor" value=view.factor.id.to_string() />
                <TextField
                    field=Field::Name
                    label=account::rename_label(language)
                    hint=account::rename_hint(language)
                    value=name
                    autofocus=true
                />
                <Button>{account::rename_button(language)}</Button>
            </Form>
            <Back />
        </Page>
    }
}
