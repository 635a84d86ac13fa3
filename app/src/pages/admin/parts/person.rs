//! Somebody in a list: the name leads to their page; under it the address and, where the list is about several customers, whose they are.

use identity::{place::Place, view::bulk_reset::Whom};
use leptos::prelude::*;

use crate::paths::path;

pub fn person(whom: Whom) -> impl IntoView {
    let customer = whom.customer.map(|name| {
        view! {
            <br />
            <span class="quiet customer">{name}</span>
        }
    });
    view! {
        <a href=path(&Place::User(whom.id))>{whom.name}</a>
        <br />
        <span class="quiet">{whom.email}</span>
        {customer}
    }
}
