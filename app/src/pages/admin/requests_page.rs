//! `/admin/requests`: users who asked for help, those who wait longest first.

use identity::{
    language::Language,
    place::Place,
    request::Status,
    view::requests::{RequestRow, RequestsView},
};
use leptos::prelude::*;

use super::parts::{ConsolePage, Tab, cards};
use crate::{
    components::When,
    pages::show_console,
    paths::path,
    words::{self, requests as said},
};

#[component]
pub fn RequestsPage() -> impl IntoView {
    show_console(
        move |console, visitor| async move { console.requests_page(&visitor).await },
        page,
    )
}

fn page(view: RequestsView) -> impl IntoView {
    let language = words::language();
    let open = if view.open.is_empty() {
        view! { <p>{said::open_empty(language)}</p> }.into_any()
    } else {
        table(view.open).into_any()
    };
    let decided = (!view.decided.is_empty()).then(|| {
        view! {
            <section>
                <h2>{said::decided(language)}</h2>
                {table(view.decided)}
            </section>
        }
    });
    view! {
        <ConsolePage title=said::title(language) me=view.me tab=Tab::Requests wide=true>
            <section>
                <h2>{said::open(language)}</h2>
                {open}
            </section>
            {decided}
        </ConsolePage>
    }
}

fn table(rows: Vec<RequestRow>) -> impl IntoView {
    let language = words::language();
    let rows = rows.into_iter().map(|row| {
        let outcome = outcome(language, &row);
        view! {
            <tr>
                <th scope="row">
                    <a href=path(&Place::Request(row.id))>{row.whom.name}</a>
                    {row.whom.customer.map(|name| view! { <br /> <span class="quiet">{name}</span> })}
                </th>
                <td data-label=said::asked(language)>
                    <When at=row.asked_at />
                </td>
                <td data-label=said::note(language)>{note(language, row.note)}</td>
                <td data-label=said::outcome(language)>{outcome}</td>
            </tr>
        }
    });
    let columns = [
        said::user(language),
        said::asked(language),
        said::note(language),
        said::outcome(language),
    ];
    cards(columns, rows.collect_view())
}

pub fn note(language: Language, note: String) -> String {
    if note.is_empty() {
        said::no_note(language).to_owned()
    } else {
        note
    }
}

/// "Declined, Mara Lindqvist"
pub fn outcome(language: Language, row: &RequestRow) -> String {
    let status = match row.status {
        Status::Open => said::status_open(language),
        Status::Reset => said::status_reset(language),
        Status::Removed => said::status_removed(language),
        Status::Declined => said::status_declined(language),
    };
    if row.decided_by.is_empty() {
        status.to_owned()
    } else {
        said::by(language, status, &row.decided_by)
    }
}
