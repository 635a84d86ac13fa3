//! One audit event as a person reads it: when, what, why; everything else unfolds.

use identity::{
    audit::Event,
    language::Language,
    reset::{ReasonKind, Verification},
    view::audit::AuditRow,
};
use leptos::prelude::*;

use super::super::{event, link::link, why};
use crate::{
    components::When,
    words::{self, audit},
};

#[component]
pub fn EventLine(row: AuditRow) -> impl IntoView {
    let language = words::language();
    let from = (!row.ip.is_empty()).then(|| format!(" {}", audit::from(language, &row.ip)));
    let customer = row.customer.as_ref();
    let customer = customer.map(|name| format!(" {}", audit::of_customer(language, name)));
    let remarks = remarks(language, &row)
        .into_iter()
        .map(|remark| view! { <p>{remark}</p> })
        .collect_view();
    view! {
        <p>
            <strong>{event::sentence(language, &row)}</strong>
            " "
            <span class="quiet"><When at=row.at /> {from} {customer}</span>
        </p>
        {remarks}
        <Details row />
    }
}

/// What a person gave as a reason; the reasons that Latchkey gives itself stand among the details.
fn remarks(language: Language, row: &AuditRow) -> Vec<String> {
    if row.event == Event::RemovalRequested && !row.reason.is_empty() {
        return vec![audit::note(language, &row.reason)];
    }
    // Whatever an admin had to justify says so by this.
    let kind = event::detail(row, "reason_kind").and_then(|code| code.parse::<ReasonKind>().ok());
    let Some(kind) = kind else {
        return Vec::new();
    };
    let given = [why::reason(language, kind), row.reason.as_str()];
    let given: Vec<_> = given.into_iter().filter(|text| !text.is_empty()).collect();
    let way = event::detail(row, "verification").and_then(|code| code.parse::<Verification>().ok());
    let verified = way.map(|way| audit::verified(language, why::verification(language, way)));
    [audit::reason(language, given.join(". "))]
        .into_iter()
        .chain(verified)
        .collect()
}

/// Everything that was written down, by its own names.
#[component]
fn Details(row: AuditRow) -> impl IntoView {
    let language = words::language();
    let request = link("/admin/audit", &[("request", &row.request)]);
    let mut facts = vec![
        (audit::number(language).to_owned(), row.sequence.to_string()),
        (
            audit::code(language).to_owned(),
            row.event.code().to_owned(),
        ),
        (audit::why(language).to_owned(), row.reason),
    ];
    facts.extend(row.detail);
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    let facts = facts
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        .collect_view();
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
