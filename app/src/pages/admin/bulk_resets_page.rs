//! `/admin/resets`: the resets of many users that were begun, to come back to.

use identity::{
    place::Place,
    view::bulk_reset::{BulkResetLine, BulkResetsView},
};
use leptos::prelude::*;

use super::parts::{ConsolePage, Tab, cards};
use crate::{
    components::When,
    pages::show_console,
    paths::path,
    words::{self, bulk},
};

#[component]
pub fn BulkResetsPage() -> impl IntoView {
    show_console(
        move |console, visitor| async move { console.bulk_resets_page(&visitor).await },
        page,
    )
}

fn page(view: BulkResetsView) -> impl IntoView {
    let language = words::language();
    let list = if view.lines.is_empty() {
        view! { <p>{bulk::list_empty(language)}</p> }.into_any()
    } else {
        table(view.lines).into_any()
    };
    view! {
        <ConsolePage title=bulk::list_title(language) me=view.me tab=Tab::Users wide=true>
            {list}
            <p>
                <a href=path(&Place::Users)>{words::console::users_title(language)}</a>
            </p>
        </ConsolePage>
    }
}

fn table(lines: Vec<BulkResetLine>) -> impl IntoView {
    let language = words::language();
    let rows = lines.into_iter().map(|line| {
        let said = bulk::progress_said(language, line.tally.settled, line.tally.all);
        view! {
            <tr>
                <th scope="row">
                    <a href=path(&Place::BulkReset(line.id))>
                        <When at=line.started_at />
                    </a>
                </th>
                <td data-label=bulk::list_who(language)>{line.admin}</td>
                <td data-label=bulk::list_how(language)>{said}</td>
            </tr>
        }
    });
    let columns = [
        bulk::list_when(language),
        bulk::list_who(language),
        bulk::list_how(language),
    ];
    view! {
        {cards(columns, rows.collect_view())}
    }
}
