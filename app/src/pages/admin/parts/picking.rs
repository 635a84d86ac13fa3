//! A list whose users can be ticked, on one page after the other, for a reset of many.

use std::collections::BTreeMap;

use identity::{
    console::PickForm, ids::UserId, place::Place, place::ReturnPath, view::bulk_reset::Picked,
};
use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    components::{Button, Form, Look},
    paths::path,
    wire::{self, Followed, console, follow, visitor},
    words::{self, bulk, console as said},
};

/// The ticks of one page. `shown` are the ids of everybody on it, by commas; `then` is empty for the summary.
#[server(prefix = "/do", endpoint = "pick-users", input = crate::wire::Form)]
pub async fn pick_users(
    #[server(default)] pick: BTreeMap<String, String>,
    #[server(default)] shown: String,
    #[server(default)] here: String,
    #[server(default)] then: String,
) -> Followed {
    let form = PickForm {
        ticked: pick.keys().filter_map(|id| id.parse().ok()).collect(),
        shown: shown.split(',').filter_map(|id| id.parse().ok()).collect(),
        here: ReturnPath::parse(&here),
        then: ReturnPath::parse(&then),
    };
    follow(console().pick_users(&visitor(), form).await)
}

#[server(prefix = "/do", endpoint = "drop-picks", input = crate::wire::Form)]
pub async fn drop_picks(#[server(default)] then: String) -> Followed {
    let then = ReturnPath::parse(&then);
    follow(console().drop_picks(&visitor(), then).await)
}

/// The box of one user.
pub fn pick_box(id: UserId, name: &str, picked: &Picked) -> impl IntoView + use<> {
    let label = bulk::pick(words::language(), name);
    // A page that was refused shows what was ticked on it; it was not saved.
    let ticked = match wire::flash().typed.get("ticked") {
        Some(ticked) => ticked.split(',').any(|one| one == id.to_string()),
        None => picked.users.contains(&id),
    };
    view! { <input type="checkbox" name=format!("pick[{id}]") value="on" checked=ticked aria-label=label /> }
}

/// Around a list. The ways to other pages are buttons: they take the ticks along.
#[component]
pub fn Picking(
    shown: Vec<UserId>,
    picked: Picked,
    first: Option<String>,
    next: Option<String>,
    children: Children,
) -> impl IntoView {
    let language = words::language();
    let ids: Vec<String> = shown.iter().map(ToString::to_string).collect();
    let to = |address: Option<String>, label: &'static str| {
        address.map(|address| {
            view! {
                <Button look=Look::Link name="then" value=address>
                    {label}
                </Button>
            }
        })
    };
    let (first, next) = (
        to(first, said::first(language)),
        to(next, said::next(language)),
    );
    view! {
        {picked.draft.filter(|_| !picked.users.is_empty()).map(|draft| so_far(path(&Place::BulkReset(draft)), picked.users.len()))}
        <Form action=PickUsers::PATH class="whole">
            <input type="hidden" name="shown" value=ids.join(",") />
            <input type="hidden" name="here" value=wire::here() />
            {children()}
            <p class="pager">{first} " " {next}</p>
            <Button look=Look::Secondary name="then" value="">
                {bulk::reset_all(language)}
            </Button>
        </Form>
    }
}

/// How many were picked on all pages, and what can be done with them.
fn so_far(summary: String, count: usize) -> impl IntoView {
    let language = words::language();
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    view! {
        <section class="message picked">
            <p>{bulk::picked(language, count)}</p>
            <p>
                <a href=summary>{bulk::picked_look(language)}</a>
            </p>
            <Form action=DropPicks::PATH>
                <input type="hidden" name="then" value=wire::here() />
                <Button look=Look::Link>{bulk::picked_drop(language)}</Button>
            </Form>
        </section>
    }
}
