//! `/sign-in/new-password`: where the old one may not be kept, between the proof and the session.

use identity::{refusal::Field, secret::Secret, view::front::OrganisationView};
use leptos::{prelude::*, server_fn::ServerFn};

use super::cancel::Cancel;
use crate::{
    components::{Button, Form, Page, PasswordField},
    pages::show,
    wire::{Followed, desk, follow, visitor},
    words::{self, front},
};

#[server(prefix = "/do", endpoint = "new-password", input = crate::wire::Form)]
pub async fn set_new_password(new_password: Secret) -> Followed {
    follow(desk().set_new_password(&visitor(), new_password).await)
}

#[component]
pub fn NewPasswordPage() -> impl IntoView {
    show(
        |desk, visitor| async move { desk.new_password_page(&visitor).await },
        page,
    )
}

fn page(organisation: OrganisationView) -> impl IntoView {
    let language = words::language();
    let name = organisation.name.clone();
    view! {
        <Page title=front::new_password_title(language) organisation=organisation>
            <p>{front::new_password_intro(language, name)}</p>
            <Form action=SetNewPassword::PATH>
                <PasswordField
                    field=Field::NewPassword
                    label=front::new_password(language)
                    hint=front::new_password_hint(language)
                    autocomplete="new-password"
                    autofocus=true
                />
                <Button>{front::new_password_submit(language)}</Button>
            </Form>
            <Cancel />
        </Page>
    }
}
