//! `/setup`: the first organisation and its first admin, by the link that the server printed.

use identity::{
    front_desk::SetUpForm, policy::Requirement, refusal::Field, secret::Secret, time::Timestamp,
    view::front::SetUpView,
};
use leptos::{prelude::*, server_fn::ServerFn};
use serde::{Deserialize, Serialize};

use crate::{
    components::{Button, Form, Page, PasswordField, TextField},
    pages::show,
    paths,
    wire::{self, Followed, desk, follow, visitor},
    words::{self, front, when},
};

/// The fields of the form.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Fields {
    link: Secret,
    organisation_name: String,
    slug: String,
    name: String,
    email: String,
    password: Secret,
}

#[server(prefix = "/do", endpoint = "set-up", input = crate::wire::Form)]
pub async fn set_up(#[server(flatten)] fields: Fields) -> Followed {
    follow(desk().set_up(&visitor(), fields.into()).await)
}

impl From<Fields> for SetUpForm {
    fn from(fields: Fields) -> Self {
        Self {
            link: fields.link,
            organisation_name: fields.organisation_name,
            slug: fields.slug,
            name: fields.name,
            email: fields.email,
            password: fields.password,
        }
    }
}

#[component]
pub fn SetUpPage() -> impl IntoView {
    let link = paths::query("link");
    let claimed = (!link.is_empty()).then(|| Secret::new(link.clone()));
    show(
        |desk, visitor| async move { desk.set_up_page(&visitor, claimed).await },
        move |view| match view {
            SetUpView::Open { until } => open(link, until).into_any(),
            SetUpView::NeedsLink => needs_link().into_any(),
        },
    )
}

fn open(link: String, until: Timestamp) -> impl IntoView {
    let language = words::language();
    let least = identity::password::least_length(Requirement::Required);
    view! {
        <Page title=front::set_up_title(language)>
            <p>{front::set_up_intro(language)}</p>
            <Form action=SetUp::PATH>
                <input type="hidden" name="link" value=link />
                <h2>{front::set_up_organisation(language)}</h2>
                <TextField
                    field=Field::OrganisationName
                    label=front::organisation_name(language)
                    autocomplete="organization"
                    autofocus=true
                />
                <TextField field=Field::Slug label=front::slug(language) hint=front::slug_hint(language) />
                <h2>{front::set_up_you(language)}</h2>
                <TextField field=Field::Name label=front::your_name(language) autocomplete="name" />
                <TextField field=Field::Email label=front::email(language) kind="email" autocomplete="username" />
                <PasswordField
                    field=Field::Password
                    label=front::password(language)
                    hint=front::password_hint(language, least)
                    autocomplete="new-password"
                />
                <p class="quiet">{front::set_up_next(language)}</p>
                <Button>{front::set_up_submit(language)}</Button>
            </Form>
            <p class="quiet">{front::set_up_until(language, when::left(language, until, wire::visitor().arrived))}</p>
        </Page>
    }
}

fn needs_link() -> impl IntoView {
    let language = words::language();
    view! {
        <Page title=front::set_up_needs_title(language)>
            <p>{front::set_up_needs_text(language)}</p>
            <pre>"latchkey setup-link"</pre>
        </Page>
    }
}
