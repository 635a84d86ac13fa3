//! The frame of every page: header, what went wrong or was done, the one heading, the content, footer.

use identity::view::{account::Me, front::OrganisationView};
use leptos::prelude::*;

use super::{
    StillThere, error_summary::ErrorSummary, footer::Footer, header::Header, notice::NoticeLine,
};
use crate::{
    shell::{Theme, Title},
    wire,
    words::{self, common},
};

/// `title` is the `h1` and the browser's title. `wide` is for tables; everything else is one narrow column.
#[component]
pub fn Page(
    #[prop(into)] title: String,
    /// Whose page it is, where that is known.
    #[prop(default = None, into)]
    organisation: Option<OrganisationView>,
    /// Whom a signed-in page is for.
    #[prop(default = None, into)]
    me: Option<Me>,
    #[prop(optional)] wide: bool,
    children: Children,
) -> impl IntoView {
    let language = words::language();
    let flash = wire::flash();
    let organisation = match &me {
        Some(me) => Some(me.organisation.clone()),
        None => organisation,
    };
    if let Some(browser_title) = use_context::<Title>() {
        let name = organisation.as_ref().map(|whose| whose.name.as_str());
        browser_title.set(title_for(&title, name, flash.refused.is_some()));
    }
    let accent = organisation.as_ref().and_then(|whose| whose.brand.accent);
    if let Some((theme, accent)) = use_context::<Theme>().zip(accent) {
        theme.set(accent);
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
fn title_for(title: &str, organisation: Option<&str>, refused: bool) -> String {
    let language = words::language();
    let whose = organisation.unwrap_or(common::product(language));
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
