//! `/admin/policies`: in their order, the default last, with what each demands and of how many.

use identity::{console::Move, ids::PolicyId, view::policies::PoliciesView};
use leptos::prelude::*;

use super::parts::{ConsolePage, ProveFirst, Tab};
use crate::{
    pages::show_console,
    wire::{Followed, console, follow, visitor},
    words::{self, console as said},
};

mod table;

/// `to` is `up` or `down`.
#[server(prefix = "/do", endpoint = "move-policy", input = crate::wire::Form)]
pub async fn move_policy(policy: PolicyId, #[server(default)] to: String) -> Followed {
    let to = if to == "up" { Move::Up } else { Move::Down };
    follow(console().move_policy(&visitor(), policy, to).await)
}

#[component]
pub fn PoliciesPage() -> impl IntoView {
    show_console(
        |console, visitor| async move { console.policies_page(&visitor).await },
        page,
    )
}

fn page(view: PoliciesView) -> impl IntoView {
    let language = words::language();
    let alone = view.policies.len() < 2;
    // Only what can change places asks for the proof.
    let movable = view.may_edit && view.policies.len() > 2;
    let table = table::table(&view.policies, &view.me, movable && view.due.is_none());
    let order = view
        .due
        .filter(|_| movable)
        .map(|proof| view! { <ProveFirst what=said::policies_order_due(language) view=proof /> });
    view! {
        <ConsolePage title=said::policies_title(language) me=view.me tab=Tab::Policies wide=true>
            <p>{said::policies_lead(language)}</p>
            {alone.then(|| view! { <p>{said::policies_empty(language)}</p> })}
            {table}
            {order}
            {view
                .may_edit
                .then(|| {
                    view! {
                        <p>
                            <a class="button primary" href="/admin/policies/new">
                                {said::policies_new(language)}
                            </a>
                        </p>
                    }
                })}
        </ConsolePage>
    }
}
