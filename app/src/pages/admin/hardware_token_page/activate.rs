//! The code of a token that its owner reads out, or two where a button moves it on.

use identity::{
    console::ActivateTokenForm, factor::FactorState, hardware_token::OathKind,
    ids::HardwareTokenId, refusal::Field, secret::Secret, view::hardware_tokens::TokenRow,
};
use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    components::{Button, CodeField, Form, TextField},
    wire::{Followed, console, follow, visitor},
    words::{self, hardware_tokens as said},
};

#[server(prefix = "/do", endpoint = "activate-token", input = crate::wire::Form)]
pub async fn activate_token(
    token: HardwareTokenId,
    #[server(default)] code: Secret,
    #[server(default)] second_code: Secret,
) -> Followed {
    let form = ActivateTokenForm {
        token,
        code,
        second: second_code,
    };
    follow(console().activate_token(&visitor(), form).await)
}

pub fn section(token: &TokenRow) -> impl IntoView + use<> {
    let language = words::language();
    let id = token.id;
    let active = token
        .holder
        .as_ref()
        .is_some_and(|holder| holder.state == FactorState::Active);
    let title = if active {
        said::again_title(language)
    } else {
        said::activate_title(language)
    };
    let fields = match token.kind {
        OathKind::Totp30 | OathKind::Totp60 => view! {
            <CodeField label=said::code(language) autofocus=false sends_itself=false />
        }
        .into_any(),
        OathKind::Hotp => view! {
            <p>{said::activate_pair(language)}</p>
            <CodeField label=said::first_code(language) autofocus=false sends_itself=false />
            <TextField field=Field::SecondCode label=said::second_code(language) inputmode="numeric" />
        }
        .into_any(),
    };
    view! {
        <section>
            <h2>{title}</h2>
            <p>{said::activate_lead(language)}</p>
            <Form action=ActivateToken::PATH>
                <input type="hidden" name="token" value=id.to_string() />
                {fields}
                <Button>{said::activate(language)}</Button>
            </Form>
        </section>
    }
}
