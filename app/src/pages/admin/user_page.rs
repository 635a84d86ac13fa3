//! `/admin/users/<id>`: how a user stands, what can be done, and what happened.

use identity::{
    api::device::is_listed,
    factor::{Factor, FactorKind},
    ids::UserId,
    loss::can_be_restored,
    place::Place,
    turn::Away,
    view::users::UserView,
};
use leptos::prelude::*;

use super::{
    link::link,
    parts::{ConsolePage, EventLine, Tab},
};
use crate::{
    components::FactorCard,
    pages::show_console,
    paths::{bare, part, path},
    wire,
    words::{self, console, operation, when},
};

mod account;
mod gone;
mod groups;
mod operations;
mod reset;
mod role;
mod summary;
mod tell;

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
    let language = words::language();
    let tell = tell::section(&view);
    view! {
        <ConsolePage title=view.name.clone() me=view.me.clone() tab=Tab::Users>
            {tell}
            {request(&view)}
            {summary::list(&view)}
            {view.may.edit.then(|| edit(view.id))}
            {reset::section(&view)}
            {operations::section(&view)}
            <section>
                <h2>{console::user_steps(language)}</h2>
                {if view.factors.is_empty() {
                    view! { <p>{console::user_steps_empty(language, &view.name)}</p> }.into_any()
                } else {
                    view.factors.iter().map(|factor| card(factor, &view)).collect_view().into_any()
                }}
            </section>
            {groups::section(&view)}
            {role::section(&view)}
            {account::section(&view)}
            {gone::section(&view)}
            {story(&view)}
            <p>
                <a href=path(&Place::Users)>{console::user_back(language)}</a>
            </p>
        </ConsolePage>
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

/// A factor, and the ways to remove it and to the token that it is.
fn card(factor: &Factor, view: &UserView) -> AnyView {
    let factor = factor.clone();
    let language = words::language();
    let token = (factor.kind == FactorKind::HardwareToken).then(|| {
        let found = link(
            &bare(&Place::HardwareTokens),
            &[("search", view.email.as_str())],
        );
        view! { <a href=found>{words::hardware_tokens::look(language)}</a> }
    });
    if !view.may.reset || !is_listed(&factor) {
        return match token {
            Some(token) => view! { <FactorCard factor>{token}</FactorCard> }.into_any(),
            None => view! { <FactorCard factor /> }.into_any(),
        };
    }
    let way = path(&Place::TakeFactor(factor.id));
    let label = operation::take_factor_button(language, factor.name.as_str());
    let lift = can_be_restored(&factor).then(|| {
        let label = operation::lift_title(language, factor.name.as_str(), &view.name);
        view! {
            <a href=path(&Place::LiftReport(factor.id)) aria-label=label>
                {operation::lift(language)}
            </a>
        }
    });
    view! {
        <FactorCard factor>
            <a href=way aria-label=label>
                {operation::take_factor(language)}
            </a>
            {lift}
            {token}
        </FactorCard>
    }
    .into_any()
}

/// The newest events; a reset, the sign-in that met the enrolment and the new factor stand here as one story.
fn story(view: &UserView) -> impl IntoView + use<> {
    let language = words::language();
    let all = format!("/admin/audit?user={}", view.id);
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
                <a href=all>{console::user_story_all(language, &view.name)}</a>
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
