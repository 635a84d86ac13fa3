//! What the list is narrowed down to, and its order: a form whose answers stand in the address. The search is always in sight; the
//! rest unfolds, and stays open while something of it is chosen.

use identity::{
    factor::FactorKind,
    ids::PolicyId,
    language::Language,
    place::Place,
    view::{
        users::UserState,
        users_query::{Holds, LastSignIn, UsersFilter, UsersQuery, UsersSort},
    },
};
use leptos::prelude::*;

use super::super::{
    parts::{Input, KeepCustomers, Select},
    state,
};
use crate::{
    islands::live_search::LiveSearch,
    paths::bare,
    words::{self, console, thing, users as said},
};

/// Days without a sign-in that are offered; an address may ask for any other number.
const DAYS: [u16; 4] = [30, 90, 180, 365];

pub fn form(asked: UsersQuery, policies: Vec<(PolicyId, Option<String>)>) -> impl IntoView + use<> {
    let language = words::language();
    let states = UserState::ALL.iter().map(|one| {
        (
            one.code().to_owned(),
            state::name(language, *one).to_owned(),
        )
    });
    let states = or_any(console::users_any(language), states);
    let narrowed = asked.filter;
    view! {
        <form method="get" action=bare(&Place::Users) class="filters" role="search">
            <KeepCustomers />
            <Input name="search" label=console::users_search(language) value=asked.search kind="search" />
            <LiveSearch field="search".to_owned() />
            <Select name="state" label=console::users_state(language) options=states chosen=text(narrowed.state) />
            <button type="submit" class="button">
                {console::apply(language)}
            </button>
            {more(narrowed, asked.sort, policies)}
        </form>
    }
}

fn more(
    narrowed: UsersFilter,
    sort: UsersSort,
    policies: Vec<(PolicyId, Option<String>)>,
) -> impl IntoView {
    let language = words::language();
    let is_used = UsersFilter {
        state: None,
        ..narrowed
    } != UsersFilter::default()
        || sort != UsersSort::default();
    let orders = UsersSort::ALL
        .iter()
        .map(|one| (one.code(), order(language, *one).to_owned()))
        .collect();
    view! {
        <details class="more" open=is_used>
            <summary>{said::more(language)}</summary>
            <div class="filters">
                {policy(language, policies, narrowed.policy)}
                <Select name="step" label=said::step(language) options=steps(language) chosen=text(narrowed.holds) />
                <Input name="grace-before" label=said::grace_before(language) value=text(narrowed.grace_before) kind="date" />
                <Select name="last" label=console::users_last(language) options=times(language, narrowed.last) chosen=text(narrowed.last) />
                <Input name="last-before" label=said::last_before(language) value=text(narrowed.last_before) kind="date" />
                <Select name="sort" label=said::sort(language) options=orders chosen=sort.code() />
            </div>
        </details>
    }
}

/// Only where the list is about one customer: each has policies of its own.
fn policy(
    language: Language,
    policies: Vec<(PolicyId, Option<String>)>,
    chosen: Option<PolicyId>,
) -> Option<impl IntoView> {
    if policies.is_empty() {
        return None;
    }
    let named = policies.into_iter().map(|(id, name)| {
        let name = name.unwrap_or_else(|| console::policies_default_name(language).to_owned());
        (id.to_string(), name)
    });
    let options = or_any(said::policy_any(language), named);
    Some(
        view! { <Select name="policy" label=console::users_policy(language) options=options chosen=text(chosen) /> },
    )
}

fn steps(language: Language) -> Vec<(String, String)> {
    let none = (
        Holds::Nothing.to_string(),
        said::step_none(language).to_owned(),
    );
    let kinds = FactorKind::ALL
        .iter()
        .map(|kind| (kind.to_string(), thing::kind(language, *kind).to_owned()));
    or_any(said::step_any(language), std::iter::once(none).chain(kinds))
}

fn times(language: Language, asked: Option<LastSignIn>) -> Vec<(String, String)> {
    let mut times = vec![LastSignIn::Never];
    times.extend(DAYS.map(LastSignIn::NotIn));
    times.extend(asked.filter(|asked| !times.contains(asked)));
    let named = times.into_iter().map(|time| {
        let name = match time {
            LastSignIn::Never => said::last_never(language).to_owned(),
            LastSignIn::NotIn(days) => said::last_not_in(language, days),
        };
        (time.to_string(), name)
    });
    or_any(said::last_any(language), named)
}

fn order(language: Language, sort: UsersSort) -> &'static str {
    match sort {
        UsersSort::NameUp => said::sort_name(language),
        UsersSort::NameDown => said::sort_name_down(language),
        UsersSort::LatestFirst => said::sort_latest(language),
        UsersSort::LongestAgoFirst => said::sort_longest_ago(language),
    }
}

fn or_any(any: &str, options: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
    std::iter::once((String::new(), any.to_owned()))
        .chain(options)
        .collect()
}

fn text<T: ToString>(chosen: Option<T>) -> String {
    chosen.map(|chosen| chosen.to_string()).unwrap_or_default()
}
