//! How the backup codes stand.

use identity::{place::Place, view::account::AccountView};
use leptos::prelude::*;

use crate::{
    components::When,
    paths::path,
    words::{self, account},
};

/// From here on the page says that codes are getting few.
const FEW: u32 = 3;

pub fn section(view: &AccountView) -> impl IntoView + use<> {
    let language = words::language();
    let codes = view.codes;
    let made = codes
        .made_at
        .map(|at| view! { " " {account::codes_made(language)} " " <When at /> });
    // A code stands in for a second step: who has neither begins with that.
    let (standing, link) = match (codes.left, view.factors.is_empty()) {
        (0, true) => (account::codes_later(language).into_any(), None),
        (0, false) => (
            account::codes_none(language).into_any(),
            Some(account::codes_first(language)),
        ),
        (left, _) => (
            view! { {account::codes_left(language, left)} {made} }.into_any(),
            Some(account::codes_new(language)),
        ),
    };
    let few = (1..=FEW).contains(&codes.left);
    view! {
        <section>
            <h2>{account::codes(language)}</h2>
            <p>{standing}</p>
            {few.then(|| view! { <p class="warning">{account::codes_few(language)}</p> })}
            {link
                .map(|label| {
                    view! {
                        <p>
                            <a href=path(&Place::BackupCodes)>{label}</a>
                        </p>
                    }
                })}
        </section>
    }
}
