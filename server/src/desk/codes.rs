//! `/enrol/backup-codes`: fresh codes shown once, or the offer to make some; and the answer that they are saved.

use identity::{
    ids::BackupCodeSetId,
    notice::Notice,
    place::Place,
    refusal::Refusal,
    step_up::StepUp,
    turn::{Flash, Turn},
    view::enrolment::CodesView,
};

use super::{
    Fault, Knock,
    check::Account,
    guard::{self, Hold, SignedIn},
    record::record,
    step_up,
};
use crate::store::{
    Txn,
    codes::{self, CodeSet},
    factors,
};

pub mod fresh;

pub async fn page(knock: &Knock, flash: &Flash) -> Result<CodesView, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.read().await?;
    let at = guard::owing_or_not(&mut txn, knock, Hold::Read).await?;
    let set = codes::live(&mut txn, at.user.id).await?;
    // Only a set that is alive, theirs, and not yet said to be saved (case B-10).
    if let (Some(fresh), Some(set)) = (&flash.codes, &set)
        && fresh.set == set.id
        && set.saved_at.is_none()
    {
        return Ok(CodesView::Fresh {
            codes: fresh.clone(),
            me: at.me(),
            made_at: set.created_at,
        });
    }
    let nothing = nothing_to_stand_in_for(&mut txn, &at, set.as_ref()).await?;
    let due = step_up::due(&mut txn, &at, StepUp::NewBackupCodes, now).await?;
    drop(txn);
    if nothing {
        return Err(Turn::to(Place::Enrol).into());
    }
    at.touch(knock).await?;
    Ok(CodesView::Offer {
        me: at.me(),
        left: set.as_ref().map_or(0, |set| set.left),
        made_at: set.as_ref().map(|set| set.created_at),
        unsaved: set
            .as_ref()
            .filter(|set| set.saved_at.is_none())
            .map(|set| set.id),
        due,
        owing: at.session.owing,
    })
}

/// A code stands in for a factor. Whoever has neither would be asked for one at every sign-in until none is left.
async fn nothing_to_stand_in_for(
    txn: &mut Txn,
    at: &SignedIn,
    set: Option<&CodeSet>,
) -> Result<bool, Fault> {
    Ok(set.is_none() && factors::of_user(txn, at.user.id).await?.is_empty())
}

/// Makes a new set in place of the old one.
pub async fn make(knock: &Knock) -> Result<Turn, Fault> {
    // Ten hashes are a lot of work: nobody gets them without a proof.
    let mut txn = knock.desk.db.read().await?;
    let at = guard::owing_or_not(&mut txn, knock, Hold::Read).await?;
    let set = codes::live(&mut txn, at.user.id).await?;
    if nothing_to_stand_in_for(&mut txn, &at, set.as_ref()).await? {
        return Ok(Turn::to(Place::Enrol));
    }
    if step_up::due(&mut txn, &at, StepUp::NewBackupCodes, knock.now())
        .await?
        .is_some()
    {
        return Ok(Turn::refused(Place::BackupCodes, Refusal::ProveFirst));
    }
    drop(txn);
    let Some(fresh) = fresh::make(knock).await? else {
        return Ok(Turn::refused(Place::BackupCodes, Refusal::Busy));
    };

    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::owing_or_not(&mut txn, knock, Hold::Lock).await?;
    step_up::take(&mut txn, &at, StepUp::NewBackupCodes, now).await?;
    let account = Account {
        organisation: &at.organisation,
        user: &at.user,
    };
    let (codes, made) = fresh.put_in_place(&mut txn, knock, account, now).await?;
    record(&mut txn, knock, at.organisation.id, [made], now).await?;
    txn.commit().await?;
    Ok(Turn::to(Place::BackupCodes)
        .saying(Notice::CodesMade)
        .showing(codes))
}

/// "I have saved them": about this set and no other.
pub async fn saved(knock: &Knock, set: BackupCodeSetId) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::owing_or_not(&mut txn, knock, Hold::Lock).await?;
    if !codes::saved(&mut txn, at.user.id, set, now).await? {
        return Ok(Turn::refused(Place::BackupCodes, Refusal::ChangedMeanwhile));
    }
    txn.commit().await?;
    Ok(Turn::to(Place::Account).saying(Notice::CodesSaved))
}
