//! `/account/factors/<id>/rename`.

use identity::{
    audit::Event,
    ids::FactorId,
    mail::Occasion,
    name::FactorName,
    notice::Notice,
    place::Place,
    refusal::Field,
    step_up::StepUp,
    turn::Turn,
    view::{account::RenameView, prove::Due},
};

use super::{
    Fault, Knock,
    guard::{self, Hold},
    letters, own_factor,
    record::{Happened, record},
    step_up,
};
use crate::store::factors;

pub async fn page(knock: &Knock, id: FactorId) -> Result<Due<RenameView>, Fault> {
    own_factor::page(knock, id, StepUp::RenameFactor(id), |_| true).await
}

pub async fn submit(knock: &Knock, id: FactorId, typed: &str) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::signed_in(&mut txn, knock, Hold::Lock).await?;
    let factor = own_factor::find(&mut txn, &at, id).await?;
    let name = match FactorName::parse(typed) {
        Ok(name) => name,
        Err(why) => {
            return Ok(Turn::refused(Place::RenameFactor(id), why.at(Field::Name))
                .keeping(&[("name", typed)]));
        }
    };
    step_up::take(&mut txn, &at, StepUp::RenameFactor(id), now)
        .await
        .map_err(|fault| fault.keeping(&[("name", typed)]))?;
    let (old, new) = (factor.name.to_string(), name.to_string());
    if old != new {
        factors::rename(&mut txn, id, &new).await?;
        let occasion = Occasion::FactorRenamed {
            old: old.clone(),
            new: new.clone(),
        };
        letters::tell(
            &mut txn,
            knock,
            (&at.organisation, &at.user),
            &occasion,
            now,
        )
        .await?;
        let renamed = Happened::by(Event::FactorRenamed, &at.user).factor(id);
        record(
            &mut txn,
            knock,
            at.organisation.id,
            [renamed.with("old", old).with("name", new.as_str())],
            now,
        )
        .await?;
    }
    txn.commit().await?;
    Ok(Turn::to(Place::Account).saying(Notice::FactorRenamed(new)))
}
