//! `/welcome`: an invitation is accepted with a name and a password.

use identity::{front_desk::WelcomeForm, refusal::Field, secret::Secret, view::front::WelcomeView};
use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    components::{Button, Form, Page, PasswordField, TextField, WayOut},
    pages::show,
    paths,
    wire::{self, Followed, desk, follow, visitor},
    words::{self, front, when},
};

#[server(prefix = "/do", endpoint = "accept-invitation", input = crate::wire::Form)]
pub async fn accept_invitation(link: Secret, name: String, password: Secret) -> Followed {
    follow(
        desk()
            .accept_invitation(
                &visitor(),
                WelcomeForm {
                    link,
                    name,
                    password,
                },
            )
            .await,
    )
}

#[component]
pub fn WelcomePage() -> impl IntoView {
    let link = paths::query("link");
    let claimed = Secret::new(link.clone());
    show(
        |desk, visitor| async move { desk.welcome_page(&visitor, claimed).await },
        move |view| page(link, view),
    )
}

fn page(link: String, view: WelcomeView) -> impl IntoView {
    let language = words::language();
    let WelcomeView::Open {
        organisation,
        name,
        email,
        least_password,
        until,
    } = view
    else {
        return view! {
            <Page title=front::welcome_gone_title(language)>
                <p>{front::welcome_gone_text(language)}</p>
                <WayOut />
            </Page>
        }
        .into_any();
    };
    let left = when::left(language, until, wire::visitor().arrived);
    view! {
        <Page title=front::welcome_title(language, &organisation.name) organisation=organisation>
            <p>{front::welcome_intro(language, &email)}</p>
            <Form action=AcceptInvitation::PATH>
                <input type="hidden" name="link" value=link />
                // For the password manager: the name under which the new password is kept. It has no name, and is not sent.
                <input type="email" value=email autocomplete="username" hidden />
                <TextField field=Field::Name label=front::your_name(language) value=name autocomplete="name" autofocus=true />
                <PasswordField
                    field=Field::Password
                    label=front::password(language)
                    hint=front::password_hint(language, least_password)
                    autocomplete="new-password"
                />
                <Button>{front::welcome_submit(language)}</Button>
            </Form>
            <p class="quiet">{front::welcome_until(language, left)}</p>
        </Page>
    }
    .into_any()
}
