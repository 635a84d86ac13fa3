//! Saving a policy, once its impact was seen and is still what was seen.

use identity::{
    audit::Event,
    console::PolicyForm,
    factor::FactorKind,
    notice::Notice,
    place::Place,
    policy::{Policy, Scope, draft::Draft},
    refusal::{Field, Refusal, Refused},
    role::Act,
    step_up::StepUp,
    turn::Turn,
};
use serde_json::{Value, json};

use super::{
    acting::{self, Within},
    denied::{self, Thing},
    impact::{Seen, form_page, see},
    owing,
};
use crate::{
    desk::{
        Fault, Knock,
        author::Author,
        record::{Happened, record},
        step_up,
    },
    store::{Txn, organisations::Organisation, policies_write},
};

pub async fn submit(knock: &Knock, form: &PolicyForm) -> Result<Turn, Fault> {
    let now = knock.now();
    let (
        mut txn,
        Within {
            admin,
            organisation,
        },
    ) = acting::act(knock, Act::EditPolicies).await?;
    let at = &admin.signed_in;
    let refuse = |why: Refused| Ok(Turn::refused(form_page(form), why).keeping(&form.typed()));
    let draft = match Draft::parse(form) {
        Ok(draft) => draft,
        Err(why) => return refuse(why),
    };
    policies_write::lock(&mut txn, organisation.id).await?;
    let Some(mut seen) = see(&mut txn, organisation.id, &draft).await? else {
        let thing = Thing::Policy(seen_id(&draft));
        return Err(denied::not_there(txn, knock, &admin, thing).await);
    };
    if seen.name_taken {
        return refuse(Refusal::PolicyNameTaken.at(Field::Name));
    }
    if seen.digest != form.digest {
        return refuse(Refusal::ChangedMeanwhile.into());
    }
    let action = draft.id.map_or(StepUp::CreatePolicy, StepUp::ChangePolicy);
    step_up::take(&mut txn, at, action, now)
        .await
        .map_err(|fault| fault.keeping(&form.typed()))?;
    write(&mut txn, &organisation, &draft, &mut seen, now).await?;
    let event = event(Author::Admin(&at.user), &draft, &seen);
    record(&mut txn, knock, organisation.id, [event], now).await?;
    txn.commit().await?;
    Ok(Turn::to(Place::Policies).saying(Notice::PolicySaved(seen.new.name)))
}

fn seen_id(draft: &Draft) -> identity::ids::PolicyId {
    draft.id.unwrap_or(identity::ids::PolicyId(0))
}

async fn write(
    txn: &mut Txn,
    organisation: &Organisation,
    draft: &Draft,
    seen: &mut Seen,
    now: identity::time::Timestamp,
) -> Result<(), Fault> {
    let name = draft.name.as_str();
    if let Some(id) = draft.id {
        policies_write::update(txn, id, name, &draft.rules, now).await?;
    } else {
        seen.new.id = policies_write::insert(txn, organisation.id, name, &draft.rules, now).await?;
    }
    if let Scope::Groups(groups) = &seen.new.scope {
        policies_write::set_groups(txn, (organisation.id, seen.new.id), groups).await?;
    }
    owing::begin(txn, organisation, &seen.outlook.owing, draft.grace, now).await
}

fn event(author: Author<'_>, draft: &Draft, seen: &Seen) -> Happened {
    let event = if seen.old.is_some() {
        Event::PolicyChanged
    } else {
        Event::PolicyCreated
    };
    let event = author
        .did(event)
        .with("policy", seen.new.name.as_str())
        .with("id", seen.new.id.0)
        .with("after", told(&seen.new));
    let event = seen
        .old
        .iter()
        .fold(event, |event, old| event.with("before", told(old)));
    let impact = &seen.outlook.impact;
    let event = event
        .with("applies_to", impact.applies_to)
        .with("newly_owing", impact.newly_owing);
    draft.grace.iter().fold(event, |event, grace| {
        event.with("grace_days", grace.0 / identity::time::Span::days(1).0)
    })
}

/// A policy as the audit tells of it.
pub fn told(policy: &Policy) -> Value {
    let groups: Vec<&str> = match &policy.scope {
        Scope::Default => vec!["(everybody else)"],
        Scope::Groups(groups) => groups.iter().map(AsRef::as_ref).collect(),
    };
    let rules = &policy.rules;
    json!({
        "name": policy.name,
        "groups": groups,
        "requirement": rules.requirement.code(),
        "kinds": rules.allowed.iter().map(FactorKind::code).collect::<Vec<_>>(),
        "self_removal": rules.self_removal.code(),
        "passwordless": rules.passwordless.code(),
        "idle_minutes": rules.idle_minutes,
        "absolute_minutes": rules.absolute_minutes,
    })
}
