//! The list of policies, in the order in which they are asked whether they apply.

use identity::{
    policy::{Policy, applying},
    role::{Act, may},
    step_up::StepUp,
    user::UserStatus,
    view::policies::PoliciesView,
};

use super::acting::{self, Within};
use crate::{
    desk::{Fault, Knock, step_up},
    store::{groups, policies, policies_write},
};

pub async fn page(knock: &Knock) -> Result<PoliciesView, Fault> {
    let now = knock.now();
    let (
        mut txn,
        Within {
            admin,
            organisation,
        },
    ) = acting::look_in(knock).await?;
    let at = &admin.signed_in;
    let ordered = policies::ordered(&mut txn, organisation.id).await?;
    let members = policies_write::members(&mut txn, organisation.id).await?;
    let groups = groups::known(&mut txn, organisation.id).await?;
    let may_edit = may(admin.role, Act::EditPolicies, None);
    let due = if may_edit {
        step_up::due(&mut txn, at, StepUp::OrderPolicies, now).await?
    } else {
        None
    };
    drop(txn);
    at.touch(knock).await?;
    let reached: Vec<_> = members
        .iter()
        .filter(|member| member.status != UserStatus::Disabled)
        .filter_map(|member| applying(&ordered, &member.groups).map(|policy| policy.id))
        .collect();
    let count = |policy: &Policy| {
        u32::try_from(reached.iter().filter(|id| **id == policy.id).count()).unwrap_or(u32::MAX)
    };
    Ok(PoliciesView {
        me: admin.me(knock),
        policies: ordered
            .iter()
            .map(|policy| (policy.clone(), count(policy)))
            .collect(),
        groups,
        may_edit,
        due,
    })
}
