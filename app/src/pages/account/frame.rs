//! The frame of the account's areas: the page, and the way to the others.

use identity::{place::Place, view::account::Me};
use leptos::prelude::*;

use crate::{
    components::Page,
    paths::path,
    words::{self, account},
};

/// The area that a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    SignIn,
    Sessions,
    Activity,
    Profile,
}

#[component]
pub fn AccountFrame(
    #[prop(into)] title: String,
    me: Me,
    area: Area,
    children: Children,
) -> impl IntoView {
    let language = words::language();
    let areas = [
        (Area::SignIn, Place::Account, account::tab_sign_in(language)),
        (
            Area::Sessions,
            Place::Sessions,
            account::tab_sessions(language),
        ),
        (
            Area::Activity,
            Place::Activity,
            account::tab_activity(language),
        ),
        (
            Area::Profile,
            Place::Profile,
            account::tab_profile(language),
        ),
    ];
    let links = areas.map(|(one, place, label)| {
        view! {
            <a href=path(&place) aria-current=(one == area).then_some("page")>
                {label}
            </a>
        }
    });
    view! {
        <Page title me>
            <nav class="tabs" aria-label=account::tabs(language)>
                {links.into_iter().collect_view()}
            </nav>
            {children()}
        </Page>
    }
}
