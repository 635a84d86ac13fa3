//! A token is taken back from whoever has it, or goes for good.

use identity::{
    api::device::is_listed, audit::Event, hardware_token::TokenDeed, ids::HardwareTokenId,
    notice::Notice, place::Place, refusal::Refusal, role::Act, step_up::StepUp, turn::Turn,
};

use super::{super::acting, find, held_by, owner, refused};
use crate::{
    desk::{Fault, Knock, author::Author, record::record, step_up},
    store::{factors, hardware_tokens, resets},
};

pub async fn submit(knock: &Knock, id: HardwareTokenId, deed: &str) -> Result<Turn, Fault> {
    match deed.parse() {
        Ok(TokenDeed::TakeBack) => take_back(knock, id).await,
        Ok(TokenDeed::Delete) => delete(knock, id).await,
        Err(_) => Ok(Turn::refused(Place::HardwareToken(id), Refusal::Malformed)),
    }
}

/// It is in stock again, if it signs nobody in. One that does is a factor like any other, and is removed as such: with a reason, and
/// by whoever may reset its owner.
async fn take_back(knock: &Knock, id: HardwareTokenId) -> Result<Turn, Fault> {
    let now = knock.now();
    let owner = owner(knock, id).await?;
    let (mut txn, acting) = acting::on(knock, owner, Act::AssignToken).await?;
    let (token, held) = held_by(&mut txn, &acting, id).await?;
    let at = &acting.admin.signed_in;
    step_up::take(&mut txn, at, StepUp::ManageToken(id), now).await?;
    let user = &acting.user;
    let all = resets::factors_locked(&mut txn, user.id).await?;
    if all
        .iter()
        .any(|one| one.id == held.factor && is_listed(one))
    {
        return Ok(Turn::refused(
            Place::TakeFactor(held.factor),
            Refusal::ChangedMeanwhile,
        ));
    }
    factors::bury(&mut txn, held.factor, now).await?;
    let back_in_stock = Author::Admin(&at.user)
        .did(Event::HardwareTokenAssigned)
        .about(user)
        .factor(held.factor)
        .with("what", "taken_back")
        .with("serial", token.serial.as_str());
    let organisation = acting.organisation.id;
    record(&mut txn, knock, organisation, [back_in_stock], now).await?;
    txn.commit().await?;
    Ok(Turn::to(Place::HardwareToken(id)).saying(Notice::TokenTakenBack(user.name.clone())))
}

/// The row and its secret; what it did is in the log.
async fn delete(knock: &Knock, id: HardwareTokenId) -> Result<Turn, Fault> {
    let now = knock.now();
    let (txn, within) = acting::act(knock, Act::ImportTokens).await?;
    let (mut txn, token) = find(txn, knock, &within, id).await?;
    let at = &within.admin.signed_in;
    step_up::take(&mut txn, at, StepUp::ManageToken(id), now).await?;
    if !hardware_tokens::delete(&mut txn, within.organisation.id, id).await? {
        return Err(refused(id, Refusal::TokenTaken));
    }
    let deleted = Author::Admin(&at.user)
        .did(Event::HardwareTokenDeleted)
        .with("name", token.serial.as_str());
    record(&mut txn, knock, within.organisation.id, [deleted], now).await?;
    txn.commit().await?;
    let notice = Notice::TokenDeleted(token.serial.to_string());
    Ok(Turn::to(Place::HardwareTokens).saying(notice))
}
