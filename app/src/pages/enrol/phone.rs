//! `/enrol/phone`: which number, after what should be known before it is given (ASVS 6.6.1).

use identity::{
    factor::FactorKind,
    front_desk::PhoneForm,
    ids::FactorId,
    place::Place,
    refusal::Field,
    secret::Secret,
    view::{
        phone::PhoneView,
        prove::{Due, ProveView},
    },
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{parts::back, start::StartTotp};
use crate::{
    components::{Button, Form, Look, Page, ProveForm, TextField},
    pages::{front::Cancel, show},
    paths::{self, path},
    wire::{Followed, desk, follow, visitor},
    words::{self, phone},
};

/// `replaces` is the factor that goes when the new one works; empty if none.
#[server(prefix = "/do", endpoint = "start-phone", input = crate::wire::Form)]
pub async fn start_phone(number: Secret, #[server(default)] replaces: String) -> Followed {
    let replaces = replaces.parse().ok();
    let form = PhoneForm { number, replaces };
    follow(desk().start_phone(&visitor(), form).await)
}

#[component]
pub fn PhonePage() -> impl IntoView {
    let replaces: Option<FactorId> = paths::part("factor");
    show(
        move |desk, visitor| async move { desk.phone_page(&visitor, replaces).await },
        |due| match due {
            Due::Ready(view) => page(view).into_any(),
            Due::Proof(view) => proof(view).into_any(),
        },
    )
}

fn proof(view: ProveView) -> impl IntoView {
    view! {
        <Page title=phone::title(words::language()) me=(*view.me).clone()>
            <ProveForm view />
            {back()}
        </Page>
    }
}

fn page(view: PhoneView) -> impl IntoView {
    let language = words::language();
    let PhoneView {
        organisation,
        stronger,
        replaces,
        me,
    } = view;
    let old = replaces.map(|old| old.id);
    let goes = old.map(|id| view! { <input type="hidden" name="replaces" value=id.to_string() /> });
    let passkey = stronger.contains(FactorKind::Passkey).then(|| {
        let place = old.map_or(Place::EnrolPasskey, Place::EnrolPasskeyFor);
        view! {
            <p>
                <a href=path(&place)>{phone::stronger_passkey(language)}</a>
            </p>
        }
    });
    let totp = stronger.contains(FactorKind::Totp).then(|| {
        let old = old.map(|id| id.to_string());
        view! {
            <Form action=StartTotp::PATH>
                {old.map(|id| view! { <input type="hidden" name="replaces" value=id /> })}
                <Button look=Look::Link>{phone::stronger_totp(language)}</Button>
            </Form>
        }
    });
    let leave = if me.is_some() {
        back().into_any()
    } else {
        view! { <Cancel /> }.into_any()
    };
    view! {
        <Page title=phone::title(language) organisation=organisation me=me>
            <p>{phone::lead(language)}</p>
            <section class="card">
                <h2>{phone::risk_title(language)}</h2>
                <ul>
                    <li>{phone::risk_swap(language)}</li>
                    <li>{phone::risk_page(language)}</li>
                    <li>{phone::risk_reception(language)}</li>
                </ul>
                {passkey}
                {totp}
            </section>
            <Form action=StartPhone::PATH>
                {goes}
                <TextField
                    field=Field::Number
                    label=phone::number(language)
                    hint=phone::number_hint(language)
                    kind="tel"
                    autocomplete="tel"
                    inputmode="tel"
                />
                <Button>{phone::start(language)}</Button>
            </Form>
            <p>
                <a href=path(&Place::Enrol)>{words::passkey::another_kind(language)}</a>
            </p>
            {leave}
        </Page>
    }
}

/// A card for the choice: the last one, and never the loudest.
pub fn card(look: Look) -> impl IntoView {
    let language = words::language();
    view! {
        <section class="card choice">
            <h2>{words::thing::kind(language, FactorKind::Phone)}</h2>
            <p>{phone::card_text(language)}</p>
            <p class="quiet">{phone::card_weaker(language)}</p>
            <p>
                <a class=look.class() href=path(&Place::EnrolPhone)>
                    {phone::card_submit(language)}
                </a>
            </p>
        </section>
    }
}

/// Where codes by message take the place of another factor.
pub fn instead(old: FactorId, label: &'static str) -> impl IntoView {
    view! {
        <p>
            <a href=path(&Place::EnrolPhoneFor(old))>{label}</a>
        </p>
    }
}
