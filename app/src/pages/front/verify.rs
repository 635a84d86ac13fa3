//! `/sign-in/verify`: one factor at a time, the one used last first; other ways by name.

use identity::{
    factor::{Factor, FactorKind},
    front_desk::CodeForm,
    ids::FactorId,
    secret::Secret,
    view::front::VerifyView,
};
use leptos::{prelude::*, server_fn::ServerFn};

mod text;

use super::{backup_code, cancel::Cancel};
use crate::{
    components::{Button, CodeField, Form, Page},
    islands::passkey::{AskPasskey, Ceremony},
    pages::show,
    paths,
    wire::{self, Declined, Followed, desk, follow, hand_over, visitor},
    words::{self, access_pass, front, passkey, thing, when},
};

#[server(prefix = "/do", endpoint = "verify-totp", input = crate::wire::Form)]
pub async fn verify_totp(factor: FactorId, code: Secret) -> Followed {
    follow(
        desk()
            .verify_totp(&visitor(), CodeForm { factor, code })
            .await,
    )
}

#[server(prefix = "/do", endpoint = "start-passkey-check", input = crate::wire::Form)]
pub async fn start_passkey_check() -> Result<String, Declined> {
    let (desk, visitor) = (desk(), visitor());
    hand_over(async move { desk.start_passkey_check(&visitor).await })
        .await
        .map(|options| options.0)
}

#[server(prefix = "/do", endpoint = "verify-passkey", input = crate::wire::Form)]
pub async fn verify_passkey(answer: Secret) -> Followed {
    follow(desk().verify_passkey(&visitor(), answer).await)
}

/// What `?by=` says for all passkeys together.
const BY_PASSKEY: &str = "passkey";

#[component]
pub fn VerifyPage() -> impl IntoView {
    show(
        |desk, visitor| async move { desk.verify_page(&visitor).await },
        |view| match chosen(&view) {
            Some(Way::Passkey) => by_passkey(&view).into_any(),
            Some(Way::Code(factor)) if factor.kind == FactorKind::Phone => {
                text::page(&view, &factor).into_any()
            }
            Some(Way::Code(factor)) => code(&view, &factor).into_any(),
            // Nothing left that shows codes: a backup code is asked for instead.
            None => backup_code::page(&view).into_any(),
        },
    )
}

/// By what the second step is proved on this page.
enum Way {
    /// Any of them: the browser knows which one it has.
    Passkey,
    Code(Factor),
}

/// Factors that show a code.
fn usable(view: &VerifyView) -> impl Iterator<Item = &Factor> {
    view.factors
        .iter()
        .filter(|factor| factor.kind.shows_codes())
}

fn passkeys(view: &VerifyView) -> Vec<String> {
    view.factors
        .iter()
        .filter(|factor| factor.kind == FactorKind::Passkey)
        .map(|factor| factor.name.to_string())
        .collect()
}

/// The one that the query names, that was tried last, or that was used last.
fn chosen(view: &VerifyView) -> Option<Way> {
    let tried = wire::flash().typed.remove("factor").unwrap_or_default();
    let named = |id: String| match id.as_str() {
        BY_PASSKEY => (!passkeys(view).is_empty()).then_some(Way::Passkey),
        id => usable(view)
            .find(|factor| factor.id.to_string() == id)
            .cloned()
            .map(Way::Code),
    };
    let used_last = || match view.factors.first() {
        Some(factor) if factor.kind == FactorKind::Passkey => Some(Way::Passkey),
        _ => usable(view).next().cloned().map(Way::Code),
    };
    named(paths::query("by"))
        .or_else(|| named(tried))
        .or_else(used_last)
        .or_else(|| named(BY_PASSKEY.to_owned()))
}

fn by_passkey(view: &VerifyView) -> impl IntoView + use<> {
    let language = words::language();
    let organisation = view.organisation.clone();
    let which = passkey::verify_which(language, passkeys(view).join(", "));
    let others = others(view, None);
    view! {
        <Page title=passkey::verify_title(language) organisation=organisation>
            <p>{passkey::verify_text(language)}</p>
            <p class="subject">{which}</p>
            <Form action=VerifyPasskey::PATH>
                <AskPasskey ceremony=Ceremony::Use start=StartPasskeyCheck::PATH label=passkey::verify_button(language) />
            </Form>
            {others}
            <Cancel />
        </Page>
    }
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
    let organisation = view.organisation.clone();
    let (subject, id) = (
        front::verify_factor(language, &factor.name, added),
        factor.id.to_string(),
    );
    let others = others(view, Some(factor));
    view! {
        <Page title=title organisation=organisation>
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
fn others(view: &VerifyView, current: Option<&Factor>) -> impl IntoView + use<> {
    let language = words::language();
    let passkey = (current.is_some() && !passkeys(view).is_empty()).then(|| {
        (
            BY_PASSKEY.to_owned(),
            passkey::verify_way(language).to_owned(),
        )
    });
    let factors: Vec<_> = usable(view)
        .filter(|factor| current.is_none_or(|current| current.id != factor.id))
        .map(|factor| (factor.id.to_string(), thing::numbered(factor)))
        .chain(passkey)
        .map(|(by, name)| view! { <li><a href=format!("?by={by}")>{name}</a></li> })
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
                <a href="/sign-in/access-pass">{access_pass::way(language)}</a>
            </li> <li>
                <a href="/sign-in/help">{front::verify_help(language)}</a>
            </li>
        </ul>
    }
}
