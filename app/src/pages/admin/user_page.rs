//! `/admin/users/<id>`: how a user stands, what can be done, and what happened last; the other tabs are files of their own.

use identity::{ids::UserId, place::Place, turn::Away, view::users::UserView};
use leptos::prelude::*;

use super::parts::EventLine;
use crate::{
    pages::show_console,
    paths::{part, path},
    wire,
    words::{self, console, when},
};

mod account;
mod activity;
mod gone;
mod groups;
mod methods;
mod operations;
mod reset;
mod role;
mod sessions;
mod summary;
mod tabs;
mod tell;

pub use activity::UserActivityPage;
pub use methods::UserMethodsPage;
pub use sessions::UserSessionsPage;
use tabs::{UserFrame, UserTab};

#[component]
pub fn UserPage() -> impl IntoView {
    let user = part::<UserId>("user");
    show_console(
        move |console, visitor| async move {
            console
                .user_page(&visitor, user.ok_or(Away::NotFound)?)
                .await
        },
        page,
    )
}

fn page(view: UserView) -> impl IntoView {
    let tell = tell::section(&view);
    let head = view.head();
    let reset = reset::section(&head);
    view! {
        <UserFrame head tab=UserTab::Summary>
            {tell}
            {request(&view)}
            {summary::list(&view)}
            {view.may.edit.then(|| edit(view.id))}
            {reset}
            {operations::section(&view)}
            {groups::section(&view)}
            {role::section(&view)}
            {account::section(&view)}
            {gone::section(&view)}
            {story(&view)}
        </UserFrame>
    }
}

/// The way to name, address and language.
fn edit(id: UserId) -> impl IntoView {
    view! {
        <p>
            <a href=path(&Place::EditUser(id))>{words::users::edit_link(words::language())}</a>
        </p>
    }
}

/// The way to the request for help that is open.
fn request(view: &UserView) -> impl IntoView + use<> {
    let language = words::language();
    let name = view.name.clone();
    view.request.map(|(id, at)| {
        let said = console::user_request(
            language,
            name,
            when::relative(language, at, wire::visitor().arrived),
        );
        view! {
            <p class="banner">
                {said} " " <a href=path(&Place::Request(id))>{console::user_request_link(language)}</a>
            </p>
        }
    })
}

/// The newest events; a reset, the sign-in that met the enrolment and the new factor stand here as one story.
fn story(view: &UserView) -> impl IntoView + use<> {
    let language = words::language();
    let all = path(&Place::UserActivity(view.id));
    let events = view
        .story
        .iter()
        .cloned()
        .map(|row| view! { <li><EventLine row /></li> })
        .collect_view();
    let list = if view.story.is_empty() {
        view! { <p>{console::user_story_empty(language)}</p> }.into_any()
    } else {
        view! {
            <ol class="story">{events}</ol>
            <p>
                <a href=all>{console::user_story_more(language)}</a>
            </p>
        }
        .into_any()
    };
    view! {
        <section>
            <h2>{console::user_story(language)}</h2>
            {list}
        </section>
    }
}
