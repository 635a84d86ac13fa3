//! `/enrol/phone/<id>`: the code that was sent to a number, and the name of the phone.

use identity::{
    front_desk::{ConfirmForm, KeepOld},
    ids::FactorId,
    place::Place,
    refusal::Field,
    secret::Secret,
    turn::Away,
    view::phone::PhoneCodeView,
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::parts::{back, replacing};
use crate::{
    components::{
        Button, CodeField, Form, Page, TextField,
        texted::{CodeOnItsWay, SendCode},
    },
    pages::{front::Cancel, show},
    paths::{self, path},
    wire::{Followed, desk, follow, visitor},
    words::{self, enrol, phone},
};

/// `keep` is ticked to keep the factor that this one replaces.
#[server(prefix = "/do", endpoint = "confirm-phone", input = crate::wire::Form)]
pub async fn confirm_phone(
    factor: FactorId,
    code: Secret,
    name: String,
    #[server(default)] keep: String,
) -> Followed {
    let keep_old = if keep.is_empty() {
        KeepOld::Remove
    } else {
        KeepOld::Keep
    };
    let form = ConfirmForm {
        factor,
        code,
        name,
        keep_old,
    };
    follow(desk().confirm_phone(&visitor(), form).await)
}

#[server(prefix = "/do", endpoint = "resend-phone-code", input = crate::wire::Form)]
pub async fn resend_phone_code(factor: FactorId) -> Followed {
    follow(desk().resend_phone_code(&visitor(), factor).await)
}

#[component]
pub fn PhoneCodePage() -> impl IntoView {
    let factor: Option<FactorId> = paths::part("factor");
    show(
        move |desk, visitor| async move {
            desk.phone_code_page(&visitor, factor.ok_or(Away::NotFound)?)
                .await
        },
        page,
    )
}

fn page(view: PhoneCodeView) -> impl IntoView {
    let language = words::language();
    let PhoneCodeView {
        factor,
        number,
        organisation,
        name,
        replaces,
        texted,
        me,
    } = view;
    let ending = number.ending().to_owned();
    let on_its_way = texted
        .code
        .map(|code| view! { <CodeOnItsWay code ending=ending.clone() /> });
    let other = replaces
        .as_ref()
        .map_or(Place::EnrolPhone, |old| Place::EnrolPhoneFor(old.id));
    let replaced = replaces.map(|old| replacing(old.name.as_str()));
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
        <Page title=phone::code_title(language) organisation=organisation me=me>
            {on_its_way}
            <Form action=ConfirmPhone::PATH>
                <input type="hidden" name="factor" value=factor.to_string() />
                <CodeField label=phone::code(language) hint=phone::code_hint(language) sends_itself=false />
                <TextField field=Field::Name label=phone::name(language) hint=phone::name_hint(language) value=name />
                {replaced}
                <Button>{enrol::confirm(language)}</Button>
            </Form>
            <SendCode action=ResendPhoneCode::PATH hidden=vec![("factor", factor.to_string())] texted ending />
            <p>
                <a href=path(&other)>{phone::other_number(language)}</a>
            </p>
            {elsewhere}
            {leave}
        </Page>
    }
}
