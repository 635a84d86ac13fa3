//! `/admin/audit`: who did what to whom, newest first; filters stand in the address, pages go by key.

use identity::{
    audit::Event,
    place::Place,
    view::audit::{AuditQuery, AuditView, Before, ExportFormat},
};
use leptos::prelude::*;

use super::{
    event,
    link::link,
    parts::{ConsolePage, EventLine, Input, KeepCustomers, Select, Tab},
};
use crate::{
    pages::show_console,
    paths::{self, bare, path, query},
    words::{self, audit},
};

#[component]
pub fn AuditPage() -> impl IntoView {
    let asked = AuditQuery::of(query);
    show_console(
        move |console, visitor| async move { console.audit_page(&visitor, asked).await },
        page,
    )
}

fn page(view: AuditView) -> impl IntoView {
    let language = words::language();
    let filtered = view.query.is_filtered();
    let files = (!view.rows.is_empty()).then(|| files(&view.query));
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
            {files}
        </ConsolePage>
    }
}

fn filters(asked: AuditQuery) -> impl IntoView {
    let language = words::language();
    let filtered = asked.is_filtered() || asked.before.is_some();
    let seldom = [&asked.actor, &asked.from, &asked.to, &asked.request];
    let seldom = seldom.iter().any(|value| !value.is_empty());
    let events = Event::ALL
        .iter()
        .map(|one| (one.code(), event::label(language, *one).to_owned()));
    let events = std::iter::once(("", audit::any(language).to_owned()))
        .chain(events)
        .collect();
    let user = asked
        .user
        .map(|user| view! { <input type="hidden" name="user" value=user.to_string() /> });
    view! {
        <form method="get" action=bare(&Place::Audit) class="filters" role="search">
            <KeepCustomers />
            {user}
            <Input name="search" label=audit::search(language) value=asked.search kind="search" />
            <Select name="event" label=audit::event(language) options=events chosen=asked.event.map_or("", Event::code) />
            <details open=seldom>
                <summary>{audit::more_filters(language)}</summary>
                <div class="filters">
                    <Input name="actor" label=audit::actor(language) value=asked.actor kind="search" />
                    <Input name="from" label=audit::from_day(language) value=asked.from kind="date" />
                    <Input name="to" label=audit::to_day(language) value=asked.to kind="date" />
                    <Input name="request" label=audit::request(language) value=asked.request />
                </div>
            </details>
            <button type="submit" class="button">
                {audit::apply(language)}
            </button>
            {filtered.then(|| view! { <a href=path(&Place::Audit)>{audit::clear(language)}</a> })}
        </form>
        {asked.user.is_some().then(|| view! { <p class="quiet">{audit::only_one_user(language)}</p> })}
    }
}

fn more(asked: &AuditQuery, next: Option<Before>) -> impl IntoView + use<> {
    let language = words::language();
    let link = |before: Option<Before>| {
        let before = before.map(|before| before.to_string()).unwrap_or_default();
        to(paths::AUDIT, asked, ("before", &before))
    };
    let newest = asked
        .before
        .is_some()
        .then(|| view! { <a href=link(None)>{audit::newest(language)}</a> });
    let older =
        next.map(|before| view! { <a href=link(Some(before))>{audit::older(language)}</a> });
    view! { <p class="pager">{newest} " " {older}</p> }
}

/// All that matches as a file, whichever page of it is shown.
fn files(asked: &AuditQuery) -> impl IntoView + use<> {
    let language = words::language();
    let file = |format: ExportFormat| to(paths::AUDIT_EXPORT, asked, ("format", format.code()));
    view! {
        <section>
            <h2>{audit::export(language)}</h2>
            <p>{audit::export_lead(language)}</p>
            <p class="actions">
                <a class="button" download=true href=file(ExportFormat::Csv)>
                    {audit::export_csv(language)}
                </a>
                <a class="button" download=true href=file(ExportFormat::JsonLines)>
                    {audit::export_lines(language)}
                </a>
            </p>
        </section>
    }
}

/// What was asked for, somewhere else or further on.
fn to(path: &str, asked: &AuditQuery, more: (&str, &str)) -> String {
    let asked = asked.pairs();
    let mut pairs: Vec<(&str, &str)> = asked
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    pairs.push(more);
    link(path, &pairs)
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
