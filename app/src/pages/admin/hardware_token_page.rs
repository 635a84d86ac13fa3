//! `/admin/hardware-tokens/<id>`: one token: who has it, and what may be done with it as it is.

use identity::{
    hardware_token::TokenDeed,
    ids::{FactorId, HardwareTokenId},
    place::Place,
    refusal::Field,
    view::hardware_tokens::{HardwareTokenView, TokenMay, TokenRow},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    hardware_tokens_page::{codes, device, holder, state},
    parts::{ConsolePage, Fact, ProveFirst, Tab},
};
use crate::{
    components::{Button, Form, Look, TextField, When},
    pages::{not_found, show_console},
    paths::{part, path},
    wire::{self, Followed, Hold, console, follow, visitor},
    words::{self, hardware_tokens as said},
};

mod activate;

#[server(prefix = "/do", endpoint = "assign-token", input = crate::wire::Form)]
pub async fn assign_token(token: HardwareTokenId, #[server(default)] email: String) -> Followed {
    follow(console().assign_token(&visitor(), token, email).await)
}

/// `deed` is [`TokenDeed`].
#[server(prefix = "/do", endpoint = "manage-token", input = crate::wire::Form)]
pub async fn manage_token(token: HardwareTokenId, #[server(default)] deed: String) -> Followed {
    follow(console().manage_token(&visitor(), token, deed).await)
}

#[component]
pub fn HardwareTokenPage() -> impl IntoView {
    let Some(token) = part("token") else {
        return not_found::page().into_any();
    };
    show_console(
        move |console, visitor| async move { console.token_page(&visitor, token).await },
        page,
    )
    .into_any()
}

fn page(view: HardwareTokenView) -> impl IntoView {
    let language = words::language();
    let token = view.token;
    let change = match view.due {
        Some(due) => {
            Hold::on_to(wire::flash().typed);
            view! { <ProveFirst what=said::due(language) view=due /> }.into_any()
        }
        None => changes(&token, view.may).into_any(),
    };
    view! {
        <ConsolePage title=said::page_title(language, &token.serial) me=view.me tab=Tab::HardwareTokens>
            {facts(&token, view.drift)}
            {change}
            <p>
                <a href=path(&Place::HardwareTokens)>{said::back(language)}</a>
            </p>
        </ConsolePage>
    }
}

fn facts(token: &TokenRow, drift: i64) -> impl IntoView + use<> {
    let language = words::language();
    let (device, state, codes, imported_at) = (
        device(token),
        state(token),
        codes(token.kind),
        token.imported_at,
    );
    let drift = (drift != 0).then(|| said::drift_text(language, drift));
    let held = token.holder.as_ref().map(|held| {
        let used = match held.last_used_at {
            Some(at) => view! { <When at /> }.into_any(),
            None => said::never_used(language).into_any(),
        };
        let who = holder(held);
        view! {
            <Fact name=said::holder(language)>{who}</Fact>
            <Fact name=said::last_used(language)>{used}</Fact>
        }
    });
    view! {
        <dl class="facts">
            <Fact name=said::state(language)>{state}</Fact>
            {held}
            {(!device.is_empty()).then(|| view! { <Fact name=said::device(language)>{device}</Fact> })}
            <Fact name=said::codes(language)>{codes}</Fact>
            {drift.map(|drift| view! { <Fact name=said::drift(language)>{drift}</Fact> })}
            <Fact name=said::imported_at(language)>
                <When at=imported_at />
            </Fact>
        </dl>
    }
}

fn changes(token: &TokenRow, may: TokenMay) -> impl IntoView + use<> {
    let language = words::language();
    let id = token.id;
    let take_back = [
        said::take_back_title(language),
        said::take_back_lead(language),
        said::take_back(language),
    ];
    let delete = [
        said::delete_title(language),
        said::delete_lead(language),
        said::delete(language),
    ];
    view! {
        {may.assign.is_yes().then(|| assign(id))}
        {may.activate.is_yes().then(|| activate::section(token))}
        {may.take_back.is_yes().then(|| match signing_in(token) {
            Some(factor) => remove(factor).into_any(),
            None => deed(id, TokenDeed::TakeBack, take_back).into_any(),
        })}
        {may.delete.is_yes().then(|| deed(id, TokenDeed::Delete, delete))}
    }
}

fn assign(id: HardwareTokenId) -> impl IntoView {
    let language = words::language();
    view! {
        <section>
            <h2>{said::assign_title(language)}</h2>
            <p>{said::assign_lead(language)}</p>
            <Form action=AssignToken::PATH>
                <input type="hidden" name="token" value=id.to_string() />
                <TextField field=Field::Email label=said::email(language) kind="email" inputmode="email" />
                <Button>{said::assign(language)}</Button>
            </Form>
        </section>
    }
}

/// The factor that the token is, if it signs its holder in.
fn signing_in(token: &TokenRow) -> Option<FactorId> {
    let holder = token.holder.as_ref()?;
    holder.state.is_listed().then_some(holder.factor)
}

/// With a reason and how its holder was verified, on a page of its own.
fn remove(factor: FactorId) -> impl IntoView {
    let language = words::language();
    view! {
        <section>
            <h2>{said::take_back_title(language)}</h2>
            <p>{said::remove_lead(language)}</p>
            <p>
                <a class="button" href=path(&Place::TakeFactor(factor))>{said::remove(language)}</a>
            </p>
        </section>
    }
}

fn deed(
    id: HardwareTokenId,
    deed: TokenDeed,
    [title, lead, button]: [&'static str; 3],
) -> impl IntoView {
    view! {
        <section>
            <h2>{title}</h2>
            <p>{lead}</p>
            <Form action=ManageToken::PATH>
                <input type="hidden" name="token" value=id.to_string() />
                <input type="hidden" name="deed" value=deed.code() />
                <Button look=Look::Danger>{button}</Button>
            </Form>
        </section>
    }
}
