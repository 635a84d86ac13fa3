//! The order of policies: one step up or down. The default stays last.

use identity::{
    audit::Event,
    console::Move,
    ids::PolicyId,
    notice::Notice,
    place::Place,
    policy::{Policy, Scope, impact::outlook},
    refusal::Refusal,
    role::Act,
    step_up::StepUp,
    turn::Turn,
};

use super::{
    acting::{self, Within},
    denied::{self, Thing},
    owing,
};
use crate::{
    desk::{Fault, Knock, author::Author, record::record, step_up},
    store::{policies, policies_write},
};

pub async fn submit(knock: &Knock, id: PolicyId, to: Move) -> Result<Turn, Fault> {
    let now = knock.now();
    let (
        mut txn,
        Within {
            admin,
            organisation,
        },
    ) = acting::act(knock, Act::EditPolicies).await?;
    let at = &admin.signed_in;
    policies_write::lock(&mut txn, organisation.id).await?;
    let before = policies::ordered(&mut txn, organisation.id).await?;
    let Some(moved) = before.iter().find(|policy| policy.id == id) else {
        return Err(denied::not_there(txn, knock, &admin, Thing::Policy(id)).await);
    };
    if moved.scope == Scope::Default {
        return Ok(Turn::refused(Place::Policies, Refusal::NotAllowed));
    }
    let Some(after) = moved_by_one(&before, id, to) else {
        // Where it was to go, it is.
        return Ok(Turn::to(Place::Policies));
    };
    step_up::take(&mut txn, at, StepUp::OrderPolicies, now).await?;
    for (position, policy) in
        (1..).zip(after.iter().filter(|policy| policy.scope != Scope::Default))
    {
        policies_write::set_position(&mut txn, policy.id, position).await?;
    }
    let members = policies_write::members(&mut txn, organisation.id).await?;
    let changed = outlook(&members, &before, &after, None);
    owing::begin(&mut txn, &organisation, &changed.owing, None, now).await?;
    let names = |policies: &[Policy]| {
        policies
            .iter()
            .map(|policy| policy.name.clone())
            .collect::<Vec<_>>()
    };
    let event = Author::Admin(&at.user)
        .did(Event::PolicyChanged)
        .because("order")
        .with("policy", moved.name.as_str());
    let event = event
        .with("order_before", names(&before))
        .with("order_after", names(&after));
    let event = event.with("newly_owing", changed.impact.newly_owing);
    record(&mut txn, knock, organisation.id, [event], now).await?;
    txn.commit().await?;
    Ok(Turn::to(Place::Policies).saying(Notice::PoliciesOrdered))
}

/// None at the end of the way.
fn moved_by_one(before: &[Policy], id: PolicyId, to: Move) -> Option<Vec<Policy>> {
    let from = before.iter().position(|policy| policy.id == id)?;
    let to = match to {
        Move::Up => from.checked_sub(1)?,
        Move::Down => from + 1,
    };
    before
        .get(to)
        .filter(|other| other.scope != Scope::Default)?;
    let mut after = before.to_vec();
    after.swap(from, to);
    Some(after)
}
