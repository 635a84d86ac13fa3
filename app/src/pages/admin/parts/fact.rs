//! A line of a list of facts: what it is, and how it stands.

use leptos::prelude::*;

#[component]
pub fn Fact(#[prop(into)] name: String, children: Children) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{children()}</dd>
        </div>
    }
}
