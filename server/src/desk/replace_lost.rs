//! "Replace your lost phone?": the first page after a sign-in by backup code.

use identity::{
    place::Place, policy::next_step::kinds, proof::ProofKind, turn::Turn,
    view::enrolment::ReplaceLostView,
};

use super::{
    Fault, Knock,
    guard::{self, Hold},
};
use crate::store::{codes, factors};

/// Where the person wanted to go travels in the flash, not here.
pub async fn page(knock: &Knock) -> Result<ReplaceLostView, Fault> {
    let mut txn = knock.desk.db.read().await?;
    let at = guard::owing_or_not(&mut txn, knock, Hold::Read).await?;
    if at.session.proof.kind != ProofKind::BackupCode {
        return Err(Turn::to(Place::Account).into());
    }
    let factors = factors::of_user(&mut txn, at.user.id).await?;
    let codes_left = codes::live(&mut txn, at.user.id)
        .await?
        .map_or(0, |set| set.left);
    let kinds = kinds(&at.policy.rules, &at.user.standing);
    drop(txn);
    at.touch(knock).await?;
    Ok(ReplaceLostView {
        me: at.me(),
        codes_left,
        factors: factors
            .into_iter()
            .filter(identity::factor::Factor::is_active)
            .collect(),
        kinds,
        then: None,
    })
}
