//! `/admin/webhooks/<id>`: one endpoint: a test, how its deliveries went, and what may be changed.

use std::collections::BTreeMap;

use identity::{
    console::WebhookForm,
    ids::WebhookId,
    place::Place,
    view::webhooks::{WebhookRow, WebhookView},
    webhook::{WebhookDeed, WebhookState},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    parts::{ConsolePage, Fact, ProveFirst, Tab},
    webhooks_page::{events, form, last_taken, state},
};
use crate::{
    components::{Button, Form, Look},
    pages::{not_found, show_console},
    paths::{part, path},
    wire::{self, Followed, Hold, console, follow, visitor},
    words::{self, webhooks as said, when},
};

mod fresh;
mod log;

#[server(prefix = "/do", endpoint = "save-webhook", input = crate::wire::Form)]
pub async fn save_webhook(
    webhook: WebhookId,
    #[server(default)] name: String,
    #[server(default)] url: String,
    #[server(default)] which: String,
    #[server(default)] event: BTreeMap<String, String>,
) -> Followed {
    let form = WebhookForm {
        name,
        url,
        which,
        events: form::ticked(event),
    };
    follow(console().save_webhook(&visitor(), webhook, form).await)
}

/// `deed` is [`WebhookDeed`].
#[server(prefix = "/do", endpoint = "manage-webhook", input = crate::wire::Form)]
pub async fn manage_webhook(webhook: WebhookId, #[server(default)] deed: String) -> Followed {
    follow(console().manage_webhook(&visitor(), webhook, deed).await)
}

#[component]
pub fn WebhookPage() -> impl IntoView {
    let Some(webhook) = part("webhook") else {
        return not_found::page().into_any();
    };
    show_console(
        move |console, visitor| async move { console.webhook_page(&visitor, webhook).await },
        page,
    )
    .into_any()
}

fn page(view: WebhookView) -> impl IntoView {
    let language = words::language();
    let webhook = view.webhook;
    let change = match view.due {
        Some(due) => {
            Hold::on_to(wire::flash().typed);
            view! { <ProveFirst what=said::due(language) view=due /> }.into_any()
        }
        None => changes(&webhook).into_any(),
    };
    let is_on = webhook.state == WebhookState::On;
    view! {
        <ConsolePage title=webhook.name.clone() me=view.me tab=Tab::Webhooks wide=true>
            {fresh::section(webhook.id)}
            {facts(&webhook)}
            {is_on.then(|| test(webhook.id))}
            {log::section(&view.deliveries)}
            {change}
            <p>
                <a href=path(&Place::Webhooks)>{said::back(language)}</a>
            </p>
        </ConsolePage>
    }
}

fn facts(webhook: &WebhookRow) -> impl IntoView + use<> {
    let language = words::language();
    let old = webhook
        .old_secret_until
        .map(|until| said::old_secret(language, when::exact(language, until)));
    let (url, events, state, taken) = (
        webhook.url.clone(),
        events(&webhook.subscription),
        state(webhook),
        last_taken(webhook),
    );
    view! {
        <dl class="facts">
            <Fact name=said::url(language)>
                <code>{url}</code>
            </Fact>
            <Fact name=said::events(language)>{events}</Fact>
            <Fact name=said::state(language)>{state}</Fact>
            <Fact name=said::last_taken(language)>{taken}</Fact>
        </dl>
        {old.map(|old| view! { <p>{old}</p> })}
    }
}

fn test(id: WebhookId) -> impl IntoView {
    let language = words::language();
    view! {
        <section>
            <h2>{said::test_title(language)}</h2>
            <p>{said::test_lead(language)}</p>
            {deed(id, WebhookDeed::Test, Look::Secondary, said::test(language))}
        </section>
    }
}

fn changes(webhook: &WebhookRow) -> impl IntoView + use<> {
    let language = words::language();
    let id = webhook.id;
    let fields = form::fields(Some(webhook));
    let switch = match webhook.state {
        WebhookState::On => (WebhookDeed::SwitchOff, said::switch_off(language)),
        WebhookState::Off | WebhookState::Deleted => {
            (WebhookDeed::SwitchOn, said::switch_on(language))
        }
    };
    view! {
        <section>
            <h2>{said::edit_title(language)}</h2>
            <Form action=SaveWebhook::PATH>
                <input type="hidden" name="webhook" value=id.to_string() />
                {fields}
                <Button>{said::save(language)}</Button>
            </Form>
        </section>
        <section>
            <h2>{said::manage_title(language)}</h2>
            {deed(id, switch.0, Look::Secondary, switch.1)}
            {deed(id, WebhookDeed::Rotate, Look::Secondary, said::rotate(language))}
            {deed(id, WebhookDeed::Delete, Look::Danger, said::delete(language))}
        </section>
    }
}

fn deed(id: WebhookId, deed: WebhookDeed, look: Look, label: &'static str) -> impl IntoView {
    view! {
        <Form action=ManageWebhook::PATH>
            <input type="hidden" name="webhook" value=id.to_string() />
            <input type="hidden" name="deed" value=deed.code() />
            <Button look>{label}</Button>
        </Form>
    }
}
