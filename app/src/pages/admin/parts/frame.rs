//! The frame of every page of the console: the page, and the way to its areas.

use identity::{
    place::Place,
    role::{Act, may},
    view::account::Me,
};
use leptos::prelude::*;

use super::customers::selector;
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
    Requests,
    Policies,
    Audit,
    Credentials,
    Webhooks,
    HardwareTokens,
    Settings,
    Customers,
}

#[component]
pub fn ConsolePage(
    #[prop(into)] title: String,
    me: Me,
    tab: Tab,
    /// For tables and rows of cards; everything else is one column.
    #[prop(optional)]
    wide: bool,
    children: Children,
) -> impl IntoView {
    let language = words::language();
    let opens = |act: Act| me.role.is_some_and(|role| may(role, act, None));
    // What belongs to one organisation is not offered to several.
    let in_one = me.is_in_one();
    let (credentials, webhooks, settings) = (
        in_one && opens(Act::ManageCredentials),
        in_one && opens(Act::ManageWebhooks),
        in_one && opens(Act::EditSettings),
    );
    let customers = opens(Act::ManageCustomers);
    let tabs = [
        (Tab::Users, Place::Users, console::users_title(language)),
        (Tab::Methods, Place::Methods, bulk::methods_title(language)),
        (
            Tab::HardwareTokens,
            Place::HardwareTokens,
            words::hardware_tokens::title(language),
        ),
        (
            Tab::Requests,
            Place::Requests,
            words::requests::title(language),
        ),
        (
            Tab::Policies,
            Place::Policies,
            console::policies_title(language),
        ),
        (Tab::Audit, Place::Audit, audit::title(language)),
        (
            Tab::Credentials,
            Place::Credentials,
            words::credentials::tab(language),
        ),
        (
            Tab::Webhooks,
            Place::Webhooks,
            words::webhooks::title(language),
        ),
        (
            Tab::Settings,
            Place::Settings,
            words::settings::tab(language),
        ),
        (
            Tab::Customers,
            Place::Customers,
            words::customers::title(language),
        ),
    ];
    let area = tabs
        .iter()
        .find(|(of, ..)| *of == tab)
        .map_or(Place::Users, |(_, place, _)| place.clone());
    let chooser = me
        .customers
        .clone()
        .filter(|_| tab != Tab::Customers)
        .map(|customers| selector(*customers, &area));
    // Whoever may not open it need not see it.
    let links = tabs
        .into_iter()
        .filter(|(one, ..)| match one {
            Tab::Credentials => credentials,
            Tab::Webhooks => webhooks,
            Tab::Settings => settings,
            Tab::Customers => customers,
            Tab::HardwareTokens | Tab::Policies => in_one,
            Tab::Users | Tab::Methods | Tab::Requests | Tab::Audit => true,
        })
        .map(|(one, place, label)| {
            view! {
                <a href=path(&place) aria-current=(one == tab).then_some("true")>
                    {label}
                </a>
            }
        })
        .collect_view();
    let content = if wide {
        children().into_any()
    } else {
        view! { <div class="column">{children()}</div> }.into_any()
    };
    // The frame is as wide on every page, so that the areas stand where they stood.
    view! {
        <Page title me wide=true>
            <nav class="tabs" aria-label=common::console(language)>
                {links}
            </nav>
            {chooser}
            {content}
        </Page>
    }
}
