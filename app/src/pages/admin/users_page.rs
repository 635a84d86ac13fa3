//! `/admin/users`: everybody, a line each, found by name, address or state; pages go by key.

use identity::{
    place::Place,
    view::{
        users::UsersView,
        users_query::{Position, UsersQuery},
    },
};
use leptos::prelude::*;

use super::parts::{ConsolePage, Picking, Tab};
use crate::{
    pages::show_console,
    paths::{INVITE, bare, keeping_customers, path, query},
    words::{self, bulk, console, users as said},
};

mod filters;
mod table;

pub(super) use table::factors as steps;

/// Counted no further (contract of [`UsersView::total`]).
const MANY: u32 = 1_000;

#[component]
pub fn UsersPage() -> impl IntoView {
    let asked = UsersQuery::read(query);
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
    let filtered = view.query.narrows();
    let to = |after: Option<Position>| link(&Place::Users, &view.query.from(after));
    let first = view.query.after.is_some().then(|| to(None));
    let next = view.next.map(|after| to(Some(after)));
    let again = to(view.query.after);
    let export = view
        .may_export
        .then(|| link(&Place::ExportUsers, &view.query.from(None)));
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
            {filters::form(view.query, view.policies)}
            <p class="quiet">
                {count} " · " <a href=again>{said::refresh(language)}</a>
            </p>
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
                        <p>
                            <a href=path(&Place::ImportUsers)>{said::import_link(language)}</a>
                        </p>
                    }
                })} <p>
                <a href=path(&Place::BulkResets)>{bulk::earlier(language)}</a>
            </p>
            {export.map(|href| view! { <p><a href=href>{said::export_link(language)}</a></p> })}
        </ConsolePage>
    }
}

/// A page about the list that was asked for.
pub(super) fn link(place: &Place, asked: &UsersQuery) -> String {
    let pairs = asked.pairs();
    let pairs: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    super::link::link(&bare(place), &pairs)
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
