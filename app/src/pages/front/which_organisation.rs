//! Which organisation? Asked only where there is more than one and the address names none.

use identity::refusal::Field;
use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    components::{Button, Form, Page, TextField},
    wire::{Followed, desk, follow, visitor},
    words::{self, common, front},
};

#[server(prefix = "/do", endpoint = "choose-organisation", input = crate::wire::Form)]
pub async fn choose_organisation(slug: String, #[server(default)] then: String) -> Followed {
    follow(desk().choose_organisation(&visitor(), slug, then).await)
}

/// `then`: where the person wanted to go.
pub fn page(then: String) -> impl IntoView {
    let language = words::language();
    view! {
        <Page title=front::which_title(language)>
            <Form action=ChooseOrganisation::PATH>
                <input type="hidden" name="then" value=then />
                <TextField
                    field=Field::Slug
                    label=front::which_label(language)
                    hint=front::which_hint(language)
                    autocomplete="organization"
                    autofocus=true
                />
                <Button>{common::go_on(language)}</Button>
            </Form>
            <p>
                <a href="/sign-in/help">{front::trouble_signing_in(language)}</a>
            </p>
        </Page>
    }
}
