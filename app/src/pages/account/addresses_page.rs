//! `/account/addresses`: add one, remove one, sign in with another.

use identity::{
    ids::AddressId,
    refusal::Field,
    view::profile::{AddressView, AddressesView, Room},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::guarded::{Back, guarded};
use crate::{
    components::{Button, Form, Look, Page, TextField},
    pages::show,
    wire::{Followed, desk, follow, visitor},
    words::{self, profile},
};

#[server(prefix = "/do", endpoint = "add-address", input = crate::wire::Form)]
pub async fn add_address(#[server(default)] email: String) -> Followed {
    follow(desk().add_address(&visitor(), email).await)
}

#[server(prefix = "/do", endpoint = "remove-address", input = crate::wire::Form)]
pub async fn remove_address(address: AddressId) -> Followed {
    follow(desk().remove_address(&visitor(), address).await)
}

#[server(prefix = "/do", endpoint = "make-address-first", input = crate::wire::Form)]
pub async fn make_address_first(address: AddressId) -> Followed {
    follow(desk().make_address_first(&visitor(), address).await)
}

#[component]
pub fn AddressesPage() -> impl IntoView {
    let title = profile::addresses_due(words::language());
    show(
        |desk, visitor| async move { desk.addresses_page(&visitor).await },
        move |due| guarded(due, title, page),
    )
}

fn page(view: AddressesView) -> impl IntoView {
    let language = words::language();
    let AddressesView { me, others, room } = view;
    let email = me.email.clone();
    let alone = !others.iter().any(|other| other.verified_at.is_some());
    let cards: Vec<_> = others.into_iter().map(card).collect();
    view! {
        <Page title=profile::addresses_title(language) me>
            <p>{profile::addresses_lead(language)}</p>
            {alone.then(|| view! { <p>{profile::why_second(language)}</p> })}
            <article class="card">
                <h2>{email}</h2>
                <p class="quiet">{profile::first(language)}</p>
            </article>
            {cards}
            {match room {
                Room::Yes => add().into_any(),
                Room::No => view! { <p class="quiet">{profile::full(language)}</p> }.into_any(),
            }}
            <Back />
        </Page>
    }
}

fn card(address: AddressView) -> impl IntoView {
    let language = words::language();
    let AddressView {
        id,
        email,
        verified_at,
    } = address;
    let remove = profile::remove(language, &email);
    let first = profile::make_first(language, &email);
    let (how, act) = if verified_at.is_none() {
        let again = email.clone();
        let act = view! {
            <Form action=AddAddress::PATH>
                <input type="hidden" name="email" value=again />
                <Button look=Look::Secondary>{profile::again(language)}</Button>
            </Form>
        };
        (profile::waiting(language), act.into_any())
    } else {
        let act = view! {
            <Form action=MakeAddressFirst::PATH>
                <input type="hidden" name="address" value=id.to_string() />
                <Button look=Look::Secondary>{first}</Button>
            </Form>
        };
        (profile::make_first_hint(language), act.into_any())
    };
    view! {
        <article class="card">
            <h2>{email}</h2>
            <p class="quiet">{how}</p>
            <div class="actions">
                {act}
                <Form action=RemoveAddress::PATH>
                    <input type="hidden" name="address" value=id.to_string() />
                    <Button look=Look::Danger>{remove}</Button>
                </Form>
            </div>
        </article>
    }
}

fn add() -> impl IntoView {
    let language = words::language();
    view! {
        <section>
            <h2>{profile::add_title(language)}</h2>
            <Form action=AddAddress::PATH>
                <TextField
                    field=Field::Email
                    label=profile::add_label(language)
                    hint=profile::add_hint(language)
                    kind="email"
                    autocomplete="email"
                />
                <Button>{profile::add_submit(language)}</Button>
            </Form>
        </section>
    }
}
