//! What went wrong, on top of the page: takes the focus without a script and leads to the field.

use identity::refusal::Refused;
use leptos::prelude::*;

use crate::{
    wire,
    words::{self, common, refusal},
};

#[component]
pub fn ErrorSummary(refused: Option<Refused>) -> impl IntoView {
    let language = words::language();
    refused.map(|refused| {
        let sentence = refusal::sentence(language, &refused.why, wire::visitor().arrived);
        view! {
            <div class="summary" role="alert" tabindex="-1" autofocus aria-labelledby="problem">
                <h2 id="problem">{common::problem(language)}</h2>
                <p>
                    {match refused.at {
                        Some(field) => view! { <a href=format!("#{}", field.id())>{sentence}</a> }.into_any(),
                        None => sentence.into_any(),
                    }}
                </p>
            </div>
        }
    })
}
