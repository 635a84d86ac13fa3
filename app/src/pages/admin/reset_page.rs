//! `/admin/users/<id>/reset`: Force MFA reset, in an order that lets it never be a reflex.

use identity::{
    console::ResetForm,
    ids::UserId,
    justification::Justification,
    place::Place,
    turn::Away,
    view::{prove::Due, reset::ResetView},
};
use leptos::prelude::*;

use super::parts::{ConsolePage, Tab, runbook};
use crate::{
    components::ProveForm,
    pages::show_console,
    paths::{part, path, query},
    wire::{Followed, console, follow, visitor},
    words::{self, console as said},
};

mod codes;
mod justify;
mod what;

#[server(prefix = "/do", endpoint = "reset-user", input = crate::wire::Form)]
pub async fn reset_user(
    user: UserId,
    #[server(default)] reason_kind: String,
    #[server(default)] reason: String,
    #[server(default)] verification: String,
    #[server(default)] digest: String,
) -> Followed {
    follow(
        console()
            .reset_user(
                &visitor(),
                ResetForm {
                    user,
                    justification: Justification {
                        reason_kind,
                        reason,
                        verification,
                    },
                    digest,
                },
            )
            .await,
    )
}

#[component]
pub fn ResetPage() -> impl IntoView {
    let user = part::<UserId>("user");
    show_console(
        move |console, visitor| async move {
            console
                .reset_page(&visitor, user.ok_or(Away::NotFound)?)
                .await
        },
        page,
    )
}

/// The proof, where one is due, comes before the form. It takes the focus only from whoever chose another way to give it:
/// what is above it is to be read first.
fn page(view: ResetView) -> impl IntoView {
    let language = words::language();
    let back = path(&Place::User(view.id));
    let (codes, what) = (codes::section(&view), what::section(&view));
    let runbook = runbook::section(&view.runbook);
    let rest = match view.gate {
        Due::Proof(proof) => view! {
            {justify::rule(&view.name)}
            {what}
            <ProveForm view=proof autofocus=!query("by").is_empty() />
        }
        .into_any(),
        Due::Ready(()) => justify::form(view.name.clone(), view.id, view.digest, what).into_any(),
    };
    view! {
        <ConsolePage title=said::reset_title(language, &view.name) me=view.me tab=Tab::Users>
            <p class="quiet">{view.email}</p>
            {codes}
            {runbook}
            {rest}
            <p>
                <a href=back>{said::reset_cancel(language)}</a>
            </p>
        </ConsolePage>
    }
}
