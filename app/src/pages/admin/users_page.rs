//! `/admin/users`: everybody, a line each, found by name, address or state; pages go by key.

use identity::{
    ids::UserId,
    place::Place,
    view::users::{UserState, UsersQuery, UsersView},
};
use leptos::prelude::*;

use super::parts::{ConsolePage, Input, KeepCustomers, Picking, Select, Tab};
use super::state;
use crate::{
    islands::live_search::LiveSearch,
    pages::show_console,
    paths::{INVITE, bare, keeping_customers, path, query},
    words::{self, bulk, console},
};

mod table;

/// Counted no further (contract of [`UsersView::total`]).
const MANY: u32 = 10_000;

#[component]
pub fn UsersPage() -> impl IntoView {
    let asked = UsersQuery {
        search: query("search"),
        state: query("state").parse().ok(),
        after: query("after").parse().ok(),
    };
    show_console(
        move |console, visitor| async move { console.users_page(&visitor, asked).await },
        page,
    )
}

fn page(view: UsersView) -> impl IntoView {
    let language = words::language();
    let count = if view.total >= MANY {
        console::users_many(language).to_owned()
    } else {
        console::users_count(language, view.total)
    };
    let filtered = !view.query.search.is_empty() || view.query.state.is_some();
    let (first, next) = more(&view.query, view.next);
    let list = if view.rows.is_empty() {
        nobody(&view.me.organisation.name, filtered).into_any()
    } else {
        let shown = view.rows.iter().map(|row| row.id).collect();
        let table = table::table(view.rows, &view.picked);
        view! {
            <Picking shown picked=view.picked first next>
                {table}
            </Picking>
        }
        .into_any()
    };
    view! {
        <ConsolePage title=console::users_title(language) me=view.me tab=Tab::Users wide=true>
            {filters(view.query)}
            <p class="quiet">{count}</p>
            {list}
            {view
                .may_invite
                .then(|| {
                    view! {
                        <p>
                            <a class="button primary" href=keeping_customers(INVITE.to_owned())>
                                {console::users_invite(language)}
                            </a>
                        </p>
                    }
                })} <p>
                <a href=path(&Place::BulkResets)>{bulk::earlier(language)}</a>
            </p>
        </ConsolePage>
    }
}

fn filters(asked: UsersQuery) -> impl IntoView {
    let language = words::language();
    let states = UserState::ALL
        .iter()
        .map(|one| (one.code(), state::name(language, *one).to_owned()));
    let states = std::iter::once(("", console::users_any(language).to_owned()))
        .chain(states)
        .collect();
    view! {
        <form method="get" action=bare(&Place::Users) class="filters" role="search">
            <KeepCustomers />
            <Input name="search" label=console::users_search(language) value=asked.search kind="search" />
            <LiveSearch field="search".to_owned() />
            <Select name="state" label=console::users_state(language) options=states chosen=asked.state.map_or("", UserState::code) />
            <button type="submit" class="button">
                {console::apply(language)}
            </button>
        </form>
    }
}

/// The first page, for who is not on it, and the next one.
fn more(asked: &UsersQuery, next: Option<UserId>) -> (Option<String>, Option<String>) {
    let link = |after: Option<UserId>| {
        let state = asked.state.map_or("", UserState::code);
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        super::link::link(
            "/admin/users",
            &[
                ("search", &asked.search),
                ("state", state),
                ("after", &after),
            ],
        )
    };
    let first = asked.after.is_some().then(|| link(None));
    (first, next.map(|after| link(Some(after))))
}

fn nobody(organisation: &str, filtered: bool) -> impl IntoView + use<> {
    let language = words::language();
    let (title, text) = if filtered {
        (
            console::users_none_title(language),
            console::users_none(language).to_owned(),
        )
    } else {
        (
            console::users_empty_title(language),
            console::users_empty(language, organisation),
        )
    };
    view! {
        <section class="empty">
            <h2>{title}</h2>
            <p>{text}</p>
            {filtered.then(|| view! { <p><a href=path(&Place::Users)>{console::clear(language)}</a></p> })}
        </section>
    }
}
