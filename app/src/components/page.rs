//! The frame of every page: header, what went wrong or was done, the one heading, the content, footer.

use identity::view::account::Me;
use leptos::prelude::*;

use super::{
    StillThere, error_summary::ErrorSummary, footer::Footer, header::Header, notice::NoticeLine,
};
use crate::{
    shell::Title,
    wire,
    words::{self, common},
};

/// `title` is the `h1` and the browser's title. `wide` is for tables; everything else is one narrow column.
#[component]
pub fn Page(
    #[prop(into)] title: String,
    /// The organisation's name, where it is known.
    #[prop(optional, into)]
    organisation: String,
    /// Whom a signed-in page is for.
    #[prop(default = None, into)]
    me: Option<Me>,
    #[prop(optional)] wide: bool,
    children: Children,
) -> impl IntoView {
    let language = words::language();
    let flash = wire::flash();
    let organisation = match &me {
        Some(me) => me.organisation.name.clone(),
        None => organisation,
    };
    if let Some(browser_title) = use_context::<Title>() {
        browser_title.set(title_for(&title, &organisation, flash.refused.is_some()));
    }
    let ends = me.as_ref().map(|me| me.ends);
    view! {
        <a class="skip" href="#main">
            {common::skip(language)}
        </a>
        <Header organisation me />
        <main id="main" class=if wide { "page wide" } else { "page" }>
            <ErrorSummary refused=flash.refused />
            <NoticeLine notice=flash.notice />
            <h1>{title}</h1>
            {children()}
        </main>
        <Footer />
        {ends.map(|ends| view! { <StillThere ends /> })}
    }
}

/// "Error: " first when there is one, then what the page is, then whose it is.
fn title_for(title: &str, organisation: &str, refused: bool) -> String {
    let language = words::language();
    let whose = if organisation.is_empty() {
        common::product(language)
    } else {
        organisation
    };
    let title = if title.contains(whose) {
        title.to_owned()
    } else {
        format!("{title} – {whose}")
    };
    if refused {
        common::error_prefix(language, title)
    } else {
        title
    }
}
