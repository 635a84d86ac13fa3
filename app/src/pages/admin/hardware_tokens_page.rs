//! `/admin/hardware-tokens`: devices that show codes, whoever has them, and a file of new ones.

use identity::{
    factor::FactorState,
    hardware_token::OathKind,
    place::Place,
    view::hardware_tokens::{HardwareTokensView, Holder, Import, TokenRow, TokensQuery},
};
use leptos::prelude::*;

use super::{
    link::link,
    parts::{ConsolePage, Input, KeepCustomers, ProveFirst, Tab, cards, import_report},
};
use crate::{
    pages::show_console,
    paths::{bare, path, query},
    words::{self, console, hardware_tokens as said, thing},
};

mod import;

#[component]
pub fn HardwareTokensPage() -> impl IntoView {
    let asked = TokensQuery {
        search: query("search"),
        after: query("after"),
    };
    show_console(
        move |console, visitor| async move { console.tokens_page(&visitor, asked).await },
        page,
    )
}

fn page(view: HardwareTokensView) -> impl IntoView {
    let language = words::language();
    let import = match view.import {
        Import::NotTheirs => ().into_any(),
        Import::Proof(due) => {
            view! { <ProveFirst what=said::due_import(language) view=due /> }.into_any()
        }
        Import::Ready => import::form().into_any(),
    };
    view! {
        <ConsolePage title=said::title(language) me=view.me tab=Tab::HardwareTokens wide=true>
            <p>{said::lead(language)}</p>
            {import_report()}
            {filters(&view.query)}
            {list(&view.tokens, &view.query)}
            {turning(&view.query, view.next.as_deref())}
            {import}
        </ConsolePage>
    }
}

fn filters(asked: &TokensQuery) -> impl IntoView + use<> {
    let language = words::language();
    let search = asked.search.clone();
    view! {
        <form method="get" action=bare(&Place::HardwareTokens) class="filters" role="search">
            <KeepCustomers />
            <Input name="search" label=said::search(language) value=search kind="search" />
            <button type="submit" class="button">
                {console::apply(language)}
            </button>
        </form>
    }
}

fn turning(asked: &TokensQuery, next: Option<&str>) -> impl IntoView + use<> {
    let language = words::language();
    let address = bare(&Place::HardwareTokens);
    let to = |after: &str| link(&address, &[("search", &asked.search), ("after", after)]);
    let first = (!asked.after.is_empty()).then(|| to(""));
    let next = next.map(to);
    (first.is_some() || next.is_some()).then(|| {
        view! {
            <p>
                {first.map(|to| view! { <a href=to>{said::first(language)}</a> })} " "
                {next.map(|to| view! { <a href=to>{said::next(language)}</a> })}
            </p>
        }
    })
}

fn list(tokens: &[TokenRow], asked: &TokensQuery) -> impl IntoView + use<> {
    let language = words::language();
    if tokens.is_empty() {
        let none = if *asked == TokensQuery::default() {
            said::empty(language)
        } else {
            said::none_found(language)
        };
        return view! { <p>{none}</p> }.into_any();
    }
    let columns = [
        said::serial(language),
        said::device(language),
        said::codes(language),
        said::holder(language),
        said::state(language),
    ];
    let rows = tokens.iter().map(row).collect_view();
    cards(columns, rows).into_any()
}

fn row(token: &TokenRow) -> impl IntoView + use<> {
    let language = words::language();
    view! {
        <tr>
            <th scope="row">
                <a href=path(&Place::HardwareToken(token.id))>{token.serial.clone()}</a>
            </th>
            <td data-label=said::device(language)>{device(token)}</td>
            <td data-label=said::codes(language)>{codes(token.kind)}</td>
            <td data-label=said::holder(language)>{token.holder.as_ref().map(holder)}</td>
            <td data-label=said::state(language)>{state(token)}</td>
        </tr>
    }
}

/// Manufacturer and model, or what of them is known.
pub fn device(token: &TokenRow) -> String {
    format!("{} {}", token.manufacturer, token.model)
        .trim()
        .to_owned()
}

pub fn codes(kind: OathKind) -> &'static str {
    let language = words::language();
    match kind {
        OathKind::Totp30 => said::totp_30(language),
        OathKind::Totp60 => said::totp_60(language),
        OathKind::Hotp => said::hotp(language),
    }
}

pub fn holder(holder: &Holder) -> impl IntoView + use<> {
    view! {
        // One thing for the grid that a cell is on a phone.
        <div>
            <a href=path(&Place::User(holder.user))>{holder.name.clone()}</a>
            <br />
            <span class="quiet">{holder.email.clone()}</span>
        </div>
    }
}

pub fn state(token: &TokenRow) -> &'static str {
    let language = words::language();
    match token.holder.as_ref().map(|holder| holder.state) {
        None => said::in_stock(language),
        Some(FactorState::Deactivated) => said::waits(language),
        Some(state) => thing::state(language, state),
    }
}
