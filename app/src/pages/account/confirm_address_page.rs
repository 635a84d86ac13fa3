//! `/confirm-address`: the link of a mail asks whether the mailbox is the right one.

use axum::http::StatusCode;
use identity::{place::Place, secret::Secret, view::profile::ConfirmAddressView};
use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    components::{Button, Form, Page, WayOut},
    pages::show_by_link,
    wire::{self, Followed, desk, follow, visitor},
    words::{self, profile, when},
};

#[server(prefix = "/do", endpoint = "confirm-address", input = crate::wire::Form)]
pub async fn confirm_address(#[server(default)] link: Secret) -> Followed {
    follow(desk().confirm_address(&visitor(), link).await)
}

#[component]
pub fn ConfirmAddressPage() -> impl IntoView {
    show_by_link(
        Place::ConfirmAddress,
        |desk, visitor, link| async move { desk.confirm_address_page(&visitor, link).await },
        page,
    )
}

fn page(link: Secret, view: ConfirmAddressView) -> impl IntoView {
    let language = words::language();
    let ConfirmAddressView::Open {
        organisation,
        name,
        address,
        until,
    } = view
    else {
        return gone().into_any();
    };
    let left = when::left(language, until, wire::visitor().arrived);
    view! {
        <Page title=profile::confirm_title(language) organisation=organisation.clone()>
            <p>{profile::confirm_text(language, name, address, organisation.name)}</p>
            <p>{profile::confirm_only(language)}</p>
            <Form action=ConfirmAddress::PATH>
                <input type="hidden" name="link" value=link.reveal().to_owned() />
                <Button>{profile::confirm_submit(language)}</Button>
            </Form>
            <p class="quiet">{profile::confirm_until(language, left)}</p>
        </Page>
    }
    .into_any()
}

fn gone() -> impl IntoView {
    let language = words::language();
    wire::respond().set_status(StatusCode::GONE);
    view! {
        <Page title=profile::gone_title(language)>
            <p>{profile::gone_text(language)}</p>
            <WayOut />
        </Page>
    }
}
