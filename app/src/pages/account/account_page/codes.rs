//! How the backup codes stand.

use identity::{place::Place, view::account::CodesStanding};
use leptos::prelude::*;

use crate::{
    components::When,
    paths::path,
    words::{self, account},
};

/// From here on the page says that codes are getting few.
const FEW: u32 = 3;

pub fn section(codes: CodesStanding) -> impl IntoView {
    let language = words::language();
    let standing = if codes.left == 0 {
        account::codes_none(language).into_any()
    } else {
        let made = codes
            .made_at
            .map(|at| view! { " " {account::codes_made(language)} " " <When at /> });
        view! { {account::codes_left(language, codes.left)} {made} }.into_any()
    };
    view! {
        <section>
            <h2>{account::codes(language)}</h2>
            <p>{standing}</p>
            {(1..=FEW).contains(&codes.left).then(|| view! { <p class="warning">{account::codes_few(language)}</p> })}
            <p>
                <a href=path(&Place::BackupCodes)>{account::codes_new(language)}</a>
            </p>
        </section>
    }
}
