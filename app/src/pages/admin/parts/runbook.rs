//! What admins read before every reset: the organisation's own text, or the short form of docs/recovery-runbook.md.

use leptos::prelude::*;

use crate::words::{self, bulk};

/// `own` is empty where the organisation has written none.
pub fn section(own: &str) -> impl IntoView + use<> {
    let language = words::language();
    let steps = if own.is_empty() {
        shipped().into_any()
    } else {
        let lines = own.lines().filter(|line| !line.trim().is_empty());
        let lines: Vec<String> = lines.map(str::to_owned).collect();
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> });
        view! { <ol>{lines.collect_view()}</ol> }.into_any()
    };
    view! {
        <section>
            <h2>{bulk::runbook(language)}</h2>
            {steps}
        </section>
    }
}

/// In the reader's language.
pub fn shipped() -> impl IntoView {
    let language = words::language();
    let steps = [
        bulk::runbook_codes(language),
        bulk::runbook_call(language),
        bulk::runbook_pressure(language),
        bulk::runbook_stolen(language),
    ];
    view! { <ol>{steps.map(|step| view! { <li>{step}</li> }).into_iter().collect_view()}</ol> }
}
