//! `/admin/users/<id>/sessions`: where a user is signed in, and the way to end it.

use identity::{
    ids::UserId, operation::Operation, place::Place, turn::Away, view::user_tabs::UserSessionsView,
};
use leptos::prelude::*;

use super::{
    super::operation_page::title,
    tabs::{UserFrame, UserTab},
};
use crate::{
    components::SessionCard,
    pages::show_console,
    paths::{part, path},
    words::{self, console},
};

#[component]
pub fn UserSessionsPage() -> impl IntoView {
    let user = part::<UserId>("user");
    show_console(
        move |console, visitor| async move {
            console
                .user_sessions_page(&visitor, user.ok_or(Away::NotFound)?)
                .await
        },
        page,
    )
}

fn page(view: UserSessionsView) -> impl IntoView {
    let language = words::language();
    let head = view.head;
    let what = Operation::RevokeSessions;
    let end = head.may.operations.contains(&what).then(|| {
        view! {
            <p>
                <a class="button danger" href=path(&Place::Operate(what, head.id))>
                    {title(language, what)}
                </a>
            </p>
        }
    });
    let cards = if view.sessions.is_empty() {
        view! { <p>{console::user_sessions_none(language, &head.name)}</p> }.into_any()
    } else {
        let cards = view.sessions.into_iter();
        let cards = cards.map(|line| view! { <SessionCard line /> });
        cards.collect_view().into_any()
    };
    view! {
        <UserFrame head tab=UserTab::Sessions>
            <section>
                <h2>{console::user_sessions(language)}</h2>
                {cards}
                {end}
            </section>
        </UserFrame>
    }
}
