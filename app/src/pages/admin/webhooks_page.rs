//! `/admin/webhooks`: endpoints that are told of audit events, and a new one.

use std::collections::BTreeMap;

use identity::{
    console::WebhookForm,
    place::Place,
    view::webhooks::{WebhookRow, WebhooksView},
    webhook::{WebhookState, subscription::Subscription},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::parts::{ConsolePage, ProveFirst, Tab, cards};
use crate::{
    components::{Button, Form, When},
    pages::show_console,
    paths::path,
    wire::{self, Followed, Hold, console, follow, visitor},
    words::{self, webhooks as said, when},
};

pub mod form;

#[server(prefix = "/do", endpoint = "create-webhook", input = crate::wire::Form)]
pub async fn create_webhook(
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
    follow(console().create_webhook(&visitor(), form).await)
}

#[component]
pub fn WebhooksPage() -> impl IntoView {
    show_console(
        |console, visitor| async move { console.webhooks_page(&visitor).await },
        page,
    )
}

fn page(view: WebhooksView) -> impl IntoView {
    let language = words::language();
    let new = match view.due {
        Some(due) => {
            Hold::on_to(wire::flash().typed);
            view! { <ProveFirst what=said::due_new(language) view=due /> }.into_any()
        }
        None => create().into_any(),
    };
    view! {
        <ConsolePage title=said::title(language) me=view.me tab=Tab::Webhooks wide=true>
            <p>{said::lead(language)}</p>
            {table(&view.webhooks)}
            {new}
        </ConsolePage>
    }
}

fn create() -> impl IntoView {
    let language = words::language();
    view! {
        <section>
            <h2>{said::new_title(language)}</h2>
            <Form action=CreateWebhook::PATH>
                {form::fields(None)} <Button>{said::create(language)}</Button>
            </Form>
        </section>
    }
}

fn table(rows: &[WebhookRow]) -> impl IntoView + use<> {
    let language = words::language();
    if rows.is_empty() {
        return view! { <p>{said::empty(language)}</p> }.into_any();
    }
    let columns = [
        said::name(language),
        said::events(language),
        said::state(language),
        said::last_taken(language),
    ];
    let rows = rows.iter().map(row).collect_view();
    view! {
        {cards(columns, rows)}
    }
    .into_any()
}

fn row(one: &WebhookRow) -> impl IntoView + use<> {
    let language = words::language();
    view! {
        <tr>
            <th scope="row">
                <a href=path(&Place::Webhook(one.id))>{one.name.clone()}</a>
                <br />
                <code class="quiet">{one.url.clone()}</code>
            </th>
            <td data-label=said::events(language)>{events(&one.subscription)}</td>
            <td data-label=said::state(language)>{state(one)}</td>
            <td data-label=said::last_taken(language)>{last_taken(one)}</td>
        </tr>
    }
}

/// How many it is told of.
pub fn events(subscription: &Subscription) -> String {
    let language = words::language();
    match subscription {
        Subscription::All => said::all_events(language).to_owned(),
        Subscription::Chosen(events) => {
            let count = u32::try_from(events.len()).unwrap_or(u32::MAX);
            said::some_events(language, count)
        }
    }
}

/// Whether it is told, and since when it takes nothing.
pub fn state(one: &WebhookRow) -> String {
    let language = words::language();
    match (one.state, one.failing_since) {
        (WebhookState::On, Some(since)) => {
            let now = wire::visitor().arrived;
            said::failing(language, when::relative(language, since, now))
        }
        (WebhookState::On, None) => said::on(language).to_owned(),
        (WebhookState::Off | WebhookState::Deleted, _) => said::off(language).to_owned(),
    }
}

pub fn last_taken(one: &WebhookRow) -> impl IntoView + use<> {
    match one.last_taken_at {
        Some(at) => view! { <When at /> }.into_any(),
        None => said::never(words::language()).into_any(),
    }
}
