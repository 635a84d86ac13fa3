//! `/account/factors/<id>/remove`: what the policy lets its owner do, and what it costs.

use identity::{
    front_desk::Insist, ids::FactorId, removal::RemovalVerdict, turn::Away,
    view::account::RemoveView,
};
use leptos::prelude::*;

use super::guarded::guarded;
use crate::{
    pages::show,
    paths::part,
    wire::{Followed, desk, follow, visitor},
    words::{self, account},
};

mod admins_only;
mod allowed;
mod last_one;

/// `insist` is `yes` on the page that says what insisting costs.
#[server(prefix = "/do", endpoint = "remove-factor", input = crate::wire::Form)]
pub async fn remove_factor(factor: FactorId, #[server(default)] insist: String) -> Followed {
    let insist = if insist == "yes" {
        Insist::Yes
    } else {
        Insist::No
    };
    follow(desk().remove_factor(&visitor(), factor, insist).await)
}

#[component]
pub fn RemovePage() -> impl IntoView {
    let factor = part::<FactorId>("factor");
    let title = account::remove_due(words::language());
    show(
        move |desk, visitor| async move {
            desk.remove_page(&visitor, factor.ok_or(Away::NotFound)?)
                .await
        },
        move |due| guarded(due, title, page),
    )
}

fn page(view: RemoveView) -> AnyView {
    match view.verdict {
        RemovalVerdict::AdminsOnly => admins_only::page(view).into_any(),
        RemovalVerdict::Allowed => allowed::page(&view).into_any(),
        RemovalVerdict::LastOne => last_one::page(&view).into_any(),
    }
}
