//! The pages, and what they have in common: ask the desk, then show the view, or the reason why not.

use std::sync::Arc;

use identity::{
    console::Console,
    front_desk::FrontDesk,
    place::Place,
    secret::Secret,
    turn::{Away, Shown, Turn},
    visitor::Visitor,
};
use leptos::prelude::*;

use crate::{paths, way_back, wire};

pub mod account;
pub mod admin;
pub mod enrol;
pub mod front;
pub mod language;
pub mod not_allowed;
pub mod not_found;
pub mod prove;
pub mod strength;
pub mod unavailable;

/// A page of the front desk: `show(|desk, visitor| async move { desk.account_page(&visitor).await }, page)`.
pub fn show<T, Asked, V>(
    ask: impl FnOnce(Arc<dyn FrontDesk>, Visitor) -> Asked,
    page: impl FnOnce(T) -> V + Send + 'static,
) -> impl IntoView
where
    T: 'static,
    Asked: Future<Output = Shown<T>> + Send + 'static,
    V: IntoView + 'static,
{
    when_asked(ask(wire::desk(), wire::visitor()), page)
}

/// The same for a page of the console.
pub fn show_console<T, Asked, V>(
    ask: impl FnOnce(Arc<dyn Console>, Visitor) -> Asked,
    page: impl FnOnce(T) -> V + Send + 'static,
) -> impl IntoView
where
    T: 'static,
    Asked: Future<Output = Shown<T>> + Send + 'static,
    V: IntoView + 'static,
{
    when_asked(ask(wire::console(), wire::visitor()), page)
}

/// The same for a page that a mailed link opens. The token leaves the address at once, by a redirect, and travels sealed; so it
/// is in no history and no referrer (case C-10). Until its button is pressed, nothing is spent.
pub fn show_by_link<T, Asked, V>(
    here: Place,
    ask: impl FnOnce(Arc<dyn FrontDesk>, Visitor, Option<Secret>) -> Asked,
    page: impl FnOnce(Secret, T) -> V + Send + 'static,
) -> AnyView
where
    T: 'static,
    Asked: Future<Output = Shown<T>> + Send + 'static,
    V: IntoView + 'static,
{
    let arrived = paths::query("link");
    if !arrived.is_empty() {
        let turn = Turn::to(here).holding(&Secret::from(arrived));
        return instead(turn.into());
    }
    let link = wire::flash().link;
    let held = link.clone().unwrap_or_default();
    when_asked(ask(wire::desk(), wire::visitor(), link), move |view| {
        page(held, view)
    })
    .into_any()
}

fn when_asked<T, V>(
    asked: impl Future<Output = Shown<T>> + Send + 'static,
    page: impl FnOnce(T) -> V + Send + 'static,
) -> impl IntoView
where
    T: 'static,
    V: IntoView + 'static,
{
    Suspend::new(async move {
        match asked.await {
            Ok(view) => page(view).into_any(),
            Err(away) => instead(away),
        }
    })
}

fn instead(away: Away) -> AnyView {
    match away {
        Away::Go(turn) => {
            wire::go(&way_back::leading(*turn, &wire::here()));
            ().into_any()
        }
        Away::NotFound => not_found::page().into_any(),
        Away::NotAllowed => not_allowed::page().into_any(),
        Away::Trouble(trouble) => unavailable::page(trouble).into_any(),
    }
}
