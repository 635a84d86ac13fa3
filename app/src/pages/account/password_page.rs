//! `/account/password`.

use identity::{
    front_desk::PasswordForm, refusal::Field, secret::Secret, view::account::PasswordView,
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::guarded::{Back, guarded};
use crate::{
    components::{Button, Form, Page, PasswordField},
    pages::show,
    wire::{Followed, desk, follow, visitor},
    words::{self, account, front},
};

#[server(prefix = "/do", endpoint = "change-password", input = crate::wire::Form)]
pub async fn change_password(
    #[server(default)] current_password: Secret,
    #[server(default)] new_password: Secret,
) -> Followed {
    follow(
        desk()
            .change_password(
                &visitor(),
                PasswordForm {
                    current: current_password,
                    new: new_password,
                },
            )
            .await,
    )
}

#[component]
pub fn PasswordPage() -> impl IntoView {
    let title = account::password_title(words::language());
    show(
        |desk, visitor| async move { desk.password_page(&visitor).await },
        move |due| guarded(due, title, page),
    )
}

fn page(view: PasswordView) -> impl IntoView {
    let language = words::language();
    view! {
        <Page title=account::password_title(language) me=view.me.clone()>
            <p>{account::password_lead(language)}</p>
            <Form action=ChangePassword::PATH>
                // For the password manager, so that it changes the right entry.
                <input type="text" class="unseen" value=view.me.email autocomplete="username" readonly tabindex="-1" aria-hidden="true" />
                <PasswordField field=Field::CurrentPassword label=account::password_current(language) autofocus=true />
                <PasswordField
                    field=Field::NewPassword
                    label=front::new_password(language)
                    hint=front::password_hint(language, view.least)
                    autocomplete="new-password"
                />
                <Button>{account::password_button(language)}</Button>
            </Form>
            <Back />
        </Page>
    }
}
