//! How a user stands, in a list of facts.

use identity::{
    factor::{Factor, FactorState},
    time::Timestamp,
    user::MustEnrol,
    view::users::UserView,
};
use leptos::prelude::*;

use super::super::{parts::Fact, policy_page::named, state};
use crate::{
    components::When,
    words::{self, access_pass, console, thing},
};

pub fn list(view: &UserView) -> impl IntoView + use<> {
    let language = words::language();
    let role = view
        .standing
        .role
        .map_or(console::role_none(language), |role| {
            thing::role(language, role)
        });
    let policy = named(&view.policy, &view.me);
    let (state, last) = (
        state::name(language, view.state),
        when_or_never(view.last_sign_in_at),
    );
    // A reset outranks a grace that is running, and never reopens one.
    let owed = view.standing.must_enrol == MustEnrol::Yes;
    let grace = view.standing.grace_until.filter(|_| !owed);
    let (sessions, codes, steps) = (view.sessions, view.codes.left, steps(view));
    view! {
        <dl class="facts">
            <Fact name=console::user_state(language)>{state}</Fact>
            <Fact name=console::user_role(language)>{role}</Fact>
            <Fact name=console::user_policy(language)>{policy}</Fact>
            <Fact name=console::user_steps(language)>{steps}</Fact>
            <Fact name=console::user_last(language)>{last}</Fact>
            <Fact name=console::user_sessions(language)>{sessions}</Fact>
            <Fact name=console::user_codes(language)>{codes}</Fact>
            {view.enrol_until.map(|at| view! { <Fact name=console::user_until(language)><When at /></Fact> })}
            {view.pass_until.map(|at| view! { <Fact name=access_pass::fact_until(language)><When at /></Fact> })}
            {grace.map(|at| view! { <Fact name=console::user_grace(language)><When at /></Fact> })}
        </dl>
    }
}

/// All in one line; what can be done about each stands on a tab of its own.
fn steps(view: &UserView) -> String {
    let language = words::language();
    let named = |factor: &Factor| {
        let (kind, name) = (thing::kind_of(language, factor), factor.name.as_str());
        let state =
            (factor.state != FactorState::Active).then(|| thing::state(language, factor.state));
        match state {
            Some(state) => console::user_step_not(language, kind, name, state),
            None => console::user_step(language, kind, name),
        }
    };
    let all: Vec<String> = view.factors.iter().map(named).collect();
    if all.is_empty() {
        console::user_steps_none(language).to_owned()
    } else {
        all.join(", ")
    }
}

fn when_or_never(at: Option<Timestamp>) -> AnyView {
    match at {
        Some(at) => view! { <When at /> }.into_any(),
        None => console::never(words::language()).into_any(),
    }
}
