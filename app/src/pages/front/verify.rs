//! `/sign-in/verify`: one factor at a time, the one used last first; other ways by name.

use identity::{
    factor::{Factor, FactorKind},
    front_desk::CodeForm,
    ids::FactorId,
    secret::Secret,
    view::front::VerifyView,
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{backup_code, cancel::Cancel};
use crate::{
    components::{Button, CodeField, Form, Page},
    pages::show,
    paths,
    wire::{self, Followed, desk, follow, visitor},
    words::{self, front, when},
};

#[server(prefix = "/do", endpoint = "verify-totp", input = crate::wire::Form)]
pub async fn verify_totp(factor: FactorId, code: Secret) -> Followed {
    follow(
        desk()
            .verify_totp(&visitor(), CodeForm { factor, code })
            .await,
    )
}

#[component]
pub fn VerifyPage() -> impl IntoView {
    show(
        |desk, visitor| async move { desk.verify_page(&visitor).await },
        |view| match chosen(&view) {
            Some(factor) => code(&view, &factor).into_any(),
            // Nothing left that shows codes: a backup code is asked for instead.
            None => backup_code::page(&view).into_any(),
        },
    )
}

/// Factors that show a code.
fn usable(view: &VerifyView) -> impl Iterator<Item = &Factor> {
    view.factors
        .iter()
        .filter(|factor| matches!(factor.kind, FactorKind::Totp | FactorKind::HardwareToken))
}

/// The one that the query names, that was tried last, or that was used last.
fn chosen(view: &VerifyView) -> Option<Factor> {
    let tried = wire::flash().typed.remove("factor").unwrap_or_default();
    let named = |id: String| usable(view).find(|factor| factor.id.to_string() == id);
    named(paths::query("by"))
        .or_else(|| named(tried))
        .or_else(|| usable(view).next())
        .cloned()
}

fn code(view: &VerifyView, factor: &Factor) -> impl IntoView + use<> {
    let language = words::language();
    let added = when::relative(language, factor.added_at, wire::visitor().arrived);
    let (title, hint) = match factor.kind {
        FactorKind::HardwareToken => (
            front::verify_token_title(language),
            front::verify_token_hint(language),
        ),
        _ => (
            front::verify_totp_title(language),
            front::verify_hint(language),
        ),
    };
    let name = view.organisation.name.clone();
    let (subject, id) = (
        front::verify_factor(language, &factor.name, added),
        factor.id.to_string(),
    );
    let others = others(view, factor);
    view! {
        <Page title=title organisation=name>
            <p class="subject">{subject}</p>
            <Form action=VerifyTotp::PATH>
                <input type="hidden" name="factor" value=id />
                <CodeField label=front::code(language) hint=hint />
                <Button>{front::verify_submit(language)}</Button>
            </Form>
            {others}
            <Cancel />
        </Page>
    }
}

/// What else this person has, by name, and the way to help.
fn others(view: &VerifyView, current: &Factor) -> impl IntoView + use<> {
    let language = words::language();
    let factors = usable(view).filter(|factor| factor.id != current.id);
    let factors: Vec<_> = factors
        .map(|factor| {
            let path = format!("?by={}", factor.id);
            view! { <li><a href=path>{factor.name.to_string()}</a></li> }
        })
        .collect();
    let left = view.codes_left;
    let codes = (left > 0).then(|| view! { <li><a href="/sign-in/backup-code">{front::verify_backup(language, left)}</a></li> });
    view! {
        {(!factors.is_empty())
            .then(|| {
                view! {
                    <h2>{front::verify_other(language)}</h2>
                    <ul class="ways">{factors}</ul>
                }
            })}
        <h2>{front::verify_cannot(language)}</h2>
        <ul class="ways">
            {codes} <li>
                <a href="/sign-in/help">{front::verify_help(language)}</a>
            </li>
        </ul>
    }
}
