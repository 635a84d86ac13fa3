//! The groups of a user, and with them the policy that applies.

use identity::{
    audit::Event,
    ids::UserId,
    name::GroupName,
    notice::Notice,
    place::Place,
    policy::{Policy, Scope, applying, impact::outlook},
    refusal::Field,
    role::Act,
    turn::Turn,
};

use super::{
    acting::{self, Acting},
    owing,
};
use crate::{
    desk::{Fault, Knock, author::Author, record::record},
    store::{Error, groups, policies, users},
};

pub async fn submit(knock: &Knock, id: UserId, typed: &str) -> Result<Turn, Fault> {
    let now = knock.now();
    let (mut txn, Acting { admin, user }) = acting::on(knock, id, Act::Edit).await?;
    let new = match GroupName::parse_list(typed) {
        Ok(new) => new,
        Err(why) => {
            return Ok(
                Turn::refused(Place::User(id), why.at(Field::Groups)).keeping(&[("groups", typed)])
            );
        }
    };
    let organisation = &admin.signed_in.organisation;
    let old: Vec<GroupName> = users::groups(&mut txn, id)
        .await?
        .into_iter()
        .map(GroupName::stored)
        .collect();
    let same = old.len() == new.len() && new.iter().all(|group| old.contains(group));
    if !same {
        let policies = policies::ordered(&mut txn, organisation.id).await?;
        let broken = || Error::inconsistent("policies", "is_default", organisation.id.0);
        let before = applying(&policies, &old).ok_or_else(broken)?;
        let after = applying(&policies, &new).ok_or_else(broken)?;
        groups::replace(&mut txn, (organisation.id, id), &new).await?;
        let member = owing::member(&mut txn, &user).await?;
        let changed = outlook(&[member], &[alone(before)], &[alone(after)], None);
        owing::begin(&mut txn, organisation, &changed.owing, None, now).await?;
        let names =
            |groups: &[GroupName]| groups.iter().map(ToString::to_string).collect::<Vec<_>>();
        let event = Author::Admin(&admin.signed_in.user)
            .did(Event::PolicyAssigned)
            .about(&user);
        let event = event
            .with("groups_before", names(&old))
            .with("groups_after", names(&new));
        let event = event
            .with("policy_before", before.name.as_str())
            .with("policy", after.name.as_str());
        record(&mut txn, knock, organisation.id, [event], now).await?;
        txn.commit().await?;
    }
    Ok(Turn::to(Place::User(id)).saying(Notice::GroupsSaved))
}

/// A policy as if it were the only one.
fn alone(policy: &Policy) -> Policy {
    Policy {
        scope: Scope::Default,
        ..policy.clone()
    }
}
