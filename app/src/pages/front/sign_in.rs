//! `/sign-in` and `/o/<slug>/sign-in`: e-mail address and password; or first, which organisation.

use identity::{
    front_desk::SignInForm,
    refusal::Field,
    secret::Secret,
    view::front::{OrganisationView, SignInView},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::which_organisation;
use crate::{
    components::{Button, Form, Page, PasswordField, TextField},
    pages::show,
    paths,
    wire::{self, Followed, desk, follow, visitor},
    words::{self, front},
};

#[server(prefix = "/do", endpoint = "sign-in", input = crate::wire::Form)]
pub async fn sign_in(
    organisation: String,
    email: String,
    password: Secret,
    #[server(default)] then: String,
) -> Followed {
    follow(
        desk()
            .sign_in(
                &visitor(),
                SignInForm {
                    organisation,
                    email,
                    password,
                    then,
                },
            )
            .await,
    )
}

#[component]
pub fn SignInPage() -> impl IntoView {
    let slug: Option<String> = paths::part("slug");
    show(
        |desk, visitor| async move { desk.sign_in_page(&visitor, slug).await },
        |view| match view {
            SignInView::WhichOrganisation => which_organisation::page(then()).into_any(),
            SignInView::Form { organisation, .. } => form(organisation).into_any(),
        },
    )
}

/// Where the person wanted to go: from the turn that led here, or from the address.
pub fn then() -> String {
    wire::flash()
        .typed
        .remove("then")
        .unwrap_or_else(|| paths::query("then"))
}

fn form(organisation: OrganisationView) -> impl IntoView {
    let language = words::language();
    let OrganisationView { slug, name } = organisation;
    let forgotten = format!("/o/{slug}/forgot-password");
    let help = format!("/sign-in/help?organisation={slug}");
    // Whoever comes back from a mistake has the address already, and types the password next.
    let again = wire::flash().typed.contains_key(Field::Email.id());
    view! {
        <Page title=front::sign_in_title(language, &name) organisation=name>
            <Form action=SignIn::PATH>
                <input type="hidden" name="organisation" value=slug />
                <input type="hidden" name="then" value=then() />
                <TextField
                    field=Field::Email
                    label=front::email(language)
                    kind="email"
                    autocomplete="username webauthn"
                    autofocus=!again
                />
                <PasswordField field=Field::Password label=front::password(language) />
                <Button>{front::sign_in_submit(language)}</Button>
            </Form>
            <p>
                <a href=forgotten>{front::forgotten_password(language)}</a>
            </p>
            <p>
                <a href=help>{front::trouble_signing_in(language)}</a>
            </p>
        </Page>
    }
}
