//! The groups of a user, and with them the policy that applies, whoever changes them.

use identity::{
    audit::Event,
    name::GroupName,
    policy::{Policy, Scope, applying, impact::outlook},
    time::Timestamp,
};

use super::{Fault, author::Author, console::owing, record::Happened};
use crate::store::{
    Error, Txn, groups,
    organisations::Organisation,
    policies,
    users::{self, User},
};

/// Under the user's lock. The caller records the event last; there is none where nothing changed.
pub async fn regroup(
    txn: &mut Txn,
    (organisation, author): (&Organisation, Author<'_>),
    user: &User,
    new: &[GroupName],
    now: Timestamp,
) -> Result<Option<Happened>, Fault> {
    let old: Vec<GroupName> = users::groups(txn, user.id)
        .await?
        .into_iter()
        .map(GroupName::stored)
        .collect();
    if old.len() == new.len() && new.iter().all(|group| old.contains(group)) {
        return Ok(None);
    }
    let policies = policies::ordered(txn, organisation.id).await?;
    let broken = || Error::inconsistent("policies", "is_default", organisation.id.0);
    let before = applying(&policies, &old).ok_or_else(broken)?;
    let after = applying(&policies, new).ok_or_else(broken)?;
    groups::replace(txn, (organisation.id, user.id), new).await?;
    let member = owing::member(txn, user).await?;
    let changed = outlook(&[member], &[alone(before)], &[alone(after)], None);
    owing::begin(txn, organisation, &changed.owing, None, now).await?;
    let names = |groups: &[GroupName]| groups.iter().map(ToString::to_string).collect::<Vec<_>>();
    let event = author
        .did(Event::PolicyAssigned)
        .about(user)
        .with("groups_before", names(&old))
        .with("groups_after", names(new))
        .with("policy_before", before.name.as_str())
        .with("policy", after.name.as_str());
    Ok(Some(event))
}

/// A policy as if it were the only one.
fn alone(policy: &Policy) -> Policy {
    Policy {
        scope: Scope::Default,
        ..policy.clone()
    }
}
