//! `/account/factors/<id>/replace`: what will happen, then the set-up of the new one.

use identity::{
    factor::FactorKind, ids::FactorId, place::Place, turn::Away, view::account::RenameView,
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::guarded::{Back, guarded};
use crate::{
    components::{Button, Form, Look, Page},
    pages::{
        enrol::{StartTotp, phone_instead},
        show,
    },
    paths::{part, path},
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
    let (id, name) = (view.factor.id, view.factor.name.to_string());
    let (passkey, totp) = (
        view.kinds.contains(FactorKind::Passkey),
        view.kinds.contains(FactorKind::Totp),
    );
    let text = view
        .kinds
        .contains(FactorKind::Phone)
        .then(|| phone_instead(id, account::replace_by_phone(language)));
    let look = if passkey {
        Look::Secondary
    } else {
        Look::Primary
    };
    view! {
        <Page title=account::replace_title(language, &name) me=view.me>
            <p>{account::replace_lead(language)}</p>
            <ol>
                <li>{account::replace_first(language)}</li>
                <li>{account::replace_meanwhile(language, &name)}</li>
                <li>{account::replace_then(language, &name)}</li>
            </ol>
            {passkey
                .then(|| {
                    view! {
                        <p>
                            <a class="button primary" href=path(&Place::EnrolPasskeyFor(id))>
                                {account::replace_by_passkey(language)}
                            </a>
                        </p>
                    }
                })}
            {totp
                .then(|| {
                    view! {
                        <Form action=StartTotp::PATH>
                            <input type="hidden" name="replaces" value=id.to_string() />
                            <Button look>{account::replace_by_totp(language)}</Button>
                        </Form>
                    }
                })}
            {text}
            <Back />
        </Page>
    }
}
