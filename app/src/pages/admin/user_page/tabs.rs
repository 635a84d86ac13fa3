//! What stands on every tab of a user's page: the address, and the way to the other tabs.

use identity::{place::Place, view::user_tabs::UserHead};
use leptos::prelude::*;

use super::super::parts::{ConsolePage, Tab};
use crate::{
    paths::path,
    words::{self, console},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserTab {
    Summary,
    Methods,
    Sessions,
    Activity,
}

#[component]
pub fn UserFrame(head: UserHead, tab: UserTab, children: Children) -> impl IntoView {
    let language = words::language();
    let id = head.id;
    let tabs = [
        (
            UserTab::Summary,
            Place::User(id),
            console::user_tab_summary(language),
        ),
        (
            UserTab::Methods,
            Place::UserMethods(id),
            console::user_tab_methods(language),
        ),
        (
            UserTab::Sessions,
            Place::UserSessions(id),
            console::user_tab_sessions(language),
        ),
        (
            UserTab::Activity,
            Place::UserActivity(id),
            console::user_tab_activity(language),
        ),
    ];
    let title = match tab {
        UserTab::Summary => head.name.clone(),
        UserTab::Methods | UserTab::Sessions | UserTab::Activity => {
            let label = tabs.iter().find(|(one, ..)| *one == tab);
            let label = label.map_or("", |(.., label)| *label);
            console::user_tab_title(language, &head.name, label)
        }
    };
    let links = tabs.into_iter().map(|(one, place, label)| {
        view! {
            <a href=path(&place) aria-current=(one == tab).then_some("page")>
                {label}
            </a>
        }
    });
    let links = links.collect_view();
    view! {
        <ConsolePage title me=head.me tab=Tab::Users>
            <p class="quiet">{head.email}</p>
            <nav class="tabs" aria-label=console::user_tabs(language, &head.name)>
                {links}
            </nav>
            {children()}
            <p>
                <a href=path(&Place::Users)>{console::user_back(language)}</a>
            </p>
        </ConsolePage>
    }
}
