//! `/sign-in/help`: before the password the organisation's help line, after it the admins by name.

use identity::view::{
    front::OrganisationView,
    help::{Blocked, HelpView, KnownHelp},
};
use leptos::prelude::*;

use super::cancel::Cancel;
use crate::{
    components::{Admins, AskAdmin, Page},
    pages::show,
    paths,
    words::{self, access_pass, front},
};

#[component]
pub fn HelpPage() -> impl IntoView {
    let slug = Some(paths::query("organisation")).filter(|slug| !slug.is_empty());
    show(
        |desk, visitor| async move { desk.help_page(&visitor, slug).await },
        page,
    )
}

fn page(view: HelpView) -> impl IntoView {
    let HelpView {
        organisation,
        help_line,
        known,
    } = view;
    match known {
        Some(known) => for_known(organisation, known).into_any(),
        None => for_stranger(organisation, help_line).into_any(),
    }
}

fn for_stranger(organisation: Option<OrganisationView>, help_line: String) -> impl IntoView {
    let language = words::language();
    let (slug, name) = organisation
        .as_ref()
        .map(|one| (one.slug.clone(), one.name.clone()))
        .unwrap_or_default();
    let back = if slug.is_empty() {
        "/sign-in".to_owned()
    } else {
        format!("/o/{slug}/sign-in")
    };
    let line = if help_line.is_empty() {
        front::help_no_line(language).to_owned()
    } else {
        help_line
    };
    view! {
        <Page title=front::help_title(language) organisation=organisation>
            <p>{front::help_stranger(language)}</p>
            <ul>
                <li>{front::help_tip_address(language)}</li>
                <li>{front::help_tip_caps(language)}</li>
                <li>{front::help_tip_link(language)}</li>
            </ul>
            {(!name.is_empty())
                .then(|| {
                    view! {
                        <h2>{front::help_line(language, name)}</h2>
                        <p class="contact">{line}</p>
                    }
                })}
            <p>
                <a href=back>{front::back_to_sign_in(language)}</a>
            </p>
        </Page>
    }
}

fn for_known(organisation: Option<OrganisationView>, known: KnownHelp) -> impl IntoView {
    let language = words::language();
    let (title, text) = match known.blocked {
        Some(Blocked::WindowPassed) => (
            front::help_window_title(language),
            front::help_window_text(language),
        ),
        Some(Blocked::NoWayIn) => (
            front::help_no_way_title(language),
            front::help_no_way_text(language),
        ),
        None => (front::help_title(language), ""),
    };
    view! {
        <Page title=title organisation=organisation>
            {(!text.is_empty()).then(|| view! { <p>{text}</p> })}
            <h2>{front::help_who(language)}</h2>
            <Admins admins=known.admins contact=known.contact />
            <p class="quiet">{front::help_ready(language)}</p>
            <AskAdmin asked=known.asked />
            {known
                .takes_pass
                .then(|| {
                    view! {
                        <p>
                            <a href="/sign-in/access-pass">{access_pass::way(language)}</a>
                        </p>
                    }
                })}
            {known
                .can_go_back
                .then(|| {
                    view! {
                        <p>
                            <a href="/sign-in/verify">{front::back_to_sign_in(language)}</a>
                        </p>
                    }
                })}
            <Cancel />
        </Page>
    }
}
