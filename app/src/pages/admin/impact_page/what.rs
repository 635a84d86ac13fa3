//! Whom the policy would apply to, and who would have to do something.

use identity::view::policies::Impact;
use leptos::prelude::*;

use crate::words::{self, console};

pub fn list(impact: &Impact) -> impl IntoView + use<> {
    let language = words::language();
    if impact.applies_to == 0 && impact.newly_owing == 0 {
        return view! { <p>{console::impact_nobody(language)}</p> }.into_any();
    }
    let newly = match impact.newly_owing {
        0 => console::impact_newly_none(language).to_owned(),
        count => console::impact_newly(language, count),
    };
    view! {
        <ul class="impact">
            <li>{console::impact_applies(language, impact.applies_to)}</li>
            <li>{without(impact)}</li>
            <li>{newly}</li>
        </ul>
    }
    .into_any()
}

fn without(impact: &Impact) -> AnyView {
    let language = words::language();
    if impact.without_factor == 0 {
        return console::impact_without_none(language).into_any();
    }
    let told = u32::try_from(impact.names.len()).unwrap_or(u32::MAX);
    let more = impact.without_factor.saturating_sub(told);
    let more = (more > 0).then(|| console::impact_more(language, more));
    let names = impact
        .names
        .iter()
        .cloned()
        .chain(more)
        .map(|name| view! { <li>{name}</li> })
        .collect_view();
    view! {
        <strong>{console::impact_without(language, impact.without_factor)}</strong>
        <ul>{names}</ul>
    }
    .into_any()
}
