//! A table of the console; on a phone each row becomes a card.

use leptos::prelude::*;

/// `columns` are the headings, in the order of the cells.
pub fn cards(
    columns: impl IntoIterator<Item = &'static str>,
    rows: impl IntoView,
) -> impl IntoView {
    let heads: Vec<_> = columns
        .into_iter()
        .map(|name| view! { <th scope="col">{name}</th> })
        .collect();
    view! {
        <table class="cards">
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
