//! Which customers a page of the console is about: what an operator chooses, and what a filter keeps of it.

use identity::{
    customers::{Chosen, PARAMETER},
    place::Place,
    view::account::Customers,
    view::front::OrganisationView,
};
use leptos::prelude::*;

use crate::{
    paths::{bare, customers},
    words::{self, customers as said},
};

/// In a form that asks for a page: the choice stays.
#[component]
pub fn KeepCustomers() -> impl IntoView {
    customers().map(|chosen| view! { <input type="hidden" name=PARAMETER value=chosen.value() /> })
}

/// Unfolds to a box for each customer. `area` is where the choice leads: what stood on a page of one user may not be there for others.
pub fn selector(view: Customers, area: &Place) -> impl IntoView + use<> {
    let language = words::language();
    let all = count(view.all.len());
    let shown = match (view.chosen.iter().count(), the_one(&view)) {
        (0, _) => said::choose_all(language, all),
        (_, Some(name)) => name,
        (some, None) => said::choose_some(language, count(some), all),
    };
    let everybody = (!view.chosen.is_all()).then(|| {
        view! { <a href=bare(area)>{said::choose_everybody(language)}</a> }
    });
    let boxes = view.all.into_iter().map(|one| {
        let ticked = view.chosen.names(&one.slug);
        tick(one, ticked)
    });
    view! {
        <details class="customers">
            <summary>{said::choose_label(language)} ": " <strong>{shown}</strong></summary>
            <form method="get" action=bare(area)>
                <fieldset class="customers">
                    <legend>{said::choose_label(language)}</legend>
                    {boxes.collect_view()}
                </fieldset>
                <p class="actions">
                    <button type="submit" class="button">
                        {said::choose_show(language)}
                    </button>
                    " "
                    {everybody}
                </p>
            </form>
        </details>
    }
}

fn tick(one: OrganisationView, ticked: bool) -> impl IntoView {
    let id = format!("customer-{}", one.slug);
    view! {
        <div class="tick">
            <input type="checkbox" id=id.clone() name=Chosen::box_for(&one.slug) value="on" checked=ticked />
            <label for=id>{one.name}</label>
        </div>
    }
}

fn the_one(view: &Customers) -> Option<String> {
    let mut named = view.all.iter().filter(|one| view.chosen.names(&one.slug));
    let only = named.next()?;
    named.next().is_none().then(|| only.name.clone())
}

fn count(all: usize) -> u32 {
    u32::try_from(all).unwrap_or(u32::MAX)
}
