//! A factor as a card: name, kind, added, last used; what can be done with it stands below.

use identity::factor::{Factor, FactorState};
use leptos::prelude::*;

use super::When;
use crate::words::{self, thing, things};

#[component]
pub fn FactorCard(factor: Factor, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    let language = words::language();
    let state = (factor.state != FactorState::Active).then(|| thing::state(language, factor.state));
    let kept = factor.kept.map(|kept| thing::kept(language, kept));
    view! {
        <article class="card">
            <h3>{factor.name.to_string()}</h3>
            <p class="quiet">
                {thing::kind_of(language, &factor)} {kept.map(|kept| view! { ", " {kept} })} " · " {things::added(language)} " " <When at=factor.added_at />
                {match factor.last_used_at {
                    Some(at) => view! { " · " {things::used(language)} " " <When at=at /> }.into_any(),
                    None => view! { " · " {things::never_used(language)} }.into_any(),
                }}
            </p>
            {state.map(|state| view! { <p class="badge care">{state}</p> })}
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </article>
    }
}
