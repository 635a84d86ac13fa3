//! The second steps: a card each, with what can be done with it, and the way to add one.

use identity::{
    factor::{Factor, FactorState, KindSet},
    place::Place,
    view::account::AccountView,
};
use leptos::prelude::*;

use crate::{
    components::FactorCard,
    paths::path,
    words::{self, account},
};

pub fn section(view: &AccountView) -> impl IntoView + use<> {
    let language = words::language();
    let none = view.factors.is_empty();
    let (lead, add) = if none {
        (account::steps_empty(language), account::add_first(language))
    } else {
        (account::steps_lead(language), account::add(language))
    };
    let allowed = view.allowed;
    let cards = view
        .factors
        .iter()
        .cloned()
        .map(|factor| card(factor, allowed))
        .collect_view();
    view! {
        <section>
            <h2>{account::steps(language)}</h2>
            <p>{lead}</p>
            {cards}
            <p>
                <a class="button primary" href=path(&Place::Enrol)>
                    {add}
                </a>
            </p>
        </section>
    }
}

fn card(factor: Factor, allowed: KindSet) -> impl IntoView {
    let language = words::language();
    let (id, name) = (factor.id, factor.name.to_string());
    let remark = remark(&factor, allowed);
    let reports = match factor.state {
        FactorState::Active => Some((
            Place::LoseFactor(id),
            account::lose(language),
            account::lose_title(language, &name),
        )),
        FactorState::Suspended => Some((
            Place::RestoreFactor(id),
            account::restore(language),
            account::restore_title(language, &name),
        )),
        FactorState::Pending
        | FactorState::Disabled
        | FactorState::Deactivated
        | FactorState::Deleted => None,
    };
    let changes = [
        (
            Place::RenameFactor(id),
            account::rename(language),
            account::rename_title(language, &name),
        ),
        (
            Place::ReplaceFactor(id),
            account::replace(language),
            account::replace_title(language, &name),
        ),
    ];
    let removal = (
        Place::RemoveFactor(id),
        account::remove(language),
        account::remove_button(language, &name),
    );
    let actions = changes.into_iter().chain(reports).chain([removal]);
    view! {
        <FactorCard factor>
            {remark.map(|remark| view! { <p>{remark}</p> })}
            {actions.map(|(place, action, label)| view! { <a href=path(&place) aria-label=label>{action}</a> }).collect_view()}
        </FactorCard>
    }
}

/// What its owner should know about a factor that does not sign in.
fn remark(factor: &Factor, allowed: KindSet) -> Option<&'static str> {
    let language = words::language();
    match factor.state {
        FactorState::Suspended => Some(account::suspended(language)),
        FactorState::Disabled => Some(account::disabled(language)),
        FactorState::Deactivated => Some(account::deactivated(language)),
        FactorState::Active if !allowed.contains(factor.kind) => {
            Some(account::not_allowed(language))
        }
        FactorState::Active | FactorState::Pending | FactorState::Deleted => None,
    }
}
