//! `/account/profile`: name and language; the addresses, which change behind a proof.

use identity::{
    language::Language, mail_desk::ProfileForm, place::Place, refusal::Field,
    view::profile::ProfileView,
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::frame::{AccountFrame, Area};
use crate::{
    components::{Button, Form, TextField},
    pages::show,
    paths::path,
    wire::{Followed, desk, follow, visitor},
    words::{self, common, profile},
};

#[server(prefix = "/do", endpoint = "save-profile", input = crate::wire::Form)]
pub async fn save_profile(#[server(default)] name: String, language: Language) -> Followed {
    let form = ProfileForm { name, language };
    follow(desk().save_profile(&visitor(), form).await)
}

#[component]
pub fn ProfilePage() -> impl IntoView {
    show(
        |desk, visitor| async move { desk.profile_page(&visitor).await },
        page,
    )
}

fn page(view: ProfileView) -> impl IntoView {
    let language = words::language();
    let ProfileView {
        me,
        language: chosen,
        others,
    } = view;
    let (name, email) = (me.name.clone(), me.email.clone());
    let others: Vec<_> = others
        .into_iter()
        .map(|other| {
            let how = match other.verified_at {
                Some(_) => profile::confirmed(language),
                None => profile::waiting(language),
            };
            view! { <li>{other.email} <p class="quiet">{how}</p></li> }
        })
        .collect();
    view! {
        <AccountFrame title=profile::title(language) me area=Area::Profile>
            <Form action=SaveProfile::PATH>
                <TextField
                    field=Field::Name
                    label=profile::name(language)
                    hint=profile::name_hint(language)
                    value=name
                    autocomplete="name"
                />
                <LanguageChoice chosen />
                <Button>{profile::submit(language)}</Button>
            </Form>
            <section>
                <h2>{profile::addresses(language)}</h2>
                <p>{profile::addresses_lead(language)}</p>
                <ul>
                    <li>{email} <p class="quiet">{profile::first(language)}</p></li>
                    {others}
                </ul>
                <p>
                    <a href=path(&Place::Addresses)>{profile::change(language)}</a>
                </p>
            </section>
        </AccountFrame>
    }
}

/// The languages under their own names.
#[component]
fn LanguageChoice(chosen: Language) -> impl IntoView {
    let language = words::language();
    let options: Vec<_> = Language::ALL
        .into_iter()
        .map(|one| {
            view! {
                <option value=one.tag() lang=one.tag() selected=one == chosen>
                    {common::language_name(one)}
                </option>
            }
        })
        .collect();
    view! {
        <div class="field">
            <label for="language">{profile::language(language)}</label>
            <select id="language" name="language">
                {options}
            </select>
        </div>
    }
}
