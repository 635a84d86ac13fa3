//! The page of a bulk reset: the summary before it, its progress and its results after.

use identity::{
    bulk_reset::{Outcome, Stage, Tally, looks_like_everybody},
    ids::BulkResetId,
    role::{Act, may},
    step_up::StepUp,
    view::{
        bulk_reset::{Begun, BulkResetStage, BulkResetView, Everybody, Summary, Whom},
        prove::Due,
    },
};

use super::{
    super::{
        acting,
        denied::{self, Thing},
    },
    plan,
};
use crate::{
    desk::{Fault, Knock, guard::AdminOf, step_up},
    store::{Txn, bulk_people, bulk_resets, bulk_resets::BulkReset, settings, users},
};

/// One that this admin may see: their own draft, or one that was begun and has nobody in it whom they do not reach.
pub async fn find(
    txn: &mut Txn,
    admin: &AdminOf,
    id: BulkResetId,
) -> Result<Option<BulkReset>, Fault> {
    let at = &admin.signed_in;
    let Some(found) = bulk_resets::find(txn, id).await? else {
        return Ok(None);
    };
    let mut all = bulk_resets::organisations(txn, id).await?;
    all.push(found.organisation_id);
    let own = found.stage != Stage::Draft || found.admin_id == at.user.id;
    Ok((own && admin.reach.covers(&all)).then_some(found))
}

pub async fn page(knock: &Knock, id: BulkResetId) -> Result<BulkResetView, Fault> {
    let (mut txn, admin) = acting::look(knock).await?;
    let Some(reset) = find(&mut txn, &admin, id).await? else {
        return Err(denied::not_there(txn, knock, &admin, Thing::BulkReset(id)).await);
    };
    let stage = match reset.stage {
        Stage::Draft => {
            if !may(admin.role, Act::ResetFactors, None) {
                let user = &admin.signed_in.user;
                return Err(denied::refused(txn, knock, user, ("ResetFactors", None)).await);
            }
            BulkResetStage::Draft(Box::new(summary(&mut txn, knock, &admin, id).await?))
        }
        Stage::Running | Stage::Done => BulkResetStage::Begun(begun(&mut txn, &reset).await?),
    };
    drop(txn);
    admin.signed_in.touch(knock).await?;
    Ok(BulkResetView {
        me: admin.me(knock),
        id,
        stage,
    })
}

async fn summary(
    txn: &mut Txn,
    knock: &Knock,
    admin: &AdminOf,
    id: BulkResetId,
) -> Result<Summary, Fault> {
    let now = knock.now();
    let at = &admin.signed_in;
    let plans = plan::look(txn, admin, id, now).await?;
    let mut everybody = Everybody::No;
    let (mut runbooks, mut windows) = (Vec::new(), Vec::new());
    for one in admin.reach.granted() {
        let Some(picked) = plans.homes.get(&one.id) else {
            continue;
        };
        if looks_like_everybody(*picked, bulk_people::active(txn, one.id).await?) {
            everybody = Everybody::Likely;
        }
        runbooks.push(settings::runbook(txn, one.id).await?);
        windows.push(one.enrol_window_hours);
    }
    // Where several differ, the text that is shipped, and the time that everybody has.
    runbooks.dedup();
    let runbook = match runbooks.as_slice() {
        [one] => one.clone(),
        _ => String::new(),
    };
    let due = step_up::due(txn, at, StepUp::ResetUsers(id), now).await?;
    Ok(Summary {
        digest: plans.digest(id),
        everybody,
        lines: plans.lines.into_iter().map(|(line, _)| line).collect(),
        left_out: plans.left_out,
        runbook,
        window_hours: windows
            .into_iter()
            .min()
            .map_or(0, |hours| u32::try_from(hours).unwrap_or_default()),
        gate: due.map_or(Due::Ready(()), Due::Proof),
    })
}

async fn begun(txn: &mut Txn, reset: &BulkReset) -> Result<Begun, Fault> {
    // At home somewhere else, maybe, than all whom it is about.
    let admin = match users::organisation(txn, reset.admin_id).await? {
        Some(home) => users::find(txn, home, reset.admin_id).await?,
        None => None,
    };
    let targets = bulk_people::targets(txn, reset.id).await?;
    let results: Vec<(Whom, Option<Outcome>)> = targets
        .into_iter()
        .map(|target| (target.whom, target.outcome))
        .collect();
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let settled = results.iter().filter(|(_, outcome)| outcome.is_some());
    Ok(Begun {
        admin: admin.map(|admin| admin.name).unwrap_or_default(),
        started_at: reset.started_at.unwrap_or(identity::time::Timestamp(0)),
        ended_at: reset.ended_at,
        tally: Tally {
            settled: count(settled.count()),
            all: count(results.len()),
        },
        results,
    })
}

/// How far it is, for a script that asks again and again.
pub async fn tally(knock: &Knock, id: BulkResetId) -> Result<Tally, Fault> {
    let (mut txn, admin) = acting::look(knock).await?;
    if find(&mut txn, &admin, id).await?.is_none() {
        return Err(denied::not_there(txn, knock, &admin, Thing::BulkReset(id)).await);
    }
    Ok(bulk_resets::tally(&mut txn, id).await?)
}
