//! "Do they still have backup codes?" comes first: with one, nothing needs to be reset.

use identity::view::reset::ResetView;
use leptos::prelude::*;

use crate::{
    components::When,
    words::{self, console},
};

pub fn section(view: &ResetView) -> impl IntoView + use<> {
    let language = words::language();
    let left = view.plan.codes_left;
    let body = if left == 0 {
        view! { <p>{console::reset_codes_none(language)}</p> }.into_any()
    } else {
        view! {
            <p>
                <strong>{console::reset_codes_left(language, left)}</strong>
            </p>
            <p>{console::reset_script(language)}</p>
            <blockquote>
                <p>{console::reset_script_text(language)}</p>
            </blockquote>
        }
        .into_any()
    };
    let last = view.last_reset_at.map(|at| {
        view! {
            <p class="warning">
                {console::reset_last(language)} " " <strong><When at /></strong> ". " {console::reset_twice(language)}
            </p>
        }
    });
    view! {
        {last}
        <section>
            <h2>{console::reset_codes(language)}</h2>
            {body}
        </section>
    }
}
