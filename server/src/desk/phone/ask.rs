//! A code is asked for: at a sign-in, or for one action within a session.

use identity::{
    factor::FactorKind, ids::FactorId, place::Place, policy::Next, refusal::Refusal,
    step_up::StepUp, time::Timestamp, turn::Turn,
};

use super::{
    Ask, What,
    send::{self, Sending},
};
use crate::{
    desk::{
        Fault, Knock,
        check::Account,
        guard::{self, Hold},
        record::record,
        step_up,
    },
    store::{
        Txn,
        factors::{self, FactorRow},
        phone_codes::Asker,
    },
};

/// For the sign-in of this browser.
pub async fn sign_in(knock: &Knock, factor: FactorId) -> Result<Turn, Fault> {
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::in_sign_in(&mut txn, knock, Hold::Lock).await?;
    let Next::Prove { factors, .. } = &at.next else {
        return Err(at.elsewhere());
    };
    let row = if factors.contains(&factor) {
        factors::find_locked(&mut txn, at.user.id, factor).await?
    } else {
        None
    };
    let ask = Ask {
        account: Account {
            organisation: &at.organisation,
            user: &at.user,
        },
        factor,
        by: Asker::SignIn(at.sign_in.id),
        what: What::SignIn,
    };
    post(txn, knock, (&ask, row), Place::Verify).await
}

/// For one action. [`StepUp`] says on which page.
pub async fn proof(knock: &Knock, action: &str, factor: FactorId) -> Result<Turn, Fault> {
    let Ok(action) = action.parse::<StepUp>() else {
        return Ok(Turn::refused(Place::Account, Refusal::Malformed));
    };
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::owing_or_not(&mut txn, knock, Hold::Lock).await?;
    let row = if step_up::counts(&mut txn, &at, action, factor).await? {
        factors::find_locked(&mut txn, at.user.id, factor).await?
    } else {
        None
    };
    let written = action.to_string();
    let ask = Ask {
        account: Account {
            organisation: &at.organisation,
            user: &at.user,
        },
        factor,
        by: Asker::Session(at.session.id),
        what: What::Proof(&written),
    };
    post(txn, knock, (&ask, row), action.page()).await
}

/// Back to the page, where the code is then asked for. What holds one back commits as well.
pub(super) async fn post(
    mut txn: Txn,
    knock: &Knock,
    (ask, row): (&Ask<'_>, Option<FactorRow>),
    place: Place,
) -> Result<Turn, Fault> {
    let now: Timestamp = knock.now();
    let Some(row) = row.filter(|row| row.factor.kind == FactorKind::Phone) else {
        return Ok(Turn::refused(place, Refusal::NotFound));
    };
    let id = row.factor.id.to_string();
    // A code could not be entered before then.
    if now < row.allowed_at {
        let why = Refusal::TryAgainAt(row.allowed_at);
        return Ok(Turn::refused(place, why).keeping(&[("factor", &id)]));
    }
    let (turn, event) = match send::send(&mut txn, knock, ask, now).await? {
        Sending::Sent(event) => (Turn::to(place), event),
        Sending::Held(held) => (Turn::refused(place, held.why), held.event),
    };
    record(&mut txn, knock, ask.account.organisation.id, [event], now).await?;
    txn.commit().await?;
    Ok(turn.keeping(&[("factor", &id)]))
}
