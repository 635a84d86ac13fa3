//! What a webhook is: its name, its address, and which events it is told of.

use std::collections::BTreeMap;

use identity::{
    audit::Event,
    refusal::Field,
    view::webhooks::WebhookRow,
    webhook::subscription::{Subscription, Which, unfold},
};
use leptos::prelude::*;

use super::super::{
    event::label,
    parts::{Choice, Tick},
};
use crate::{
    components::TextField,
    wire,
    words::{self, webhooks as said},
};

/// As it stands, or empty for a new one; what was typed before a refusal wins.
pub fn fields(standing: Option<&WebhookRow>) -> impl IntoView + use<> {
    let language = words::language();
    let (name, url) =
        standing.map_or_else(Default::default, |one| (one.name.clone(), one.url.clone()));
    let subscription = standing.map_or(&Subscription::All, |one| &one.subscription);
    let chosen = subscription.which().code();
    let standing = match subscription {
        Subscription::All => Vec::new(),
        Subscription::Chosen(events) => events.clone(),
    };
    let which = vec![
        (Which::All.code(), said::which_all(language)),
        (Which::Chosen.code(), said::which_chosen(language)),
    ];
    view! {
        <TextField field=Field::Name label=said::name(language) hint=said::name_hint(language) value=name />
        <TextField field=Field::Url label=said::url(language) hint=said::url_hint(language) value=url kind="url" inputmode="url" />
        <Choice name="which" legend=said::which(language) field=Field::Which options=which chosen />
        {boxes(standing)}
    }
}

/// The name of the box for an event: no name of a field holds a dot.
fn boxed(event: Event) -> String {
    event.code().replace('.', "-")
}

/// The codes whose box was ticked.
pub fn ticked(boxes: BTreeMap<String, String>) -> Vec<String> {
    boxes
        .into_keys()
        .map(|name| name.replace('-', "."))
        .collect()
}

/// Folded while nothing in it counts.
fn boxes(standing: Vec<Event>) -> impl IntoView {
    let language = words::language();
    let flash = wire::flash();
    let ticked = match flash.typed.get("events") {
        Some(brief) => unfold(brief),
        None => standing,
    };
    let refused = flash
        .refused
        .is_some_and(|refused| refused.at == Some(Field::Which));
    let open = refused || !ticked.is_empty();
    let boxes = Event::ALL.iter().map(|event| {
        let name = format!("event[{}]", boxed(*event));
        let label = format!("{} ({event})", label(language, *event));
        view! { <Tick name label ticked=ticked.contains(event) /> }
    });
    view! {
        <details open=open>
            <summary>{said::events(language)}</summary>
            {boxes.collect_view()}
        </details>
    }
}
