//! `/enrol/replace`: after a sign-in by backup code, the offer to replace the lost phone without another proof.

use identity::{
    factor::{Factor, FactorKind},
    place::Place,
    view::enrolment::ReplaceLostView,
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::start::StartTotp;
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
        then,
    } = view;
    let factors: Vec<Factor> = factors
        .into_iter()
        .filter(|factor| factor.kind == FactorKind::Totp)
        .collect();
    let title = if factors.is_empty() {
        enrol::lost_title_none(language)
    } else {
        enrol::lost_title_one(language)
    };
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
        [one] => only(one).into_any(),
        several => several.iter().map(one_of).collect_view().into_any(),
    };
    view! {
        <Page title=title me>
            <p>{left}</p>
            {(factors.len() > 1).then(|| view! { <h2>{enrol::lost_which(language)}</h2> })}
            {choices}
            <p>
                <a href=on>{enrol::lost_go_on(language)}</a>
            </p>
        </Page>
    }
}

fn only(factor: &Factor) -> impl IntoView + use<> {
    let language = words::language();
    let text = enrol::lost_text(language, &factor.name);
    let id = factor.id.to_string();
    view! {
        <p>{text}</p>
        <Form action=StartTotp::PATH>
            <input type="hidden" name="replaces" value=id />
            <Button>{enrol::lost_new(language)}</Button>
        </Form>
    }
}

fn one_of(factor: &Factor) -> impl IntoView + use<> {
    let language = words::language();
    let line = enrol::lost_factor(
        language,
        &factor.name,
        when::relative(language, factor.added_at, wire::visitor().arrived),
    );
    let (id, label) = (
        factor.id.to_string(),
        enrol::lost_replaces(language, &factor.name),
    );
    view! {
        <section class="card">
            <p>{line}</p>
            <Form action=StartTotp::PATH>
                <input type="hidden" name="replaces" value=id />
                <Button look=Look::Secondary>{label}</Button>
            </Form>
        </section>
    }
}
