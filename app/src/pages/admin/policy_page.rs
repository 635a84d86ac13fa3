//! `/admin/policies/<id>`: what it demands, and of whom; a GET form leads to what saving would change.

use identity::{
    ids::PolicyId,
    place::Place,
    policy::{Policy, Scope},
    role::{Act, may},
    view::{account::Me, policies::PolicyView, prove::Due},
};
use leptos::prelude::*;

use super::parts::{ConsolePage, Tab};
use crate::{
    components::ProveForm,
    pages::{not_found, show_console},
    paths::{part, path},
    wire::Hold,
    words::{self, console},
};

mod delete;
mod form;
pub mod typed;

#[component]
pub fn PolicyPage() -> impl IntoView {
    match part::<PolicyId>("policy") {
        Some(policy) => of(Some(policy)).into_any(),
        None => not_found::page().into_any(),
    }
}

/// The page of one policy, or of a new one.
pub fn of(policy: Option<PolicyId>) -> impl IntoView {
    let typed = typed::typed(policy);
    show_console(
        move |console, visitor| async move { console.policy_page(&visitor, policy).await },
        move |view| page(view, typed),
    )
}

/// A policy by its name, the default one in the reader's language; a link for those whose role opens its page.
pub fn named(policy: &Policy, me: &Me) -> AnyView {
    let name = match policy.scope {
        Scope::Default => console::policies_default_name(words::language()).to_owned(),
        Scope::Groups(_) => policy.name.clone(),
    };
    if me
        .role
        .is_some_and(|role| may(role, Act::EditPolicies, None))
    {
        view! { <a href=path(&Place::Policy(policy.id))>{name}</a> }.into_any()
    } else {
        name.into_any()
    }
}

fn page(view: PolicyView, typed: Option<identity::console::PolicyForm>) -> impl IntoView {
    let language = words::language();
    let title = match (view.id, view.is_default) {
        (None, _) => console::policy_new_title(language).to_owned(),
        (Some(_), true) => console::policies_default_name(language).to_owned(),
        (Some(_), false) => console::policy_title(language, &view.name),
    };
    let me = view.me.clone();
    let body = match &view.gate {
        Due::Proof(proof) => {
            Hold::on_to(typed.iter().flat_map(typed::pairs));
            view! { <ProveForm view=proof.clone() /> }.into_any()
        }
        Due::Ready(()) => {
            let delete = view
                .id
                .filter(|_| !view.is_default)
                .map(|id| delete::section(id, &view.name));
            view! {
                {form::form(view, typed)}
                {delete}
            }
            .into_any()
        }
    };
    view! {
        <ConsolePage title me tab=Tab::Policies>
            {body}
            <p>
                <a href=path(&Place::Policies)>{console::policy_back(language)}</a>
            </p>
        </ConsolePage>
    }
}
