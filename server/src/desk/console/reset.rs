//! Force MFA reset of one user: what will happen, and its confirmation.

use identity::{
    console::ResetForm,
    ids::UserId,
    notice::Notice,
    place::Place,
    refusal::{Field, Refusal, Refused},
    reset::{ReasonKind, Verification},
    role::Act,
    step_up::StepUp,
    text::paragraph,
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
        reset::{self, Order, Why, digest},
        step_up,
    },
    failpoint::failpoint,
    store::resets,
};

/// The longest reason, in characters.
const MOST: usize = 500;

pub async fn page(knock: &Knock, id: UserId) -> Result<ResetView, Fault> {
    let now = knock.now();
    let act = Act::ResetFactors;
    let (mut txn, Acting { admin, user }) = acting::look_on(knock, id, act).await?;
    let at = &admin.signed_in;
    if user.standing.status == UserStatus::Invited {
        return Err(Turn::refused(Place::User(id), Refusal::NotAllowed).into());
    }
    let plan = reset::look(&mut txn, &user, Hold::Read, now).await?;
    let last_reset_at = resets::last_at(&mut txn, at.organisation.id, id).await?;
    let due = step_up::due(&mut txn, at, StepUp::ResetUser(id), now).await?;
    drop(txn);
    at.touch(knock).await?;
    Ok(ResetView {
        me: at.me(),
        id,
        digest: digest((id, user.grant), &plan),
        plan,
        name: user.name,
        email: user.email,
        last_reset_at,
        window_hours: u32::try_from(at.organisation.enrol_window_hours).unwrap_or_default(),
        gate: due.map_or(Due::Ready(()), Due::Proof),
    })
}

pub async fn submit(knock: &Knock, form: &ResetForm) -> Result<Turn, Fault> {
    let now = knock.now();
    let typed = [
        ("reason_kind", form.reason_kind.as_str()),
        ("reason", form.reason.as_str()),
        ("verification", form.verification.as_str()),
    ];
    let (id, back) = (form.user, Place::ResetUser(form.user));
    let (mut txn, Acting { admin, user }) = acting::on(knock, id, Act::ResetFactors).await?;
    if user.standing.status == UserStatus::Invited {
        return Ok(Turn::refused(Place::User(id), Refusal::NotAllowed));
    }
    let why = match parse(&form.reason_kind, &form.reason, Some(&form.verification)) {
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
        organisation: &at.organisation,
        user: &user,
        author: Author::Admin(&at.user),
        plan,
        why,
    };
    let events = reset::reset(&mut txn, knock, order, now).await?;
    failpoint!("reset: before the audit");
    record(&mut txn, knock, at.organisation.id, events, now).await?;
    failpoint!("reset: before the commit");
    txn.commit().await?;
    failpoint!("reset: before the answer");
    Ok(Turn::to(Place::User(id)).saying(Notice::UserReset(user.name)))
}

/// In the order of the page, so that the first thing that is wrong is the one that is told. No `verification` where nobody asks
/// for one.
pub(super) fn parse(kind: &str, reason: &str, verification: Option<&str>) -> Result<Why, Refused> {
    let verification: Option<Verification> = verification
        .map(str::parse)
        .transpose()
        .map_err(|_| Refusal::VerificationMissing.at(Field::Verification))?;
    let kind: ReasonKind = kind
        .parse()
        .map_err(|_| Refusal::ReasonKindMissing.at(Field::ReasonKind))?;
    let text = paragraph(reason, MOST).map_err(|why| why.at(Field::Reason))?;
    if kind == ReasonKind::Other && text.is_empty() {
        return Err(Refusal::ReasonMissing.at(Field::Reason));
    }
    Ok(Why {
        kind,
        text,
        verification,
    })
}
