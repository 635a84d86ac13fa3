//! `/admin/api-credentials`: programs of the organisation, a new one with its secret shown once, and whether they may remove factors.

use identity::{
    api::Removal, console::CredentialForm, ids::CredentialId, view::credentials::CredentialsView,
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::parts::{ConsolePage, ProveFirst, Tab};
use crate::{
    components::{Button, Form, Look},
    pages::show_console,
    wire::{Followed, console, follow, visitor},
    words::{self, credentials as said},
};

mod create;
mod fresh;
mod table;

#[server(prefix = "/do", endpoint = "create-credential", input = crate::wire::Form)]
pub async fn create_credential(
    #[server(default)] name: String,
    #[server(default)] scope: String,
    #[server(default)] days: String,
) -> Followed {
    let form = CredentialForm { name, scope, days };
    follow(console().create_credential(&visitor(), form).await)
}

#[server(prefix = "/do", endpoint = "revoke-credential", input = crate::wire::Form)]
pub async fn revoke_credential(credential: CredentialId) -> Followed {
    follow(console().revoke_credential(&visitor(), credential).await)
}

/// `removal` is `on` or `off`.
#[server(prefix = "/do", endpoint = "let-programs-remove", input = crate::wire::Form)]
pub async fn let_programs_remove(#[server(default)] removal: String) -> Followed {
    follow(console().let_programs_remove(&visitor(), removal).await)
}

#[component]
pub fn CredentialsPage() -> impl IntoView {
    show_console(
        |console, visitor| async move { console.credentials_page(&visitor).await },
        page,
    )
}

fn page(view: CredentialsView) -> impl IntoView {
    let language = words::language();
    let ready = view.due.is_none();
    let proof = view
        .due
        .map(|due| view! { <ProveFirst what=said::due(language) view=due /> });
    view! {
        <ConsolePage title=said::title(language) me=view.me tab=Tab::Credentials wide=true>
            {fresh::section()}
            <p>{said::lead(language)}</p>
            {table::table(&view.credentials, ready)}
            {proof}
            {ready.then(create::section)}
            {switch(view.removal, ready)}
        </ConsolePage>
    }
}

/// A program cannot prove anything afresh, so it can be kept from removing factors altogether.
fn switch(removal: Removal, ready: bool) -> impl IntoView {
    let language = words::language();
    let (stands, other, label) = match removal {
        Removal::On => (
            said::removal_on(language),
            Removal::Off,
            said::removal_turn_off(language),
        ),
        Removal::Off => (
            said::removal_off(language),
            Removal::On,
            said::removal_turn_on(language),
        ),
    };
    view! {
        <section>
            <h2>{said::removal_title(language)}</h2>
            <p>{stands}</p>
            {ready
                .then(|| {
                    view! {
                        <Form action=LetProgramsRemove::PATH>
                            <input type="hidden" name="removal" value=other.code() />
                            <Button look=Look::Secondary>{label}</Button>
                        </Form>
                    }
                })}
        </section>
    }
}
