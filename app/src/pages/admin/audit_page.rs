//! `/admin/audit`: who did what to whom, newest first; filters stand in the address, pages go by key.

use identity::{
    audit::Event,
    place::Place,
    view::audit::{AuditQuery, AuditView},
};
use leptos::prelude::*;

use super::{
    event,
    link::link,
    parts::{ConsolePage, EventLine, Input, KeepCustomers, Select, Tab},
};
use crate::{
    pages::show_console,
    paths::{bare, path, query},
    words::{self, audit},
};

#[component]
pub fn AuditPage() -> impl IntoView {
    let asked = AuditQuery {
        user: query("user").parse().ok(),
        search: query("search"),
        event: query("event").parse().ok(),
        day: query("day"),
        request: query("request"),
        before: query("before").parse().ok(),
    };
    show_console(
        move |console, visitor| async move { console.audit_page(&visitor, asked).await },
        page,
    )
}

fn page(view: AuditView) -> impl IntoView {
    let language = words::language();
    let filtered = is_filtered(&view.query);
    let more = more(&view.query, view.next);
    let list = if view.rows.is_empty() {
        nothing(filtered).into_any()
    } else {
        let rows = view
            .rows
            .into_iter()
            .map(|row| view! { <li><EventLine row /></li> })
            .collect_view();
        view! { <ol class="story" reversed>{rows}</ol> }.into_any()
    };
    view! {
        <ConsolePage title=audit::title(language) me=view.me tab=Tab::Audit wide=true>
            <p>{audit::lead(language)}</p>
            {filters(view.query)}
            {list}
            {more}
        </ConsolePage>
    }
}

fn is_filtered(asked: &AuditQuery) -> bool {
    let AuditQuery {
        user,
        search,
        event,
        day,
        request,
        before,
    } = asked;
    user.is_some()
        || event.is_some()
        || before.is_some()
        || !(search.is_empty() && day.is_empty() && request.is_empty())
}

fn filters(asked: AuditQuery) -> impl IntoView {
    let language = words::language();
    let filtered = is_filtered(&asked);
    let events = Event::ALL
        .iter()
        .map(|one| (one.code(), event::label(language, *one).to_owned()));
    let events = std::iter::once(("", audit::any(language).to_owned()))
        .chain(events)
        .collect();
    let kept = [
        (
            "user",
            asked.user.map(|user| user.to_string()).unwrap_or_default(),
        ),
        ("request", asked.request),
    ];
    let kept = kept
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> });
    view! {
        <form method="get" action=bare(&Place::Audit) class="filters" role="search">
            <KeepCustomers />
            {kept.collect_view()}
            <Input name="search" label=audit::search(language) value=asked.search kind="search" />
            <Select name="event" label=audit::event(language) options=events chosen=asked.event.map_or("", Event::code) />
            <Input name="day" label=audit::day(language) value=asked.day kind="date" />
            <button type="submit" class="button">
                {audit::apply(language)}
            </button>
            {filtered.then(|| view! { <a href=path(&Place::Audit)>{audit::clear(language)}</a> })}
        </form>
        {asked.user.is_some().then(|| view! { <p class="quiet">{audit::only_one_user(language)}</p> })}
    }
}

fn more(asked: &AuditQuery, next: Option<i64>) -> impl IntoView + use<> {
    let language = words::language();
    let user = asked.user.map(|user| user.to_string()).unwrap_or_default();
    let event = asked.event.map_or("", Event::code);
    let link = |before: Option<i64>| {
        let before = before.map(|before| before.to_string()).unwrap_or_default();
        link(
            "/admin/audit",
            &[
                ("user", &user),
                ("search", &asked.search),
                ("event", event),
                ("day", &asked.day),
                ("request", &asked.request),
                ("before", &before),
            ],
        )
    };
    let newest = asked
        .before
        .is_some()
        .then(|| view! { <a href=link(None)>{audit::newest(language)}</a> });
    let older =
        next.map(|before| view! { <a href=link(Some(before))>{audit::older(language)}</a> });
    view! { <p class="pager">{newest} " " {older}</p> }
}

fn nothing(filtered: bool) -> impl IntoView {
    let language = words::language();
    let (title, text) = if filtered {
        (audit::none_title(language), audit::none(language))
    } else {
        (audit::empty_title(language), audit::empty(language))
    };
    view! {
        <section class="empty">
            <h2>{title}</h2>
            <p>{text}</p>
        </section>
    }
}
