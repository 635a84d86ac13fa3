//! `/enrol`: which kind to set up. Owed within a sign-in, or added within a session.

use identity::{
    enrolment::{EnrolCause, GrantCause},
    factor::{ENROLLABLE, FactorKind, KindSet},
    language::Language,
    place::Place,
    time::Timestamp,
    view::{account::Me, enrolment::EnrolView, front::OrganisationView, prove::ProveView},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{phone, postpone::Postpone, start::StartTotp};
use crate::{
    components::{Button, Form, Look, Page, ProveForm},
    pages::{front::Cancel, show},
    paths::path,
    words::{self, enrol, passkey, thing},
};

#[component]
pub fn EnrolPage() -> impl IntoView {
    show(
        |desk, visitor| async move { desk.enrol_page(&visitor).await },
        |view| match view {
            EnrolView::Adding {
                me,
                kinds,
                due,
                full,
            } => adding(me, kinds, due, full).into_any(),
            EnrolView::Owed {
                organisation,
                cause,
                kinds,
                postpone_until,
            } => owing(organisation, cause, kinds, postpone_until).into_any(),
        },
    )
}

fn owing(
    organisation: OrganisationView,
    cause: EnrolCause,
    kinds: KindSet,
    postpone_until: Option<Timestamp>,
) -> impl IntoView {
    let language = words::language();
    let why = why(language, cause, &organisation.name);
    view! {
        <Page title=enrol::title(language) organisation=organisation>
            <p>{why} " " {enrol::how_long(language)}</p>
            <Kinds kinds />
            {postpone_until.map(|until| view! { <Postpone until /> })}
            <p>
                <a href="/sign-in/help">{enrol::help(language)}</a>
            </p>
            <Cancel />
        </Page>
    }
}

fn why(language: Language, cause: EnrolCause, organisation: &str) -> String {
    match cause {
        EnrolCause::Granted(GrantCause::NeverEnrolled) => enrol::why_new(language).to_owned(),
        EnrolCause::Granted(GrantCause::Reset) => enrol::why_reset(language).to_owned(),
        EnrolCause::Granted(GrantCause::ApiRemoval) => enrol::why_removed(language, organisation),
        EnrolCause::Granted(GrantCause::OwnRemoval) => enrol::why_own(language, organisation),
        EnrolCause::PolicyAsksAnother => enrol::why_policy(language, organisation),
        EnrolCause::NoFactorLeft => enrol::why_none_left(language).to_owned(),
    }
}

fn adding(me: Me, kinds: KindSet, due: Option<ProveView>, full: bool) -> impl IntoView {
    let language = words::language();
    let content = match due {
        _ if full => view! { <p>{enrol::full(language)}</p> }.into_any(),
        Some(view) => view! { <ProveForm view /> }.into_any(),
        None => view! { <Kinds kinds /> }.into_any(),
    };
    view! {
        <Page title=enrol::adding_title(language) me>
            {content} <p>
                <a href="/account">{enrol::to_account(language)}</a>
            </p>
        </Page>
    }
}

/// A card for each kind that is allowed and that can be set up here.
#[component]
fn Kinds(kinds: KindSet) -> impl IntoView {
    let language = words::language();
    if kinds.and(ENROLLABLE).is_empty() {
        return view! { <p>{enrol::nothing_offered(language)}</p> }.into_any();
    }
    let (passkey, totp) = (
        kinds.contains(FactorKind::Passkey),
        kinds.contains(FactorKind::Totp),
    );
    let text = kinds.contains(FactorKind::Phone).then(|| {
        phone::card(if passkey || totp {
            Look::Secondary
        } else {
            Look::Primary
        })
    });
    // One primary button a page: the passkey's, where there is one.
    let look = if passkey {
        Look::Secondary
    } else {
        Look::Primary
    };
    view! {
        {passkey.then(by_passkey)}
        {totp.then(|| by_totp(look))}
        {text}
    }
    .into_any()
}

fn by_passkey() -> impl IntoView {
    let language = words::language();
    view! {
        <section class="card choice">
            <h2>{thing::kind(language, FactorKind::Passkey)}</h2>
            <p>{passkey::card_text(language)}</p>
            <p class="quiet">{passkey::card_need(language)}</p>
            <p>
                <a class="button primary" href=path(&Place::EnrolPasskey)>
                    {passkey::create(language)}
                </a>
            </p>
        </section>
    }
}

fn by_totp(look: Look) -> impl IntoView {
    let language = words::language();
    view! {
        <section class="card choice">
            <h2>{thing::kind(language, FactorKind::Totp)}</h2>
            <p>{enrol::totp_text(language)}</p>
            <p class="quiet">{enrol::totp_need(language)}</p>
            <Form action=StartTotp::PATH>
                <Button look>{enrol::totp_submit(language)}</Button>
            </Form>
        </section>
    }
}
