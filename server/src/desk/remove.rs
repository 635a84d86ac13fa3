//! `/account/factors/<id>/remove`: a factor goes by its owner's own hand, where the policy allows it.

use identity::{
    audit::Event,
    enrolment::{Grant, GrantCause},
    factor::Factor,
    front_desk::Insist,
    ids::FactorId,
    mail::Occasion,
    notice::Notice,
    place::Place,
    refusal::Refusal,
    removal::{RemovalVerdict, goes_along, removal},
    step_up::StepUp,
    time::{Span, Timestamp},
    turn::{CookieChange, Turn},
    user::MustEnrol,
    view::{account::RemoveView, prove::Due},
};

use super::{
    Fault, Knock,
    guard::{self, Hold, SignedIn},
    help, letters, other_sessions, own_factor,
    record::{Happened, record},
    sign_in, step_up,
};
use crate::store::{Txn, codes, factors, pending, requests, sign_ins, users};

pub async fn page(knock: &Knock, id: FactorId) -> Result<Due<RemoveView>, Fault> {
    let mut txn = knock.desk.db.read().await?;
    let at = guard::signed_in(&mut txn, knock, Hold::Read).await?;
    let factor = own_factor::find(&mut txn, &at, id).await?;
    let verdict = judge(&mut txn, &at, &factor).await?;
    if verdict != RemovalVerdict::AdminsOnly
        && let Some(due) =
            step_up::due(&mut txn, &at, StepUp::RemoveFactor(id), knock.now()).await?
    {
        return Ok(Due::Proof(due));
    }
    let view = RemoveView {
        me: at.me(),
        factor,
        verdict,
        admins: help::admins(&mut txn, &at.organisation).await?,
        contact: at.organisation.contact.clone(),
        asked: requests::asked(&mut txn, at.user.id, knock.now()).await?,
    };
    drop(txn);
    at.touch(knock).await?;
    Ok(Due::Ready(view))
}

/// What may happen to it, given all the others as they are now.
async fn judge(txn: &mut Txn, at: &SignedIn, factor: &Factor) -> Result<RemovalVerdict, Fault> {
    let all = factors::of_user(txn, at.user.id).await?;
    let rules = &at.policy.rules;
    Ok(removal(factor, &all, rules, at.user.role()))
}

/// Decides under the user's lock, so that of two last ones only one goes (case R-05).
pub async fn submit(knock: &Knock, id: FactorId, insist: Insist) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::signed_in(&mut txn, knock, Hold::Lock).await?;
    let factor = own_factor::find(&mut txn, &at, id).await?;
    let last = match (judge(&mut txn, &at, &factor).await?, insist) {
        (RemovalVerdict::AdminsOnly, _) => return refuse(txn, knock, &at, &factor, now).await,
        // The page says what it costs, and offers the replacement first.
        (RemovalVerdict::LastOne, Insist::No) => {
            return Ok(Turn::refused(
                Place::RemoveFactor(id),
                Refusal::ChangedMeanwhile,
            ));
        }
        (RemovalVerdict::LastOne, Insist::Yes) => true,
        (RemovalVerdict::Allowed, _) => false,
    };
    step_up::take(&mut txn, &at, StepUp::RemoveFactor(id), now).await?;
    factors::bury(&mut txn, id, now).await?;
    let occasion = Occasion::FactorRemoved {
        name: factor.name.to_string(),
    };
    letters::tell(
        &mut txn,
        knock,
        (&at.organisation, &at.user),
        &occasion,
        now,
    )
    .await?;
    let removed = Happened::by(Event::FactorSelfRemoved, &at.user).factor(id);
    let removed = removed
        .with("kind", factor.kind.code())
        .with("name", factor.name.as_str())
        .with("last", last);
    let turn = if last {
        start_anew(&mut txn, knock, at, removed, now).await?
    } else {
        go_on(&mut txn, knock, &at, (&factor, removed), now).await?
    };
    txn.commit().await?;
    Ok(turn.saying(Notice::FactorRemoved(factor.name.into())))
}

/// Asked for directly although the page does not offer it: refused, and written down (case R-01).
async fn refuse(
    mut txn: Txn,
    knock: &Knock,
    at: &SignedIn,
    factor: &Factor,
    now: Timestamp,
) -> Result<Turn, Fault> {
    let refused = Happened::by(Event::RemovalRefused, &at.user)
        .factor(factor.id)
        .because("policy");
    record(
        &mut txn,
        knock,
        at.organisation.id,
        [refused.with("kind", factor.kind.code())],
        now,
    )
    .await?;
    txn.commit().await?;
    Ok(Turn::refused(
        Place::RemoveFactor(factor.id),
        Refusal::RemovalNotAllowed,
    ))
}

/// Others stay, or none is owed: the session goes on under a new token, other sessions end.
async fn go_on(
    txn: &mut Txn,
    knock: &Knock,
    at: &SignedIn,
    (factor, removed): (&Factor, Happened),
    now: Timestamp,
) -> Result<Turn, Fault> {
    let (cookie, ended) = other_sessions::end(txn, knock, at, "factor_change").await?;
    let left = factors::of_user(txn, at.user.id).await?;
    if !left.iter().any(Factor::is_active) {
        // Codes stand in for a factor: without one they would be asked for and lead nowhere.
        codes::revoke(txn, at.user.id, now).await?;
        for id in goes_along(factor, &left) {
            factors::bury(txn, id, now).await?;
        }
    }
    record(
        txn,
        knock,
        at.organisation.id,
        std::iter::once(removed).chain(ended),
        now,
    )
    .await?;
    Ok(Turn::to(Place::Account).with(cookie))
}

/// The last one where one is owed: every session ends, this one too, and a new sign-in stands in enrolment at once.
async fn start_anew(
    txn: &mut Txn,
    knock: &Knock,
    at: SignedIn,
    removed: Happened,
    now: Timestamp,
) -> Result<Turn, Fault> {
    let user = at.user.id;
    codes::revoke(txn, user, now).await?;
    pending::bury_all(txn, user, now).await?;
    sign_ins::delete_of_user(txn, user).await?;
    let ended = other_sessions::end_all(txn, &at.user, "own_removal").await?;
    let until = now + Span::hours(at.organisation.enrol_window_hours);
    users::set_grant(
        txn,
        user,
        Some(Grant {
            cause: GrantCause::OwnRemoval,
            until,
        }),
        MustEnrol::Yes,
    )
    .await?;
    record(
        txn,
        knock,
        at.organisation.id,
        std::iter::once(removed).chain(ended),
        now,
    )
    .await?;
    let turn = sign_in::begin(txn, knock, (&at.organisation, at.user), "", now).await?;
    Ok(turn.with(CookieChange::EndSession))
}
