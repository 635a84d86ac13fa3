//! `/account/factors/<id>/restore`: the device was found again. Only another factor lifts what was reported (NIST SP 800-63B-4,
//! section 4.3).

use identity::{
    audit::Event,
    ids::FactorId,
    loss::can_be_restored,
    mail::Occasion,
    notice::Notice,
    place::Place,
    refusal::Refusal,
    step_up::StepUp,
    turn::Turn,
    view::{account::RenameView, prove::Due},
};

use super::{
    Fault, Knock,
    guard::{self, Hold},
    letters, other_sessions, own_factor,
    record::{Happened, record},
    step_up,
};
use crate::store::factors;

pub async fn page(knock: &Knock, id: FactorId) -> Result<Due<RenameView>, Fault> {
    let page = own_factor::page(knock, id, StepUp::RestoreFactor(id), can_be_restored);
    page.await
}

pub async fn submit(knock: &Knock, id: FactorId) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::signed_in(&mut txn, knock, Hold::Lock).await?;
    let factor = own_factor::find(&mut txn, &at, id).await?;
    if !can_be_restored(&factor) {
        return Ok(Turn::refused(Place::Account, Refusal::ChangedMeanwhile));
    }
    step_up::take(&mut txn, &at, StepUp::RestoreFactor(id), now).await?;
    factors::restore(&mut txn, id).await?;
    // A change of factors like any other (ASVS 7.4.3).
    let (cookie, ended) = other_sessions::end(&mut txn, knock, &at, "factor_change").await?;
    let name = factor.name.to_string();
    let occasion = Occasion::FactorRestored {
        factor: id,
        name: name.clone(),
    };
    let whose = (&at.organisation, &at.user);
    letters::tell(&mut txn, knock, whose, &occasion, now).await?;
    let restored = Happened::by(Event::FactorRestored, &at.user)
        .factor(id)
        .with("kind", factor.kind.code())
        .with("name", name.as_str());
    let events = std::iter::once(restored).chain(ended);
    record(&mut txn, knock, at.organisation.id, events, now).await?;
    txn.commit().await?;
    Ok(Turn::to(Place::Account)
        .with(cookie)
        .saying(Notice::FactorRestored(name)))
}
