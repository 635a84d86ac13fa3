//! What the account should be gently reminded of.

use identity::{
    place::Place,
    request::Asked,
    view::account::{AccountView, Nudge},
};
use leptos::prelude::*;

use crate::{
    paths::path,
    wire,
    words::{self, account, front, when},
};

pub fn banners(view: &AccountView) -> impl IntoView + use<> {
    let language = words::language();
    let organisation = view.me.organisation.name.clone();
    let grace = view.grace_until.map(|at| {
        view! {
            <p class="banner">
                {account::grace(language, organisation, when::left(language, at, wire::visitor().arrived))}
            </p>
        }
    });
    let unsaved = view.codes.unsaved.then(|| {
        view! {
            <p class="banner">
                {account::codes_unsaved(language)} " "
                <a href=path(&Place::BackupCodes)>{account::codes_unsaved_link(language)}</a>
            </p>
        }
    });
    let waits = match view.asked {
        Asked::Waits(at) => Some(at),
        Asked::Nothing | Asked::Declined { .. } => None,
    };
    let nudge = match view.nudge {
        // The grace says it already.
        Nudge::AddFirst if view.grace_until.is_some() => None,
        Nudge::None => None,
        Nudge::AddFirst => Some(account::nudge_first(language)),
        Nudge::AddSecond => Some(account::nudge_second(language)),
    };
    view! {
        {grace}
        {unsaved}
        {nudge.map(|sentence| view! { <p class="banner">{sentence}</p> })}
        {waits.map(|at| view! { <p class="banner">{front::asked(language, when::relative(language, at, wire::visitor().arrived))}</p> })}
    }
}
