//! `/forgot-password` and `/o/<slug>/forgot-password`: asks for the address, and says the same to everybody.

use identity::{
    mail_desk::ForgotForm,
    notice::Notice,
    refusal::Field,
    view::{forgot::ForgotView, front::OrganisationView},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::which_organisation;
use crate::{
    components::{Button, Form, Page, TextField},
    pages::show,
    paths,
    wire::{self, Followed, desk, follow, visitor},
    words::{self, forgot, front},
};

#[server(prefix = "/do", endpoint = "forgot-password", input = crate::wire::Form)]
pub async fn ask_password_link(organisation: String, #[server(default)] email: String) -> Followed {
    let form = ForgotForm {
        organisation,
        email,
    };
    follow(desk().ask_password_link(&visitor(), form).await)
}

#[component]
pub fn ForgotPage() -> impl IntoView {
    let slug: Option<String> = paths::part("slug");
    show(
        |desk, visitor| async move { desk.forgot_page(&visitor, slug).await },
        |view| match view {
            ForgotView::WhichOrganisation => {
                which_organisation::page(paths::FORGOT_PASSWORD.to_owned()).into_any()
            }
            ForgotView::Form { organisation } => {
                if wire::flash().notice == Some(Notice::LinkAsked) {
                    asked(organisation).into_any()
                } else {
                    form(organisation).into_any()
                }
            }
        },
    )
}

fn form(organisation: OrganisationView) -> impl IntoView {
    let language = words::language();
    let OrganisationView { slug, name, .. } = organisation.clone();
    let back = format!("/o/{slug}/sign-in");
    view! {
        <Page title=forgot::title(language) organisation=organisation>
            <p>{forgot::intro(language, name)}</p>
            <Form action=AskPasswordLink::PATH>
                <input type="hidden" name="organisation" value=slug />
                <TextField
                    field=Field::Email
                    label=front::email(language)
                    hint=forgot::email_hint(language)
                    kind="email"
                    autocomplete="username"
                    autofocus=true
                />
                <Button>{forgot::submit(language)}</Button>
            </Form>
            <p class="quiet">{forgot::second_step(language)}</p>
            <p>
                <a href=back>{front::back_to_sign_in(language)}</a>
            </p>
        </Page>
    }
}

/// Whether the address is known stands nowhere on this page.
fn asked(organisation: OrganisationView) -> impl IntoView {
    let language = words::language();
    let slug = organisation.slug.clone();
    let email = wire::flash()
        .typed
        .remove(Field::Email.id())
        .unwrap_or_default();
    let again = format!("/o/{slug}/forgot-password");
    let help = format!("/sign-in/help?organisation={slug}");
    let back = format!("/o/{slug}/sign-in");
    view! {
        <Page title=forgot::asked_title(language) organisation=organisation>
            <p>{forgot::asked_text(language, email)}</p>
            <h2>{forgot::asked_nothing(language)}</h2>
            <ul>
                <li>{forgot::asked_spam(language)}</li>
                <li>{forgot::asked_other(language)} " " <a href=again>{forgot::asked_again(language)}</a></li>
                <li>{forgot::asked_help(language)} " " <a href=help>{front::help_title(language)}</a></li>
            </ul>
            <p>
                <a href=back>{front::back_to_sign_in(language)}</a>
            </p>
        </Page>
    }
}
