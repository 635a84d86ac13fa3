//! `/enrol/backup-codes`: a fresh set, shown once; or the offer to make one.

use identity::{
    ids::BackupCodeSetId,
    place::Place,
    session::Owing,
    time::Timestamp,
    view::{account::Me, enrolment::CodesView, prove::ProveView},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::fresh_codes::{self, CodesSaved};
use crate::{
    components::{Button, Form, Look, Page, ProveForm},
    pages::show,
    paths,
    wire::{self, Followed, desk, follow, visitor},
    words::{self, enrol, when},
};

#[server(prefix = "/do", endpoint = "make-codes", input = crate::wire::Form)]
pub async fn make_codes() -> Followed {
    follow(desk().make_codes(&visitor()).await)
}

#[component]
pub fn CodesPage() -> impl IntoView {
    let flash = wire::flash();
    show(
        |desk, visitor| async move { desk.codes_page(&visitor, &flash).await },
        |view| match view {
            CodesView::Fresh { codes, me, made_at } => {
                fresh_codes::page(codes, me, made_at).into_any()
            }
            CodesView::Offer {
                due: Some(view),
                owing,
                ..
            } => prove(view, owing).into_any(),
            CodesView::Offer {
                me,
                owing: Owing::NewCodes,
                ..
            } => owed(me).into_any(),
            CodesView::Offer {
                me,
                left,
                made_at,
                unsaved,
                due: None,
                owing: Owing::Nothing,
            } => offer(me, left, made_at, unsaved).into_any(),
        },
    )
}

fn prove(view: ProveView, owing: Owing) -> impl IntoView {
    let language = words::language();
    let owed = owing == Owing::NewCodes;
    view! {
        <Page title=enrol::offer_make_title(language) me=(*view.me).clone()>
            {owed.then(|| view! { <p>{enrol::owed_why(language)}</p> })}
            <ProveForm view />
            {owed.then(help)}
        </Page>
    }
}

/// After the last one: nothing else until there are new ones.
fn owed(me: Me) -> impl IntoView {
    let language = words::language();
    view! {
        <Page title=enrol::owed_title(language) me>
            <p>{enrol::owed_why(language)}</p>
            <Form action=MakeCodes::PATH>
                <Button>{enrol::offer_make(language)}</Button>
            </Form>
            <p>
                <a href=paths::path(&Place::ReplaceLost)>{enrol::lost_new(language)}</a>
            </p>
            {help()}
        </Page>
    }
}

fn help() -> impl IntoView {
    view! {
        <p>
            <a href=paths::path(&Place::Admins)>{enrol::owed_help(words::language())}</a>
        </p>
    }
}

fn offer(
    me: Me,
    left: u32,
    made_at: Option<Timestamp>,
    unsaved: Option<BackupCodeSetId>,
) -> impl IntoView {
    let language = words::language();
    let now = wire::visitor().arrived;
    let standing = made_at.map(|at| view! { <p>{enrol::offer_left(language, left, when::relative(language, at, now))}</p> });
    let (warn, label) = match made_at {
        Some(_) => (
            Some(enrol::offer_warn(language)),
            enrol::offer_make(language),
        ),
        None => (None, enrol::offer_make_first(language)),
    };
    view! {
        <Page title=enrol::offer_title(language) me>
            <p>{enrol::offer_why(language)}</p>
            {standing}
            {unsaved.map(have_them)}
            {warn.map(|warn| view! { <p>{warn}</p> })}
            <Form action=MakeCodes::PATH>
                <Button>{label}</Button>
            </Form>
            <p>
                <a href="/account">{enrol::to_account(language)}</a>
            </p>
        </Page>
    }
}

/// Made, and never confirmed as saved.
fn have_them(set: BackupCodeSetId) -> impl IntoView {
    let language = words::language();
    view! {
        <section class="card">
            <p>{enrol::offer_unsaved(language)}</p>
            <Form action=CodesSaved::PATH>
                <input type="hidden" name="set" value=set.to_string() />
                <input type="hidden" name="saved" value="on" />
                <Button look=Look::Secondary>{enrol::offer_have(language)}</Button>
            </Form>
        </section>
    }
}
