//! A session as a card: which browser, from where, by what, since when; what can be done with it stands below.

use identity::view::sessions::SessionLine;
use leptos::prelude::*;

use super::When;
use crate::words::{self, sessions, thing};

#[component]
pub fn SessionCard(
    line: SessionLine,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let language = words::language();
    view! {
        <article class="card">
            <h3>{thing::browser(language, line.from.browser)}</h3>
            <p class="quiet">
                {sessions::from(language, &line.from.ip)} " · " {thing::proof(language, line.proved_by)} <br />
                {sessions::signed_in(language)} " " <When at=line.signed_in_at /> " · " {sessions::seen(language)} " "
                <When at=line.last_seen_at />
            </p>
            {children.map(|children| children())}
        </article>
    }
}
