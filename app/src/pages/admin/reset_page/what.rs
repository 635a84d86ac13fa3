//! What will happen: a line for each factor, the codes, the sessions, what comes next, and what stays.

use identity::{factor::Factor, reset::Fate, view::reset::ResetView};
use leptos::prelude::*;

use crate::words::{self, console, thing};

pub fn section(view: &ResetView) -> impl IntoView + use<> {
    let language = words::language();
    let name = &view.name;
    let factors = view
        .plan
        .factors
        .iter()
        .map(|(factor, fate)| line(factor, *fate, name))
        .collect::<Vec<_>>();
    let factors = if factors.is_empty() {
        vec![console::reset_no_factors(language).to_owned()]
    } else {
        factors
    };
    let codes =
        (view.plan.codes_left > 0).then(|| console::reset_codes_go(language, view.plan.codes_left));
    let sessions = match view.plan.sessions {
        0 => console::reset_sessions_none(language, name),
        open => console::reset_sessions(language, open, name),
    };
    let after = [
        console::reset_enrol(language, view.window_hours, name),
        console::reset_mail(language, name),
        console::reset_kept(language).to_owned(),
    ];
    let lines = factors
        .into_iter()
        .chain(codes)
        .chain([sessions])
        .chain(after);
    view! {
        <section>
            <h2>{console::reset_what(language)}</h2>
            <ul>{lines.map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
        </section>
    }
}

/// "Pixel 9 (Authenticator app): deleted".
fn line(factor: &Factor, fate: Fate, name: &str) -> String {
    let language = words::language();
    let named = thing::factor(language, factor);
    match fate {
        Fate::Deleted => console::reset_deleted(language, named),
        Fate::Deactivated => console::reset_deactivated(language, named, name),
    }
}
