//! `/enrol/replace`: after a sign-in by backup code, the offer to replace what was lost without another proof.

use identity::{
    factor::{Factor, FactorKind, KindSet},
    place::Place,
    view::enrolment::ReplaceLostView,
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{phone::instead, start::StartTotp};
use crate::{
    components::{Button, Form, Look, Page},
    pages::show,
    paths, wire,
    words::{self, enrol, when},
};

#[component]
pub fn ReplaceLostPage() -> impl IntoView {
    show(
        |desk, visitor| async move { desk.replace_lost_page(&visitor).await },
        page,
    )
}

fn page(view: ReplaceLostView) -> impl IntoView {
    let language = words::language();
    let ReplaceLostView {
        me,
        codes_left,
        factors,
        kinds,
        then,
    } = view;
    let left = match codes_left {
        0 => enrol::lost_none_left(language).to_owned(),
        left => enrol::lost_left(language, left),
    };
    // Whoever used the last code makes new ones next (case B-09).
    let on = match codes_left {
        0 => paths::path(&Place::BackupCodes),
        _ => then
            .or_else(|| wire::flash().typed.remove("then"))
            .unwrap_or_else(|| paths::path(&Place::Account)),
    };
    let choices = match factors.as_slice() {
        [one] => only(one, kinds).into_any(),
        several => several
            .iter()
            .map(|factor| one_of(factor, kinds))
            .collect_view()
            .into_any(),
    };
    view! {
        <Page title=title(&factors) me>
            <p>{left}</p>
            {(factors.len() > 1).then(|| view! { <h2>{enrol::lost_which(language)}</h2> })}
            {choices}
            <p>
                <a href=on>{enrol::lost_go_on(language)}</a>
            </p>
        </Page>
    }
}

/// An app, and the number that codes go to, are lost with the phone; a passkey with a laptop or a key as well.
fn title(factors: &[Factor]) -> &'static str {
    let language = words::language();
    if factors.is_empty() {
        enrol::lost_title_none(language)
    } else if factors
        .iter()
        .all(|factor| matches!(factor.kind, FactorKind::Totp | FactorKind::Phone))
    {
        enrol::lost_title_one(language)
    } else {
        enrol::lost_title_device(language)
    }
}

fn only(factor: &Factor, kinds: KindSet) -> impl IntoView + use<> {
    let language = words::language();
    let text = enrol::lost_text(language, &factor.name);
    view! {
        <p>{text}</p>
        {ways(factor, kinds, (Look::Primary, enrol::lost_new(language).to_owned()))}
    }
}

fn one_of(factor: &Factor, kinds: KindSet) -> impl IntoView + use<> {
    let language = words::language();
    let line = enrol::lost_factor(
        language,
        &factor.name,
        when::relative(language, factor.added_at, wire::visitor().arrived),
    );
    let label = enrol::lost_replaces(language, &factor.name);
    view! {
        <section class="card">
            <p>{line}</p>
            {ways(factor, kinds, (Look::Secondary, label))}
        </section>
    }
}

/// What may stand in its place.
fn ways(factor: &Factor, kinds: KindSet, (look, label): (Look, String)) -> impl IntoView + use<> {
    let id = factor.id;
    let totp = kinds.contains(FactorKind::Totp).then(|| {
        view! {
            <Form action=StartTotp::PATH>
                <input type="hidden" name="replaces" value=id.to_string() />
                <Button look>{label}</Button>
            </Form>
        }
    });
    let passkey = kinds.contains(FactorKind::Passkey).then(|| {
        view! {
            <p>
                <a href=paths::path(&Place::EnrolPasskeyFor(id))>{enrol::lost_passkey(words::language())}</a>
            </p>
        }
    });
    let text = kinds
        .contains(FactorKind::Phone)
        .then(|| instead(id, enrol::lost_phone(words::language())));
    view! {
        {totp}
        {passkey}
        {text}
    }
}
