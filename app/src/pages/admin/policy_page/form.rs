//! The form of a policy. It changes nothing by itself: it asks what saving would do.

use identity::{
    console::PolicyForm,
    factor::FactorKind,
    policy::Requirement,
    refusal::{Field, Refusal},
    view::policies::PolicyView,
};
use leptos::prelude::*;

use super::{
    super::parts::{Choice, KeepCustomers, Tick},
    typed,
};
use crate::{
    components::{TextField, field::FieldState},
    wire,
    words::{self, console, thing},
};

pub fn form(view: PolicyView, typed: Option<PolicyForm>) -> impl IntoView {
    let language = words::language();
    let form = typed.unwrap_or_else(|| typed::standing(&view));
    let action = view.id.map_or_else(
        || "/admin/policies/new/impact".to_owned(),
        |id| format!("/admin/policies/{id}/impact"),
    );
    let (name, groups) = (form.name.clone(), form.groups.clone());
    let scope = if view.is_default {
        view! {
            <p>{console::policy_default(language)}</p>
            <input type="hidden" name="name" value=name />
        }
        .into_any()
    } else {
        view! {
            <TextField field=Field::Name label=console::policy_name(language) value=name />
            <TextField field=Field::Groups label=console::policy_groups(language) hint=groups_hint(&view.known_groups) value=groups />
        }
        .into_any()
    };
    view! {
        <form method="get" action=action novalidate>
            <KeepCustomers />
            {scope}
            <Choice
                name="requirement"
                legend=console::policy_requirement(language)
                hint=console::policy_roles(language)
                options=vec![
                    (Requirement::Required.code(), console::policy_required(language)),
                    (Requirement::Optional.code(), console::policy_optional(language)),
                ]
                chosen=form.requirement.clone()
            />
            {kinds(&form.kinds)}
            <Tick
                name="self_removal"
                label=console::policy_self_removal(language)
                hint=console::policy_self_removal_hint(language)
                ticked=form.self_removal == "on"
            />
            <Tick
                name="passwordless"
                label=console::policy_passwordless(language)
                hint=console::policy_passwordless_hint(language)
                ticked=form.passwordless == "on"
            />
            {sessions(&form)}
            {grace(&form)}
            <button type="submit" class="button primary">
                {console::policy_button(language)}
            </button>
        </form>
    }
}

fn groups_hint(known: &[String]) -> String {
    let language = words::language();
    let hint = console::policy_groups_hint(language);
    if known.is_empty() {
        hint.to_owned()
    } else {
        format!(
            "{hint} {}",
            console::policy_groups_known(language, known.join(", "))
        )
    }
}

fn kinds(allowed: &str) -> impl IntoView + use<> {
    let language = words::language();
    let state = FieldState::of(Field::Kinds, String::new());
    let class = if state.error.is_some() {
        "field refused"
    } else {
        "field"
    };
    let described_by = state.described_by();
    let boxes = FactorKind::ALL.iter().map(|kind| {
        let ticked = allowed.split(',').any(|code| code == kind.code());
        let hint = match kind {
            FactorKind::Phone => console::policy_phone_hint(language),
            FactorKind::Passkey | FactorKind::Totp | FactorKind::HardwareToken => "",
        };
        view! { <Tick name=typed::kind_box(*kind) label=thing::kind(language, *kind) hint ticked /> }
    });
    view! {
        <div class=class>
            <fieldset id=state.id tabindex="-1" aria-describedby=described_by>
                <legend>{console::policy_kinds(language)}</legend>
                {state.error.map(|error| view! { <p class="error" id="kinds-error">{error}</p> })}
                {boxes.collect_view()}
            </fieldset>
        </div>
    }
}

fn sessions(form: &PolicyForm) -> impl IntoView + use<> {
    let language = words::language();
    view! {
        <fieldset>
            <legend>{console::policy_sessions(language)}</legend>
            <TextField
                field=Field::Idle
                label=console::policy_idle(language)
                hint=console::policy_idle_hint(language)
                value=form.idle_minutes.clone()
                inputmode="numeric"
            />
            <TextField
                field=Field::Absolute
                label=console::policy_absolute(language)
                hint=console::policy_absolute_hint(language)
                value=form.absolute_minutes.clone()
                inputmode="numeric"
            />
        </fieldset>
    }
}

/// Asked for on the next page; here only when that was what was refused, so that the error stands at its field.
fn grace(form: &PolicyForm) -> impl IntoView + use<> {
    let language = words::language();
    let refused = wire::flash()
        .refused
        .is_some_and(|refused| refused.why == Refusal::GraceInvalid);
    let days = form.grace_days.clone();
    refused.then(|| {
        view! {
            <TextField
                field=Field::Grace
                label=console::impact_grace(language)
                hint=console::impact_grace_hint(language)
                value=days
                inputmode="numeric"
            />
        }
    })
}
