//! `/admin/customers`: the organisations that an operator looks after, and the way into each.

use identity::{
    customers::Chosen,
    organisation::OrganisationStatus,
    place::Place,
    view::customers::{CustomerRow, CustomersView},
};
use leptos::prelude::*;

use super::parts::{ConsolePage, Tab, cards};
use crate::{
    pages::show_console,
    paths::{bare, path},
    words::{self, customers as said},
};

#[component]
pub fn CustomersPage() -> impl IntoView {
    show_console(
        |console, visitor| async move { console.customers_page(&visitor).await },
        page,
    )
}

fn page(view: CustomersView) -> impl IntoView {
    let language = words::language();
    let list = if view.customers.is_empty() {
        view! {
            <section class="empty">
                <h2>{said::empty_title(language)}</h2>
                <p>{said::empty(language)}</p>
            </section>
        }
        .into_any()
    } else {
        table(view.customers).into_any()
    };
    view! {
        <ConsolePage title=said::title(language) me=view.me tab=Tab::Customers wide=true>
            <p>{said::lead(language)}</p>
            {list}
            <p>
                <a class="button primary" href=path(&Place::NewCustomer)>
                    {said::create(language)}
                </a>
            </p>
        </ConsolePage>
    }
}

fn table(rows: Vec<CustomerRow>) -> impl IntoView {
    let language = words::language();
    let columns = [
        said::name(language),
        said::slug(language),
        said::state(language),
        said::users(language),
    ];
    cards(columns, rows.into_iter().map(row).collect_view())
}

fn row(row: CustomerRow) -> impl IntoView {
    let language = words::language();
    let users = if row.status == OrganisationStatus::Active {
        let users = Chosen::of([row.slug.as_str()]).kept_in(bare(&Place::Users));
        view! {
            {row.users}
            " "
            <a href=users aria-label=said::show_users_of(language, &row.name)>
                {said::show_users(language)}
            </a>
        }
        .into_any()
    } else {
        row.users.into_any()
    };
    view! {
        <tr>
            <th scope="row">
                <a href=path(&Place::Customer(row.id))>{row.name}</a>
            </th>
            <td data-label=said::slug(language)>
                <code>{row.slug}</code>
            </td>
            <td data-label=said::state(language)>{status(row.status)}</td>
            <td data-label=said::users(language)>{users}</td>
        </tr>
    }
}

/// Whether its people can sign in. A deleted one is in no list.
pub fn status(status: OrganisationStatus) -> &'static str {
    let language = words::language();
    match status {
        OrganisationStatus::Active => said::active(language),
        OrganisationStatus::Suspended | OrganisationStatus::Deleted => said::suspended(language),
    }
}
