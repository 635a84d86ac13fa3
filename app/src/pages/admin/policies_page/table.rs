//! The table of policies; on a phone each becomes a card.

use identity::{
    name::GroupName,
    policy::{Policy, Requirement, Scope, SelfRemoval},
    view::account::Me,
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    super::{parts::cards, policy_page::named},
    MovePolicy,
};
use crate::{
    components::{Button, Form, Look},
    words::{self, console, thing},
};

pub fn table(policies: &[(Policy, u32)], me: &Me, movable: bool) -> impl IntoView + use<> {
    let language = words::language();
    let mut columns = vec![
        console::policies_name(language),
        console::policies_for(language),
        console::policies_demand(language),
        console::policies_kinds(language),
        console::policies_removal(language),
        console::policies_users(language),
    ];
    columns.extend(movable.then(|| console::policies_order(language)));
    // The default stands last and stays there.
    let last = policies.len().saturating_sub(2);
    let rows = policies.iter().enumerate().map(|(at, (policy, users))| {
        let order = movable.then(|| moves(policy, at > 0, at < last).into_any());
        row(policy, me, *users, order)
    });
    view! {
        {cards(columns, rows.collect_view())}
    }
}

fn row(policy: &Policy, me: &Me, users: u32, order: Option<AnyView>) -> impl IntoView + use<> {
    let language = words::language();
    let requirement = match policy.rules.requirement {
        Requirement::Required => console::requirement_required(language),
        Requirement::Optional => console::requirement_optional(language),
    };
    let removal = match policy.rules.self_removal {
        SelfRemoval::On => console::allowed_on(language),
        SelfRemoval::Off => console::allowed_off(language),
    };
    let kinds = policy
        .rules
        .allowed
        .iter()
        .map(|kind| thing::kind(language, kind))
        .collect::<Vec<_>>()
        .join(", ");
    let named = named(policy, me);
    view! {
        <tr>
            <th scope="row">
                {named}
            </th>
            <td data-label=console::policies_for(language)>{scope(&policy.scope)}</td>
            <td data-label=console::policies_demand(language)>{requirement}</td>
            <td data-label=console::policies_kinds(language)>{kinds}</td>
            <td data-label=console::policies_removal(language)>{removal}</td>
            <td data-label=console::policies_users(language)>{users}</td>
            {order}
        </tr>
    }
}

fn scope(scope: &Scope) -> String {
    match scope {
        Scope::Default => console::policies_default(words::language()).to_owned(),
        Scope::Groups(groups) => groups
            .iter()
            .map(GroupName::as_str)
            .collect::<Vec<_>>()
            .join(", "),
    }
}

fn moves(policy: &Policy, up: bool, down: bool) -> impl IntoView + use<> {
    let language = words::language();
    let id = policy.id;
    let default = policy.scope == Scope::Default;
    let moves = [
        (
            up,
            "up",
            console::policies_up_short(language),
            console::policies_up(language, &policy.name),
        ),
        (
            down,
            "down",
            console::policies_down_short(language),
            console::policies_down(language, &policy.name),
        ),
    ];
    let buttons = moves
        .into_iter()
        .filter(|(possible, ..)| *possible && !default)
        .map(|(_, to, short, label)| {
            view! {
                <Form action=MovePolicy::PATH class="inline">
                    <input type="hidden" name="policy" value=id.to_string() />
                    <input type="hidden" name="to" value=to />
                    <Button look=Look::Link>
                        {short} <span class="unseen">" " {label}</span>
                    </Button>
                </Form>
            }
        });
    view! { <td data-label=console::policies_order(language)>{buttons.collect_view()}</td> }
}
