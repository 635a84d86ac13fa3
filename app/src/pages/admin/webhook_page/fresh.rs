//! The secret that a webhook was just given: on this page, and never again.

use identity::ids::WebhookId;
use leptos::prelude::*;

use crate::{
    wire,
    words::{self, webhooks as said},
};

pub fn section(id: WebhookId) -> Option<impl IntoView> {
    let language = words::language();
    let fresh = wire::flash().webhook.filter(|fresh| fresh.webhook == id)?;
    let secret = fresh.secret.reveal().to_owned();
    Some(view! {
        <section class="card">
            <h2>{said::fresh_title(language)}</h2>
            <p>{said::fresh_once(language)}</p>
            <p>
                <code>{secret}</code>
            </p>
        </section>
    })
}
