//! `/enrol/passkey`: what the browser will ask, a name if one is wanted, and the button that begins.

use identity::{
    factor::Factor,
    front_desk::{KeepOld, PasskeyForm},
    ids::FactorId,
    refusal::Field,
    secret::Secret,
    view::{passkey::PasskeyView, prove::Due},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::parts::{back, replacing};
use crate::{
    components::{Form, Page, ProveForm, TextField},
    islands::passkey::{AskPasskey, Ceremony},
    pages::{front::Cancel, show},
    paths,
    wire::{Declined, Followed, desk, follow, hand_over, visitor},
    words::{self, enrol, passkey},
};

#[server(prefix = "/do", endpoint = "start-passkey", input = crate::wire::Form)]
pub async fn start_passkey(#[server(default)] replaces: String) -> Result<String, Declined> {
    let (desk, visitor) = (desk(), visitor());
    hand_over(async move { desk.start_passkey(&visitor, replaces.parse().ok()).await })
        .await
        .map(|options| options.0)
}

/// `keep` is ticked to keep the factor that this one replaces.
#[server(prefix = "/do", endpoint = "confirm-passkey", input = crate::wire::Form)]
pub async fn confirm_passkey(
    answer: Secret,
    name: String,
    #[server(default)] replaces: String,
    #[server(default)] keep: String,
) -> Followed {
    let form = PasskeyForm {
        answer,
        name,
        replaces: replaces.parse().ok(),
        keep_old: if keep.is_empty() {
            KeepOld::Remove
        } else {
            KeepOld::Keep
        },
    };
    follow(desk().confirm_passkey(&visitor(), form).await)
}

#[component]
pub fn PasskeyPage() -> impl IntoView {
    let replaces: Option<FactorId> = paths::part("factor");
    show(
        move |desk, visitor| async move { desk.passkey_page(&visitor, replaces).await },
        |due| match due {
            Due::Ready(view) => page(view).into_any(),
            Due::Proof(view) => proof(view).into_any(),
        },
    )
}

fn proof(view: identity::view::prove::ProveView) -> impl IntoView {
    view! {
        <Page title=passkey::title(words::language()) me=(*view.me).clone()>
            <ProveForm view />
            {back()}
        </Page>
    }
}

fn page(view: PasskeyView) -> impl IntoView {
    let language = words::language();
    let PasskeyView {
        organisation,
        replaces,
        me,
    } = view;
    let old = replaces.as_ref().map(|old| old.id.to_string());
    let with = old.iter().map(|id| ("replaces", id.clone())).collect();
    // The desk ends the other sessions when a factor is confirmed (ASVS 7.4.3).
    let elsewhere = me
        .as_ref()
        .map(|_| view! { <p class="quiet">{enrol::elsewhere(language)}</p> });
    let leave = if me.is_some() {
        back().into_any()
    } else {
        view! { <Cancel /> }.into_any()
    };
    view! {
        <Page title=passkey::title(language) organisation=organisation me=me>
            <p>{passkey::lead(language)}</p>
            <ol>
                <li>{passkey::step_press(language)}</li>
                <li>{passkey::step_confirm(language)}</li>
                <li>{passkey::step_elsewhere(language)}</li>
            </ol>
            <Form action=ConfirmPasskey::PATH>
                <TextField field=Field::Name label=passkey::name(language) hint=passkey::name_hint(language) />
                {replaces.map(|old: Factor| replacing(old.name.as_str()))}
                {old.map(|id| view! { <input type="hidden" name="replaces" value=id /> })}
                <AskPasskey ceremony=Ceremony::Create start=StartPasskey::PATH with label=passkey::create(language) />
            </Form>
            {elsewhere}
            <p>
                <a href="/enrol">{passkey::another_kind(language)}</a>
            </p>
            {leave}
        </Page>
    }
}
