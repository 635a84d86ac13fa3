//! How the newest deliveries to a webhook went, try by try.

use identity::{
    view::webhooks::{AttemptRow, DeliveryRow},
    webhook::{Answer, Outcome, Progress},
};
use leptos::prelude::*;

use super::super::{event::label, parts::cards};
use crate::{
    components::When,
    words::{self, webhooks as said, when},
};

pub fn section(deliveries: &[DeliveryRow]) -> impl IntoView + use<> {
    let language = words::language();
    let table = if deliveries.is_empty() {
        view! { <p>{said::log_empty(language)}</p> }.into_any()
    } else {
        let columns = [
            said::event(language),
            said::when(language),
            said::outcome(language),
            said::tries(language),
        ];
        let rows = deliveries.iter().map(row).collect_view();
        view! {
            <p class="quiet">{said::log_hint(language)}</p>
            {cards(columns, rows)}
        }
        .into_any()
    };
    view! {
        <section>
            <h2>{said::log_title(language)}</h2>
            {table}
        </section>
    }
}

fn row(one: &DeliveryRow) -> impl IntoView + use<> {
    let language = words::language();
    let attempts = one
        .attempts
        .iter()
        .map(|attempt| view! { <li>{tried(attempt)}</li> });
    view! {
        <tr>
            <th scope="row">
                {label(language, one.event)} <br /> <span class="quiet">{said::number(language, one.sequence)}</span>
            </th>
            <td data-label=said::when(language)>
                <When at=one.created_at />
            </td>
            <td data-label=said::outcome(language)>{progress(one)}</td>
            <td data-label=said::tries(language)>
                <ul class="plain">{attempts.collect_view()}</ul>
            </td>
        </tr>
    }
}

fn progress(one: &DeliveryRow) -> String {
    let language = words::language();
    match one.progress {
        Progress::Waiting => said::waiting(language, when::exact(language, one.next_try_at)),
        Progress::Delivered => said::delivered(language).to_owned(),
        Progress::GivenUp => said::given_up(language).to_owned(),
        Progress::Stopped => said::stopped(language).to_owned(),
    }
}

fn tried(attempt: &AttemptRow) -> impl IntoView + use<> {
    let language = words::language();
    let text = said::attempt(
        language,
        attempt.nth,
        answer(attempt.answer),
        attempt.took_ms,
    );
    view! {
        <When at=attempt.at />
        " "
        {text}
    }
}

fn answer(answer: Answer) -> String {
    let language = words::language();
    let said = match answer.outcome {
        Outcome::Answered => {
            return said::answered(language, answer.status.unwrap_or_default());
        }
        Outcome::NoAddress => said::no_address(language),
        Outcome::Forbidden => said::forbidden(language),
        Outcome::Unreachable => said::unreachable(language),
        Outcome::Untrusted => said::untrusted(language),
        Outcome::TimedOut => said::timed_out(language),
        Outcome::NoHttp => said::no_http(language),
        Outcome::NotSendable => said::not_sendable(language),
    };
    said.to_owned()
}
