//! One audit event as a person reads it: when, what, why; everything else unfolds.

use identity::{audit::Event, view::audit::AuditRow};
use leptos::prelude::*;

use super::super::event;
use crate::{
    components::When,
    words::{self, audit},
};

#[component]
pub fn EventLine(row: AuditRow) -> impl IntoView {
    let language = words::language();
    let reason = (row.event == Event::FactorAdminReset && !row.reason.is_empty()).then(|| audit::reason(language, &row.reason));
    view! {
        <p>
            <strong>{event::sentence(language, &row)}</strong>
            " "
            <span class="quiet"><When at=row.at /></span>
        </p>
        {reason.map(|reason| view! { <p>{reason}</p> })}
        <Details row />
    }
}

/// Everything that was written down, by its own names.
#[component]
pub fn Details(row: AuditRow) -> impl IntoView {
    let language = words::language();
    let request = format!("/admin/audit?request={}", row.request);
    let mut facts = vec![
        (audit::number(language).to_owned(), row.sequence.to_string()),
        (audit::code(language).to_owned(), row.event.code().to_owned()),
        (audit::ip(language).to_owned(), row.ip),
        (audit::why(language).to_owned(), row.reason),
    ];
    facts.extend(row.detail);
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    let facts = facts.map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view();
    view! {
        <details>
            <summary>{audit::details(language)}</summary>
            <dl class="facts">{facts}</dl>
            <p>
                <a href=request>{audit::whole_request(language)}</a>
            </p>
        </details>
    }
}
