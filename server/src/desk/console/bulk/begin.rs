//! The confirmation of a bulk reset: what was shown is what is carried out, and nothing else.

use identity::{
    bulk_reset::Stage, console::BulkResetForm, notice::Notice, operation::Identity, place::Place,
    refusal::Refusal, role::Act, step_up::StepUp, turn::Turn,
};

use super::{page, plan};
use crate::{
    desk::{
        Fault, Knock,
        console::{
            acting,
            denied::{self, Thing},
        },
        step_up,
    },
    failpoint::failpoint,
    store::bulk_resets::{self, BulkReset},
};

pub async fn submit(knock: &Knock, form: &BulkResetForm) -> Result<Turn, Fault> {
    let now = knock.now();
    let typed = form.justification.typed();
    let back = Place::BulkReset(form.id);
    let (mut txn, admin) = acting::act_in_turn(knock, Act::ResetFactors).await?;
    let Some(reset) = page::find(&mut txn, &admin, form.id).await? else {
        return Err(denied::not_there(txn, knock, &admin, Thing::BulkReset(form.id)).await);
    };
    if reset.stage != Stage::Draft {
        // Sent twice: it is under way.
        return Ok(Turn::to(back));
    }
    let why = match form.justification.parse(Identity::MustBeVerified) {
        Ok(why) => why,
        Err(refused) => return Ok(Turn::refused(back, refused).keeping(&typed)),
    };
    let plans = plan::look(&mut txn, &admin, form.id, now).await?;
    if plans.digest(form.id) != form.digest {
        return Ok(Turn::refused(back, Refusal::ChangedMeanwhile).keeping(&typed));
    }
    if plans.lines.is_empty() {
        return Ok(Turn::refused(back, Refusal::NobodyPicked).keeping(&typed));
    }
    step_up::take(&mut txn, &admin.signed_in, StepUp::ResetUsers(form.id), now)
        .await
        .map_err(|fault| fault.keeping(&typed))?;
    let begun = BulkReset {
        reason_kind: Some(why.kind),
        reason: why.text,
        verification: why.verification,
        request: knock.visitor.request.clone(),
        ip: knock.ip(),
        agent: knock.visitor.agent.clone(),
        ..reset
    };
    if !bulk_resets::begin(&mut txn, &begun, now).await? {
        return Ok(Turn::to(back));
    }
    for (line, digest) in &plans.lines {
        bulk_resets::set_shown(&mut txn, (form.id, line.whom.id), digest).await?;
    }
    for (whom, why) in &plans.left_out {
        bulk_resets::settle(&mut txn, (form.id, whom.id), *why, now).await?;
    }
    failpoint!("bulk reset: before it begins");
    txn.commit().await?;
    Ok(Turn::to(back).saying(Notice::BulkResetBegun))
}
