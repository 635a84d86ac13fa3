//! `/sign-in` and `/o/<slug>/sign-in`: e-mail address and password; or first, which organisation.

use identity::{
    front_desk::{PasskeySignInForm, SignInForm},
    policy::Passwordless,
    refusal::Field,
    secret::Secret,
    view::front::{OrganisationView, SignInView},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::which_organisation;
use crate::{
    components::{Button, Form, Page, PasswordField, TextField, known_passkeys},
    islands::passkey::{AskPasskey, Ceremony},
    pages::show,
    paths,
    wire::{self, Declined, Followed, desk, follow, hand_over, visitor},
    words::{self, front, passkey},
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

#[server(prefix = "/do", endpoint = "start-passkey-sign-in", input = crate::wire::Form)]
pub async fn start_passkey_sign_in(organisation: String) -> Result<String, Declined> {
    let (desk, visitor) = (desk(), visitor());
    hand_over(async move { desk.start_passkey_sign_in(&visitor, organisation).await })
        .await
        .map(|options| options.0)
}

#[server(prefix = "/do", endpoint = "sign-in-with-passkey", input = crate::wire::Form)]
pub async fn sign_in_with_passkey(
    organisation: String,
    answer: Secret,
    #[server(default)] then: String,
) -> Followed {
    let form = PasskeySignInForm {
        organisation,
        answer,
        then,
    };
    follow(desk().sign_in_with_passkey(&visitor(), form).await)
}

#[component]
pub fn SignInPage() -> impl IntoView {
    let slug: Option<String> = paths::part("slug");
    show(
        |desk, visitor| async move { desk.sign_in_page(&visitor, slug).await },
        |view| match view {
            SignInView::WhichOrganisation => which_organisation::page(then()).into_any(),
            SignInView::Form {
                organisation,
                passwordless,
                ..
            } => form(organisation, passwordless).into_any(),
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

fn form(organisation: OrganisationView, passwordless: Passwordless) -> impl IntoView {
    let language = words::language();
    let OrganisationView { slug, name, .. } = organisation.clone();
    let forgotten = format!("/o/{slug}/forgot-password");
    let by_passkey = (passwordless == Passwordless::On).then(|| by_passkey(slug.clone()));
    let help = format!("/sign-in/help?organisation={slug}");
    // Whoever comes back from a mistake has the address already, and types the password next.
    let again = wire::flash().typed.contains_key(Field::Email.id());
    view! {
        <Page title=front::sign_in_title(language, &name) organisation=organisation>
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
            {by_passkey}
            {known_passkeys::unknown()}
            <p>
                <a href=forgotten>{front::forgotten_password(language)}</a>
            </p>
            <p>
                <a href=help>{front::trouble_signing_in(language)}</a>
            </p>
        </Page>
    }
}

/// A form of its own: it needs neither address nor password. The browser may offer the same at the address field.
fn by_passkey(slug: String) -> impl IntoView {
    let language = words::language();
    let with = vec![("organisation", slug.clone())];
    view! {
        <Form action=SignInWithPasskey::PATH>
            <input type="hidden" name="organisation" value=slug />
            <input type="hidden" name="then" value=then() />
            <AskPasskey
                ceremony=Ceremony::Discover
                start=StartPasskeySignIn::PATH
                with
                label=passkey::sign_in_button(language)
                class="button"
            />
        </Form>
    }
}
