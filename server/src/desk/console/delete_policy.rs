//! Deleting a policy: whoever it applied to falls to the next one that matches.

use identity::{
    audit::Event,
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
    save_policy::told,
};
use crate::{
    desk::{Fault, Knock, author::Author, record::record, step_up},
    store::{policies, policies_write},
};

pub async fn submit(knock: &Knock, id: PolicyId) -> Result<Turn, Fault> {
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
    let Some(gone) = before.iter().find(|policy| policy.id == id) else {
        return Err(denied::not_there(txn, knock, &admin, Thing::Policy(id)).await);
    };
    if gone.scope == Scope::Default {
        return Ok(Turn::refused(Place::Policy(id), Refusal::NotAllowed));
    }
    step_up::take(&mut txn, at, StepUp::ChangePolicy(id), now).await?;
    policies_write::delete(&mut txn, id).await?;
    let after: Vec<Policy> = before
        .iter()
        .filter(|policy| policy.id != id)
        .cloned()
        .collect();
    let members = policies_write::members(&mut txn, organisation.id).await?;
    let changed = outlook(&members, &before, &after, None);
    owing::begin(&mut txn, &organisation, &changed.owing, None, now).await?;
    let event = Author::Admin(&at.user)
        .did(Event::PolicyChanged)
        .because("deleted")
        .with("policy", gone.name.as_str());
    let event = event
        .with("id", id.0)
        .with("before", told(gone))
        .with("newly_owing", changed.impact.newly_owing);
    record(&mut txn, knock, organisation.id, [event], now).await?;
    txn.commit().await?;
    Ok(Turn::to(Place::Policies).saying(Notice::PolicyDeleted(gone.name.clone())))
}
