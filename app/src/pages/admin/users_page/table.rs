//! The table of users; on a phone each row becomes a card, with its column's name before each cell.

use identity::{
    factor::FactorKind,
    place::Place,
    view::{bulk_reset::Picked, users::UserRow},
};
use leptos::prelude::*;

use super::super::{
    parts::{cards, pick_box},
    state,
};
use crate::{
    components::When,
    paths::path,
    words::{self, bulk, console, thing},
};

pub fn table(rows: Vec<UserRow>, picked: &Picked) -> impl IntoView + use<> {
    let language = words::language();
    let columns = [
        bulk::pick_column(language),
        console::users_name(language),
        console::users_state(language),
        console::users_steps(language),
        console::users_codes(language),
        console::users_last(language),
        console::users_policy(language),
    ];
    view! {
        {cards(columns, rows.into_iter().map(|user| row(user, picked)).collect_view())}
    }
}

fn row(user: UserRow, picked: &Picked) -> impl IntoView + use<> {
    let language = words::language();
    let pick = pick_box(user.id, &user.name, picked);
    let policy = user
        .policy
        .unwrap_or_else(|| console::policies_default_name(language).to_owned());
    let role = user
        .role
        .map(|role| view! { " " <span class="badge">{thing::role(language, role)}</span> });
    view! {
        <tr>
            <td class="pick" data-label=bulk::pick_column(language)>{pick}</td>
            <th scope="row">
                <a href=path(&Place::User(user.id))>{user.name}</a>
                {role}
                <br />
                <span class="quiet">{user.email}</span>
                {user.customer.map(|name| view! { <br /> <span class="quiet">{name}</span> })}
            </th>
            <td data-label=console::users_state(language)>{state::name(language, user.state)}</td>
            <td data-label=console::users_steps(language)>{factors(&user.factors)}</td>
            <td data-label=console::users_codes(language)>{user.codes_left}</td>
            <td data-label=console::users_last(language)>
                {match user.last_sign_in_at {
                    Some(at) => view! { <When at /> }.into_any(),
                    None => console::never(language).into_any(),
                }}
            </td>
            <td data-label=console::users_policy(language)>{policy}</td>
        </tr>
    }
}

/// "Passkey, 2 × Authenticator app".
pub fn factors(kinds: &[(FactorKind, u32)]) -> String {
    let language = words::language();
    if kinds.is_empty() {
        return console::none(language).to_owned();
    }
    let named = kinds.iter().map(|(kind, count)| match count {
        1 => thing::kind(language, *kind).to_owned(),
        count => format!("{count} × {}", thing::kind(language, *kind)),
    });
    named.collect::<Vec<_>>().join(", ")
}
