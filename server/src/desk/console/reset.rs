//! Force MFA reset of one user: what will happen, and its confirmation.

use identity::{
    access_pass::ResetPass,
    console::ResetForm,
    ids::UserId,
    notice::Notice,
    operation::Identity,
    place::Place,
    refusal::Refusal,
    role::Act,
    step_up::StepUp,
    turn::Turn,
    user::UserStatus,
    view::{prove::Due, reset::ResetView},
};

use super::acting::{self, Acting};
use crate::{
    desk::{
        Fault, Knock,
        author::Author,
        guard::Hold,
        record::record,
        reset::{self, Order, digest},
        step_up,
    },
    failpoint::failpoint,
    store::{resets, settings},
};

pub async fn page(knock: &Knock, id: UserId) -> Result<ResetView, Fault> {
    let now = knock.now();
    let act = Act::ResetFactors;
    let (
        mut txn,
        Acting {
            admin,
            organisation,
            user,
        },
    ) = acting::look_on(knock, id, act).await?;
    let at = &admin.signed_in;
    if user.standing.status == UserStatus::Invited {
        return Err(Turn::refused(Place::User(id), Refusal::NotAllowed).into());
    }
    let plan = reset::look(&mut txn, &user, Hold::Read, now).await?;
    let last_reset_at = resets::last_at(&mut txn, organisation.id, id).await?;
    let runbook = settings::runbook(&mut txn, organisation.id).await?;
    let due = step_up::due(&mut txn, at, StepUp::ResetUser(id), now).await?;
    drop(txn);
    at.touch(knock).await?;
    Ok(ResetView {
        me: admin.me(knock),
        id,
        digest: digest((id, user.grant), &plan),
        plan,
        name: user.name,
        email: user.email,
        last_reset_at,
        runbook,
        window_hours: u32::try_from(organisation.enrol_window_hours).unwrap_or_default(),
        gate: due.map_or(Due::Ready(()), Due::Proof),
    })
}

pub async fn submit(knock: &Knock, form: &ResetForm) -> Result<Turn, Fault> {
    let now = knock.now();
    let typed = form.justification.typed();
    let (id, back) = (form.user, Place::ResetUser(form.user));
    let (
        mut txn,
        Acting {
            admin,
            organisation,
            user,
        },
    ) = acting::on(knock, id, Act::ResetFactors).await?;
    if user.standing.status == UserStatus::Invited {
        return Ok(Turn::refused(Place::User(id), Refusal::NotAllowed));
    }
    let why = match form.justification.parse(Identity::MustBeVerified) {
        Ok(why) => why,
        Err(refused) => return Ok(Turn::refused(back, refused).keeping(&typed)),
    };
    let plan = reset::look(&mut txn, &user, Hold::Lock, now).await?;
    if digest((id, user.grant), &plan) != form.digest {
        return Ok(Turn::refused(back, Refusal::ChangedMeanwhile).keeping(&typed));
    }
    let at = &admin.signed_in;
    step_up::take(&mut txn, at, StepUp::ResetUser(id), now)
        .await
        .map_err(|fault| fault.keeping(&typed))?;
    let order = Order {
        organisation: &organisation,
        user: &user,
        author: Author::Admin(&at.user),
        plan,
        why,
    };
    let events = reset::reset(&mut txn, knock, order, now).await?;
    failpoint!("reset: before the audit");
    record(&mut txn, knock, organisation.id, events, now).await?;
    failpoint!("reset: before the commit");
    txn.commit().await?;
    failpoint!("reset: before the answer");
    let notice = match organisation.reset_pass {
        ResetPass::Off => Notice::UserReset(user.name),
        ResetPass::On => Notice::UserResetWantsPass(user.name),
    };
    Ok(Turn::to(Place::User(id)).saying(notice))
}
