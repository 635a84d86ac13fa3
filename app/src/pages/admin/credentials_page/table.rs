//! The table of credentials; on a phone each becomes a card.

use identity::{
    api::{Life, Scope},
    view::credentials::CredentialRow,
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::super::parts::cards;
use super::RevokeCredential;
use crate::{
    components::{Button, Form, Look, When},
    words::{self, credentials as said, when},
};

pub fn table(rows: &[CredentialRow], ready: bool) -> impl IntoView + use<> {
    let language = words::language();
    if rows.is_empty() {
        return view! { <p>{said::empty(language)}</p> }.into_any();
    }
    let mut columns = vec![
        said::name(language),
        said::scope(language),
        said::creator(language),
        said::life(language),
        said::used(language),
    ];
    columns.extend(ready.then(|| said::change(language)));
    let rows = rows.iter().map(|one| row(one, ready)).collect_view();
    view! {
        {cards(columns, rows)}
    }
    .into_any()
}

fn row(one: &CredentialRow, ready: bool) -> impl IntoView + use<> {
    let language = words::language();
    let creator = if one.creator.is_empty() {
        said::nobody(language).to_owned()
    } else {
        one.creator.clone()
    };
    let used = match one.last_used_at {
        Some(at) => view! { <When at /> }.into_any(),
        None => said::never(language).into_any(),
    };
    view! {
        <tr>
            <th scope="row">
                {one.name.clone()} <br /> <code class="quiet">{one.client_id.clone()}</code>
            </th>
            <td data-label=said::scope(language)>{scope(one.scope)}</td>
            <td data-label=said::creator(language)>{creator}</td>
            <td data-label=said::life(language)>{life(one.life)}</td>
            <td data-label=said::used(language)>{used}</td>
            {ready.then(|| view! { <td data-label=said::change(language)>{revoke(one)}</td> })}
        </tr>
    }
}

/// What is revoked already has nothing more to lose.
fn revoke(one: &CredentialRow) -> Option<impl IntoView + use<>> {
    let language = words::language();
    let (id, name) = (one.id.to_string(), one.name.clone());
    (one.life != Life::Revoked).then(|| {
        view! {
            <Form action=RevokeCredential::PATH class="inline">
                <input type="hidden" name="credential" value=id />
                <Button look=Look::Link>
                    {said::revoke(language)} <span class="unseen">" " {name}</span>
                </Button>
            </Form>
        }
    })
}

fn life(life: Life) -> String {
    let language = words::language();
    match life {
        Life::Until(at) => said::until(language, when::date(language, at)),
        Life::Expired => said::expired(language).to_owned(),
        Life::Revoked => said::revoked(language).to_owned(),
        Life::Worthless => said::worthless(language).to_owned(),
    }
}

pub fn scope(scope: Scope) -> &'static str {
    let language = words::language();
    match scope {
        Scope::AuthenticationOnly => said::scope_authentication_only(language),
        Scope::ReadUsers => said::scope_read_users(language),
        Scope::ManageUsers => said::scope_manage_users(language),
        Scope::ReadAll => said::scope_read_all(language),
        Scope::ManageAll => said::scope_manage_all(language),
    }
}
