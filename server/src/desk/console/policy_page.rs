//! One policy, or the form of a new one.

use identity::{
    ids::PolicyId,
    policy::{Policy, Rules, Scope},
    role::Act,
    step_up::StepUp,
    view::{policies::PolicyView, prove::Due},
};

use super::{
    acting::{self, Within},
    denied::{self, Thing},
};
use crate::{
    desk::{Fault, Knock, step_up},
    store::{groups, policies},
};

pub async fn page(knock: &Knock, id: Option<PolicyId>) -> Result<PolicyView, Fault> {
    let now = knock.now();
    let (
        mut txn,
        Within {
            admin,
            organisation,
        },
    ) = acting::look_to(knock, Act::EditPolicies).await?;
    let at = &admin.signed_in;
    let policy = match id {
        None => None,
        Some(id) => match policies::ordered(&mut txn, organisation.id)
            .await?
            .into_iter()
            .find(|policy| policy.id == id)
        {
            Some(policy) => Some(policy),
            None => return Err(denied::not_there(txn, knock, &admin, Thing::Policy(id)).await),
        },
    };
    let known_groups = groups::known(&mut txn, organisation.id).await?;
    let action = id.map_or(StepUp::CreatePolicy, StepUp::ChangePolicy);
    let due = step_up::due(&mut txn, at, action, now).await?;
    drop(txn);
    at.touch(knock).await?;
    Ok(view(
        policy,
        PolicyView {
            me: admin.me(knock),
            id,
            is_default: false,
            name: String::new(),
            groups: Vec::new(),
            known_groups,
            rules: Rules::default(),
            gate: due.map_or(Due::Ready(()), Due::Proof),
        },
    ))
}

/// The form of a new policy, filled in from an old one if there is one.
fn view(policy: Option<Policy>, empty: PolicyView) -> PolicyView {
    let Some(policy) = policy else { return empty };
    let is_default = policy.scope == Scope::Default;
    let groups = match policy.scope {
        Scope::Default => Vec::new(),
        Scope::Groups(groups) => groups.into_iter().map(String::from).collect(),
    };
    PolicyView {
        is_default,
        name: policy.name,
        groups,
        rules: policy.rules,
        ..empty
    }
}
