//! "Show it's you": stands on a page in place of what it guards, until a fresh proof was given.

use identity::{
    factor::{Factor, FactorKind},
    refusal::Field,
    step_up::{Realm, Worth},
    view::prove::{ByPassword, ProveView},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    Button, CodeField, Form, PasswordField,
    code_field::Code,
    texted::{CodeOnItsWay, SendCode, asks_for_code, ending},
};
use crate::{
    islands::passkey::{AskPasskey, Ceremony},
    pages::prove::{Prove, ProvePasskey, StartPasskeyProof, TextProof},
    paths,
    wire::{self, Hold},
    words::{self, passkey, phone, prove as words_of, thing},
};

/// By what it is proved on this page.
enum Way {
    Passkey,
    Factor {
        id: String,
        name: String,
    },
    /// A code that is sent to a phone.
    Text(Factor),
    BackupCode,
    Password,
}

/// Put it under the page's own `h1`, which says what is about to be done. `?by=<factor id>` or `?by=code` choose the way.
#[component]
pub fn ProveForm(
    view: ProveView,
    /// Not where there is something to read first.
    #[prop(default = true)]
    autofocus: bool,
) -> impl IntoView {
    let language = words::language();
    Hold::on_to(wire::flash().typed);
    let why = match (view.action.realm(), view.action.worth()) {
        (Realm::OwnAccount, Worth::TheSession) => words_of::why_account(language),
        (Realm::OwnAccount, Worth::ThisAction) => words_of::why_once(language),
        (Realm::Console, _) => words_of::why_console(language),
    };
    let Some(way) = chosen(&view) else {
        return view! { <p>{words_of::none(language)}</p> }.into_any();
    };
    let (factor, field) = match &way {
        Way::Passkey => return by_passkey(&view, why).into_any(),
        Way::Text(factor) => return by_text(&view, factor, why).into_any(),
        Way::Factor { id, name } => {
            let label = words_of::code_label(language, name);
            (
                id.clone(),
                view! { <CodeField label hint=words_of::code_hint(language) autofocus /> }
                    .into_any(),
            )
        }
        Way::BackupCode => {
            let field = view! { <CodeField label=words_of::backup_label(language) hint=words_of::backup_hint(language) kind=Code::Backup autofocus /> };
            (String::new(), field.into_any())
        }
        Way::Password => {
            let field = view! { <PasswordField field=Field::Password label=words_of::password_label(language) autofocus /> };
            (String::new(), field.into_any())
        }
    };
    view! {
        <h2>{words_of::title(language)}</h2>
        <p>{why}</p>
        <Form action=Prove::PATH>
            <input type="hidden" name="action" value=view.action.to_string() />
            <input type="hidden" name="factor" value=factor />
            {field}
            <Button>{words_of::submit(language)}</Button>
        </Form>
        {others(&view, &way)}
    }
    .into_any()
}

/// What the query asks for, what was tried last, or what was used last.
fn chosen(view: &ProveView) -> Option<Way> {
    let by = paths::query("by");
    let tried = wire::flash()
        .typed
        .get("factor")
        .cloned()
        .unwrap_or_default();
    let factor = |wanted: &str| {
        view.factors
            .iter()
            .find(|factor| factor.id.to_string() == wanted && is_coded(factor))
    };
    if by == PASSKEY && has_passkey(view) {
        return Some(Way::Passkey);
    }
    if by == "code" && view.codes_left > 0 {
        return Some(Way::BackupCode);
    }
    if by == PASSWORD && view.by_password == ByPassword::Yes {
        return Some(Way::Password);
    }
    let used_last = view.factors.first().map(|factor| factor.kind);
    if factor(&by).is_none()
        && has_passkey(view)
        && (tried == PASSKEY || tried.is_empty() && used_last == Some(FactorKind::Passkey))
    {
        return Some(Way::Passkey);
    }
    match factor(&by)
        .or_else(|| factor(&tried))
        .or_else(|| usable(view).next())
    {
        Some(factor) if factor.kind == FactorKind::Phone => Some(Way::Text(factor.clone())),
        Some(factor) => Some(Way::Factor {
            id: factor.id.to_string(),
            name: factor.name.to_string(),
        }),
        None if has_passkey(view) => Some(Way::Passkey),
        None if view.by_password == ByPassword::Yes => Some(Way::Password),
        None => (view.codes_left > 0).then_some(Way::BackupCode),
    }
}

/// What `?by=` says for all passkeys together.
const PASSKEY: &str = "passkey";
const PASSWORD: &str = "password";

fn has_passkey(view: &ProveView) -> bool {
    view.factors
        .iter()
        .any(|factor| factor.kind == FactorKind::Passkey)
}

fn by_passkey(view: &ProveView, why: &'static str) -> impl IntoView + use<> {
    let language = words::language();
    let action = view.action.to_string();
    let with = vec![("action", action.clone())];
    let others = others(view, &Way::Passkey);
    view! {
        <h2>{words_of::title(language)}</h2>
        <p>{why}</p>
        <p>{passkey::prove_text(language)}</p>
        <Form action=ProvePasskey::PATH>
            <input type="hidden" name="action" value=action />
            <AskPasskey ceremony=Ceremony::Use start=StartPasskeyProof::PATH with label=passkey::verify_button(language) />
        </Form>
        {others}
    }
}

/// A code by message is sent when it is asked for, and then entered.
fn by_text(view: &ProveView, factor: &Factor, why: &'static str) -> impl IntoView + use<> {
    let language = words::language();
    let texted = view.texted.iter().find(|texted| texted.factor == factor.id);
    let (id, action) = (factor.id.to_string(), view.action.to_string());
    let ending = ending(factor);
    let on_its_way = texted
        .and_then(|texted| texted.code)
        .map(|code| view! { <CodeOnItsWay code ending=ending.clone() /> });
    let hidden = vec![("action", action.clone()), ("factor", id.clone())];
    let form = asks_for_code(texted).then(|| {
        view! {
            <Form action=Prove::PATH>
                <input type="hidden" name="action" value=action />
                <input type="hidden" name="factor" value=id />
                <CodeField label=phone::code(language) hint=phone::code_hint(language) />
                <Button>{words_of::submit(language)}</Button>
            </Form>
        }
    });
    let send = texted
        .copied()
        .map(|texted| view! { <SendCode action=TextProof::PATH hidden texted ending /> });
    let others = others(view, &Way::Text(factor.clone()));
    view! {
        <h2>{words_of::title(language)}</h2>
        <p>{why}</p>
        <p class="subject">{thing::numbered(factor)}</p>
        {on_its_way}
        {form}
        {send}
        {others}
    }
}

/// Factors that a code proves.
fn usable(view: &ProveView) -> impl Iterator<Item = &Factor> {
    view.factors.iter().filter(|factor| is_coded(factor))
}

const fn is_coded(factor: &Factor) -> bool {
    factor.kind.shows_codes()
}

fn others(view: &ProveView, way: &Way) -> impl IntoView + use<> {
    let language = words::language();
    let current = match way {
        Way::Factor { id, .. } => id.clone(),
        Way::Text(factor) => factor.id.to_string(),
        Way::Passkey => PASSKEY.to_owned(),
        Way::BackupCode => "code".to_owned(),
        Way::Password => PASSWORD.to_owned(),
    };
    let mut links: Vec<(String, String)> = usable(view)
        .map(|factor| (factor.id.to_string(), thing::numbered(factor)))
        .filter(|(id, _)| *id != current)
        .collect();
    if has_passkey(view) && current != PASSKEY {
        links.push((PASSKEY.into(), passkey::verify_way(language).into()));
    }
    if view.codes_left > 0 && current != "code" {
        links.push((
            "code".into(),
            words_of::by_backup_code(language, view.codes_left),
        ));
    }
    if view.by_password == ByPassword::Yes && current != PASSWORD {
        links.push((PASSWORD.into(), words_of::by_password(language).into()));
    }
    (!links.is_empty()).then(|| {
        let links = links
            .into_iter()
            .map(|(by, label)| view! { <li><a href=paths::keeping_customers(format!("?by={by}"))>{label}</a></li> })
            .collect_view();
        view! {
            <h3>{words_of::other_ways(language)}</h3>
            <ul class="ways">{links}</ul>
        }
    })
}
