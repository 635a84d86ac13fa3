//! What a bulk reset will do, as things stand: one plan a user, and who is left out.

use std::collections::HashMap;

use data_encoding::HEXLOWER;
use identity::{
    bulk_reset::{Outcome, left_out},
    factor::Factor,
    ids::{BulkResetId, OrganisationId, UserId},
    reset::plan,
    role::Role,
    time::Timestamp,
    view::bulk_reset::{PlanLine, Whom},
};
use sha2::{Digest as _, Sha256};

use crate::{
    desk::{Fault, guard::AdminOf, reset::digest},
    store::{Txn, bulk_people, customers, listed},
};

/// The plan of everybody who was picked.
#[derive(Debug)]
pub struct Plans {
    /// With what names the plan of each.
    pub lines: Vec<(PlanLine, String)>,
    pub left_out: Vec<(Whom, Outcome)>,
    /// How many there are in `lines` of each organisation.
    pub homes: HashMap<OrganisationId, usize>,
}

impl Plans {
    /// Names all that is shown.
    pub fn digest(&self, id: BulkResetId) -> String {
        let mut all = Sha256::new();
        all.update(id.to_string());
        for (_, digest) in &self.lines {
            all.update([b'\n']);
            all.update(digest);
        }
        for (whom, why) in &self.left_out {
            all.update(format!("\n{} {why}", whom.id));
        }
        HEXLOWER.encode(&all.finalize())
    }
}

/// Looks at everybody; nothing is locked, since each user is looked at again under the lock before anything is done.
pub async fn look(
    txn: &mut Txn,
    admin: &AdminOf,
    id: BulkResetId,
    now: Timestamp,
) -> Result<Plans, Fault> {
    let me = (admin.signed_in.user.id, admin.role);
    let targets = bulk_people::targets(txn, id).await?;
    let ids: Vec<UserId> = targets.iter().map(|target| target.whom.id).collect();
    let mut held: HashMap<UserId, Vec<Factor>> = HashMap::new();
    for one in bulk_people::factors(txn, &ids).await? {
        held.entry(one.user).or_default().push(one.factor);
    }
    let codes: HashMap<_, _> = listed::codes_left(txn, &ids).await?.into_iter().collect();
    let sessions = bulk_people::sessions(txn, &ids, now).await?;
    let sessions: HashMap<_, _> = sessions.into_iter().collect();
    let count = |counts: &HashMap<UserId, i64>, id: UserId| {
        let count = counts.get(&id).copied().unwrap_or_default();
        u32::try_from(count).unwrap_or(u32::MAX)
    };
    let mut plans = Plans {
        lines: Vec::new(),
        left_out: Vec::new(),
        homes: HashMap::new(),
    };
    for target in targets {
        let id = target.whom.id;
        if let Some(why) = left_out(me, (id, target.role), target.status, target.equal_rank) {
            plans.left_out.push((target.whom, why));
            continue;
        }
        let operates = target.role == Some(Role::Operator);
        if operates && customers::is_beyond(txn, id, me.0).await? {
            plans.left_out.push((target.whom, Outcome::Rank));
            continue;
        }
        *plans.homes.entry(target.organisation_id).or_default() += 1;
        let factors = held.remove(&id).unwrap_or_default();
        let plan = plan(&factors, count(&codes, id), count(&sessions, id));
        let digest = digest((id, target.grant), &plan);
        let whom = target.whom;
        plans.lines.push((PlanLine { whom, plan }, digest));
    }
    Ok(plans)
}
