//! A number is given: a pending factor, and a code to see that it is theirs. And another code, as long as it is pending.

use identity::{
    factor::FactorKind,
    front_desk::PhoneForm,
    ids::FactorId,
    phone::PhoneNumber,
    place::Place,
    refusal::{Field, Refusal},
    time::{Span, Timestamp},
    turn::Turn,
};

use super::{Ask, What, ask::post, confirm::gone, keep, send};
use crate::{
    desk::{
        Fault, Knock,
        enrolling::{self, Enrolling, permit},
        guard::Hold,
        record::record,
    },
    store::{
        Txn,
        factors::{self, Pending},
        pending,
        phones::ToNumber,
    },
};

/// The time to confirm within a session; within a sign-in it is what that has left.
const TO_CONFIRM: Span = Span::minutes(10);

pub async fn submit(knock: &Knock, form: PhoneForm) -> Result<Turn, Fault> {
    let page = form
        .replaces
        .map_or(Place::EnrolPhone, Place::EnrolPhoneFor);
    let turn = match PhoneNumber::parse(&form.number) {
        Ok(number) => start(knock, (&number, form.replaces), page).await?,
        Err(why) => Turn::refused(page, why),
    };
    Ok(if turn.refusal().is_some() {
        turn.keeping(&[("number", form.number.reveal())])
    } else {
        turn
    })
}

/// `replaces` counts within a session only: a sign-in that owes an enrolment has nothing to replace.
async fn start(
    knock: &Knock,
    (number, replaces): (&PhoneNumber, Option<FactorId>),
    page: Place,
) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = enrolling::who(&mut txn, knock, Hold::Lock).await?;
    at.may_set_up(FactorKind::Phone)?;
    let (replaces, expires_at) = match &at {
        Enrolling::Owing(at) => {
            let in_all = knock.desk.config.lifetimes.enrolment();
            let until = pending::give_time(&mut txn, at.sign_in.id, in_all).await?;
            (None, until)
        }
        Enrolling::Adding(at) => {
            permit::permit(&mut txn, at, replaces, now).await?;
            (replaces, now + TO_CONFIRM)
        }
    };
    let organisation = at.account().organisation.id;
    let what = (at.account(), number, ToNumber::Everybodys);
    let held = send::held(&mut txn, knock, what, now).await?;
    let (turn, event) = if let Some(held) = held {
        (Turn::refused(page, held.why.at(Field::Number)), held.event)
    } else {
        let id = insert(&mut txn, knock, &at, (number, replaces, expires_at), now).await?;
        let ask = asking(&at, id);
        let event = send::dispatch(&mut txn, knock, (&ask, number), now).await?;
        (Turn::to(Place::EnrolPhoneCode(id)), event)
    };
    record(&mut txn, knock, organisation, [event], now).await?;
    txn.commit().await?;
    Ok(turn)
}

async fn insert(
    txn: &mut Txn,
    knock: &Knock,
    at: &Enrolling,
    (number, replaces, expires_at): (&PhoneNumber, Option<FactorId>, Timestamp),
    now: Timestamp,
) -> Result<FactorId, Fault> {
    let account = at.account();
    let (sign_in, session) = at.owner();
    pending::bury_older(txn, account.user.id, (sign_in, session), now).await?;
    let new = Pending {
        organisation: account.organisation.id,
        user: account.user.id,
        kind: FactorKind::Phone,
        name: "",
        sign_in,
        session,
        replaces,
        expires_at,
        ip: &knock.ip(),
        agent: &knock.visitor.agent,
    };
    let id = factors::insert_pending(txn, new, now).await?;
    keep(txn, knock, account, (id, number)).await?;
    Ok(id)
}

/// Who sets up a phone asks for its code.
pub(super) fn asking(at: &Enrolling, factor: FactorId) -> Ask<'_> {
    Ask {
        account: at.account(),
        factor,
        by: at.asker(),
        what: What::Enrolment,
    }
}

/// Another code to the same number.
pub async fn again(knock: &Knock, id: FactorId) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = enrolling::who(&mut txn, knock, Hold::Lock).await?;
    at.may_set_up(FactorKind::Phone)?;
    let row = match factors::find_locked(&mut txn, at.account().user.id, id).await? {
        Some(row) if at.holds(&row, now) => row,
        other => return Ok(gone(&at, other.as_ref())),
    };
    if row.factor.kind != FactorKind::Phone {
        return Ok(Turn::refused(Place::Enrol, Refusal::Expired));
    }
    let ask = asking(&at, id);
    post(txn, knock, (&ask, Some(row)), Place::EnrolPhoneCode(id)).await
}
