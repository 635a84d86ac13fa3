//! The frame of every page of the console: the page, and the way to its areas.

use identity::{place::Place, view::account::Me};
use leptos::prelude::*;

use crate::{
    components::Page,
    paths::path,
    words::{self, audit, bulk, common, console},
};

/// The area that a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    Users,
    Methods,
    Policies,
    Audit,
}

#[component]
pub fn ConsolePage(
    #[prop(into)] title: String,
    me: Me,
    tab: Tab,
    #[prop(optional)] wide: bool,
    children: Children,
) -> impl IntoView {
    let language = words::language();
    let tabs = [
        (Tab::Users, Place::Users, console::users_title(language)),
        (Tab::Methods, Place::Methods, bulk::methods_title(language)),
        (
            Tab::Policies,
            Place::Policies,
            console::policies_title(language),
        ),
        (Tab::Audit, Place::Audit, audit::title(language)),
    ];
    let links = tabs.map(|(one, place, label)| {
        view! {
            <a href=path(&place) aria-current=(one == tab).then_some("true")>
                {label}
            </a>
        }
    });
    view! {
        <Page title me wide>
            <nav class="tabs" aria-label=common::console(language)>
                {links.into_iter().collect_view()}
            </nav>
            {children()}
        </Page>
    }
}
