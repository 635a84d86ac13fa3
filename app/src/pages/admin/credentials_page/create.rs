//! The form for a new credential.

use identity::{
    api::{CREDENTIAL_DAYS, Scope},
    refusal::Field,
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{super::parts::Select, CreateCredential};
use crate::{
    components::{Button, Form, TextField},
    wire,
    words::{self, credentials as said},
};

/// How long one may live, in days.
const DAYS: [(&str, u32); 4] = [("30", 30), ("90", 90), ("180", 180), ("365", 365)];

pub fn section() -> impl IntoView {
    let language = words::language();
    let typed = wire::flash().typed;
    let chosen = |name: &str, default: String| typed.get(name).cloned().unwrap_or(default);
    let scopes = Scope::ALL
        .iter()
        .map(|scope| (scope.code(), super::table::scope(*scope).to_owned()))
        .collect();
    let days = DAYS
        .into_iter()
        .map(|(code, days)| (code, said::days(language, days)))
        .collect();
    let scope = chosen("scope", Scope::ReadUsers.code().to_owned());
    let chosen_days = chosen("days", CREDENTIAL_DAYS.to_string());
    view! {
        <section>
            <h2>{said::new_title(language)}</h2>
            <Form action=CreateCredential::PATH>
                <TextField field=Field::Name label=said::name(language) hint=said::name_hint(language) />
                <Select name="scope" label=said::scope(language) options=scopes chosen=scope />
                <Select name="days" label=said::lives(language) options=days chosen=chosen_days />
                <Button>{said::create(language)}</Button>
            </Form>
        </section>
    }
}
