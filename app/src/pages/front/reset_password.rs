//! `/reset-password`: a new password, by the link of a mail.

use axum::http::StatusCode;
use identity::{
    mail_desk::ResetPasswordForm, place::Place, refusal::Field, secret::Secret,
    view::forgot::ResetPasswordView,
};
use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    components::{Button, Form, Page, PasswordField},
    pages::show_by_link,
    paths,
    wire::{self, Followed, desk, follow, visitor},
    words::{self, forgot, front, when},
};

#[server(prefix = "/do", endpoint = "reset-password", input = crate::wire::Form)]
pub async fn reset_password(
    #[server(default)] link: Secret,
    #[server(default)] new_password: Secret,
) -> Followed {
    let form = ResetPasswordForm {
        link,
        new: new_password,
    };
    follow(desk().reset_password(&visitor(), form).await)
}

#[component]
pub fn ResetPasswordPage() -> impl IntoView {
    show_by_link(
        Place::ResetPassword,
        |desk, visitor, link| async move { desk.reset_password_page(&visitor, link).await },
        page,
    )
}

fn page(link: Secret, view: ResetPasswordView) -> impl IntoView {
    let language = words::language();
    let ResetPasswordView::Open {
        organisation,
        email,
        least_password,
        until,
    } = view
    else {
        return gone().into_any();
    };
    let left = when::left(language, until, wire::visitor().arrived);
    view! {
        <Page title=forgot::reset_title(language) organisation=organisation.clone()>
            <p>{forgot::reset_intro(language, &email, organisation.name)}</p>
            <Form action=ResetPassword::PATH>
                <input type="hidden" name="link" value=link.reveal().to_owned() />
                // For the password manager: the name under which the new password is kept. It is not sent.
                <input type="text" class="unseen" value=email autocomplete="username" readonly tabindex="-1" aria-hidden="true" />
                <PasswordField
                    field=Field::NewPassword
                    label=front::new_password(language)
                    hint=front::password_hint(language, least_password)
                    autocomplete="new-password"
                    autofocus=true
                />
                <p class="quiet">{forgot::reset_after(language)}</p>
                <Button>{forgot::reset_submit(language)}</Button>
            </Form>
            <p class="quiet">{forgot::reset_until(language, left)}</p>
        </Page>
    }
    .into_any()
}

fn gone() -> impl IntoView {
    let language = words::language();
    wire::respond().set_status(StatusCode::GONE);
    view! {
        <Page title=forgot::gone_title(language)>
            <p>{forgot::gone_text(language)}</p>
            <p>
                <a class="button primary" href=paths::FORGOT_PASSWORD>
                    {forgot::gone_again(language)}
                </a>
            </p>
            <p>
                <a href="/sign-in">{front::back_to_sign_in(language)}</a>
            </p>
        </Page>
    }
}
