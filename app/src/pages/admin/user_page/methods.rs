//! `/admin/users/<id>/methods`: the second steps of a user, what can be done about each, and the reset of them all.

use identity::{
    api::device::is_listed,
    factor::{Factor, FactorKind},
    ids::UserId,
    loss::can_be_restored,
    place::Place,
    turn::Away,
    view::user_tabs::{UserHead, UserMethodsView},
};
use leptos::prelude::*;

use super::{
    super::{link::link, parts::Fact},
    reset,
    tabs::{UserFrame, UserTab},
};
use crate::{
    components::{FactorCard, When},
    pages::show_console,
    paths::{bare, part, path},
    words::{self, account, console, operation},
};

#[component]
pub fn UserMethodsPage() -> impl IntoView {
    let user = part::<UserId>("user");
    show_console(
        move |console, visitor| async move {
            console
                .user_methods_page(&visitor, user.ok_or(Away::NotFound)?)
                .await
        },
        page,
    )
}

fn page(view: UserMethodsView) -> impl IntoView {
    let language = words::language();
    let head = view.head;
    let cards = if view.factors.is_empty() {
        view! { <p>{console::user_steps_empty(language, &head.name)}</p> }.into_any()
    } else {
        let cards = view.factors.iter().map(|factor| card(factor, &head));
        cards.collect_view().into_any()
    };
    let reset = reset::section(&head);
    let codes = view.codes;
    let made = codes
        .made_at
        .map(|at| view! { " · " {account::codes_made(language)} " " <When at /> });
    // Whoever is asked to use one first must have them.
    let unsaved = (codes.unsaved && codes.left > 0).then(|| {
        view! { <p class="warning">{console::user_codes_unsaved(language, &head.name)}</p> }
    });
    view! {
        <UserFrame head tab=UserTab::Methods>
            <section>
                <h2>{console::user_steps(language)}</h2>
                {cards}
                <dl class="facts">
                    <Fact name=console::user_codes(language)>{codes.left} {made}</Fact>
                </dl>
                {unsaved}
            </section>
            {reset}
        </UserFrame>
    }
}

/// A factor, and the ways to remove it and to the token that it is.
fn card(factor: &Factor, head: &UserHead) -> AnyView {
    let factor = factor.clone();
    let language = words::language();
    let token = (factor.kind == FactorKind::HardwareToken).then(|| {
        let found = link(
            &bare(&Place::HardwareTokens),
            &[("search", head.email.as_str())],
        );
        view! { <a href=found>{words::hardware_tokens::look(language)}</a> }
    });
    if !head.may.reset || !is_listed(&factor) {
        return match token {
            Some(token) => view! { <FactorCard factor>{token}</FactorCard> }.into_any(),
            None => view! { <FactorCard factor /> }.into_any(),
        };
    }
    let way = path(&Place::TakeFactor(factor.id));
    let label = operation::take_factor_button(language, factor.name.as_str());
    let lift = can_be_restored(&factor).then(|| {
        let label = operation::lift_title(language, factor.name.as_str(), &head.name);
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
