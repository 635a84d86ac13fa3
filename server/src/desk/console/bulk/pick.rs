//! Ticks in a list: those of one page are added to those of the pages before, until the summary is asked for.

use std::collections::BTreeSet;

use identity::{
    bulk_reset::MOST,
    console::PickForm,
    ids::UserId,
    notice::Notice,
    place::{Place, ReturnPath},
    refusal::Refusal,
    role::Act,
    turn::Turn,
    view::bulk_reset::Picked,
};

use super::super::acting;
use crate::{
    desk::{Fault, Knock, guard::AdminOf},
    store::{Txn, bulk_resets},
};

/// What the admin has picked so far, for the lists.
pub async fn picked(txn: &mut Txn, admin: &AdminOf) -> Result<Picked, Fault> {
    let draft = bulk_resets::draft_of(txn, admin.signed_in.user.id).await?;
    let users = match draft {
        Some(draft) => bulk_resets::users(txn, draft).await?,
        None => Vec::new(),
    };
    Ok(Picked { draft, users })
}

pub async fn submit(knock: &Knock, form: &PickForm) -> Result<Turn, Fault> {
    let now = knock.now();
    let (mut txn, admin) = acting::act(knock, Act::ResetFactors).await?;
    let at = &admin.signed_in;
    let before = picked(&mut txn, &admin).await?.users;
    let users = together(before, form);
    let back = || form.here.clone().map_or(Place::Users, Place::Return);
    if users.len() > MOST {
        return Ok(Turn::refused(back(), Refusal::TooManyPicked));
    }
    if users.is_empty() && form.then.is_none() {
        return Ok(Turn::refused(back(), Refusal::NobodyPicked));
    }
    let whose = (at.organisation.id, at.user.id);
    let draft = bulk_resets::replace_draft(&mut txn, whose, &users, now).await?;
    txn.commit().await?;
    Ok(Turn::to(
        form.then
            .clone()
            .map_or(Place::BulkReset(draft), Place::Return),
    ))
}

/// Whoever stood on the page is picked if ticked there, whatever was ticked before.
fn together(before: Vec<UserId>, form: &PickForm) -> Vec<UserId> {
    let mut users: BTreeSet<UserId> = before.into_iter().collect();
    for shown in &form.shown {
        users.remove(shown);
    }
    users.extend(form.ticked.iter().filter(|id| form.shown.contains(id)));
    users.into_iter().collect()
}

/// Unticks everybody.
pub async fn forget(knock: &Knock, then: Option<ReturnPath>) -> Result<Turn, Fault> {
    let (mut txn, admin) = acting::act(knock, Act::ResetFactors).await?;
    bulk_resets::drop_draft(&mut txn, admin.signed_in.user.id).await?;
    txn.commit().await?;
    Ok(Turn::to(then.map_or(Place::Users, Place::Return)).saying(Notice::PicksDropped))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_of_its_own_people_only() {
        let ids = |ids: &[i64]| ids.iter().copied().map(UserId).collect::<Vec<_>>();
        let form = PickForm {
            ticked: ids(&[2, 4, 99]),
            shown: ids(&[1, 2, 3, 4]),
            here: None,
            then: None,
        };
        // 1 was unticked, 7 stood on another page, 99 on none.
        assert_eq!(together(ids(&[1, 2, 7]), &form), ids(&[2, 4, 7]));
    }
}
