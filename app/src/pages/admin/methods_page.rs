//! `/admin/authentication-methods`: every second step of the organisation, by user; the same reset as in the list of users.

use identity::{
    factor::{Factor, FactorKind},
    place::Place,
    view::bulk_reset::{MethodsQuery, MethodsView, Picked, Whom},
};
use leptos::prelude::*;

use super::{
    link::link,
    parts::{ConsolePage, Input, KeepCustomers, Picking, Select, Tab, cards, person, pick_box},
};
use crate::{
    components::When,
    islands::live_search::LiveSearch,
    pages::show_console,
    paths::{bare, query},
    words::{self, bulk, console, thing},
};

#[component]
pub fn MethodsPage() -> impl IntoView {
    let asked = MethodsQuery {
        search: query("search"),
        kind: query("kind").parse().ok(),
        after: query("after").parse().ok(),
    };
    show_console(
        move |console, visitor| async move { console.methods_page(&visitor, asked).await },
        page,
    )
}

fn page(view: MethodsView) -> impl IntoView {
    let language = words::language();
    let address = bare(&Place::Methods);
    let to = |after: &str| {
        let kind = view.query.kind.map_or("", FactorKind::code);
        let pairs = [
            ("search", view.query.search.as_str()),
            ("kind", kind),
            ("after", after),
        ];
        link(&address, &pairs)
    };
    let first = view.query.after.is_some().then(|| to(""));
    let next = view.next.map(|after| to(&after.to_string()));
    let list = if view.rows.is_empty() {
        view! { <p>{bulk::methods_none(language)}</p> }.into_any()
    } else {
        let shown = view.rows.iter().map(|(whom, _)| whom.id).collect();
        let table = table(view.rows, &view.picked);
        view! {
            <Picking shown picked=view.picked first next>
                {table}
            </Picking>
        }
        .into_any()
    };
    view! {
        <ConsolePage title=bulk::methods_title(language) me=view.me tab=Tab::Methods wide=true>
            <p>{bulk::methods_lead(language)}</p>
            {filters(view.query)}
            {list}
        </ConsolePage>
    }
}

fn filters(asked: MethodsQuery) -> impl IntoView {
    let language = words::language();
    let kinds = FactorKind::ALL
        .iter()
        .map(|kind| (kind.code(), thing::kind(language, *kind).to_owned()));
    let kinds = std::iter::once(("", bulk::methods_any(language).to_owned()))
        .chain(kinds)
        .collect();
    view! {
        <form method="get" action=bare(&Place::Methods) class="filters" role="search">
            <KeepCustomers />
            <Input name="search" label=console::users_search(language) value=asked.search kind="search" />
            <LiveSearch field="search".to_owned() />
            <Select name="kind" label=bulk::methods_kind(language) options=kinds chosen=asked.kind.map_or("", FactorKind::code) />
            <button type="submit" class="button">
                {console::apply(language)}
            </button>
        </form>
    }
}

fn table(rows: Vec<(Whom, Vec<Factor>)>, picked: &Picked) -> impl IntoView + use<> {
    let language = words::language();
    let rows = rows.into_iter().map(|(whom, factors)| {
        let pick = pick_box(whom.id, &whom.name, picked);
        let factors = factors.iter().map(line).collect_view();
        view! {
            <tr>
                <td class="pick" data-label=bulk::pick_column(language)>{pick}</td>
                <th scope="row">
                    {person(whom)}
                </th>
                <td data-label=bulk::methods_method(language)>
                    <ul class="plain">{factors}</ul>
                </td>
            </tr>
        }
    });
    let columns = [
        bulk::pick_column(language),
        bulk::user(language),
        bulk::methods_method(language),
    ];
    view! {
        {cards(columns, rows.collect_view())}
    }
}

/// "Pixel 9 (Authenticator app), reported lost": and under it when it was added.
fn line(factor: &Factor) -> impl IntoView + use<> {
    let language = words::language();
    let named = thing::factor(language, factor);
    let named = if factor.is_active() {
        named
    } else {
        format!("{named}, {}", thing::state(language, factor.state))
    };
    view! {
        <li>
            {named} <br /> <span class="quiet">{bulk::added(language)} " " <When at=factor.added_at /></span>
        </li>
    }
}
