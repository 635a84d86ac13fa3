//! A token is taken back from whoever has it, or goes for good.

use identity::{
    api::device::is_listed, audit::Event, hardware_token::TokenDeed, ids::HardwareTokenId,
    notice::Notice, place::Place, refusal::Refusal, role::Act, step_up::StepUp, turn::Turn,
};

use super::{super::acting, find, held_by, owner, refused};
use crate::{
    desk::{
        Fault, Knock,
        author::Author,
        record::record,
        step_up,
        take_away::{Order, take_away},
    },
    store::{factors, hardware_tokens, resets},
};

pub async fn submit(knock: &Knock, id: HardwareTokenId, deed: &str) -> Result<Turn, Fault> {
    match deed.parse() {
        Ok(TokenDeed::TakeBack) => take_back(knock, id).await,
        Ok(TokenDeed::Delete) => delete(knock, id).await,
        Err(_) => Ok(Turn::refused(Place::HardwareToken(id), Refusal::Malformed)),
    }
}

/// It is in stock again. One that signed somebody in goes as any factor does that an admin removes: sessions end, a mail tells of it,
/// and who has nothing left enrols.
async fn take_back(knock: &Knock, id: HardwareTokenId) -> Result<Turn, Fault> {
    let now = knock.now();
    let owner = owner(knock, id).await?;
    let (mut txn, acting) = acting::on(knock, owner, Act::AssignToken).await?;
    let (token, held) = held_by(&mut txn, &acting, id).await?;
    let at = &acting.admin.signed_in;
    step_up::take(&mut txn, at, StepUp::ManageToken(id), now).await?;
    let (organisation, user, author) =
        (&acting.organisation, &acting.user, Author::Admin(&at.user));
    let all = resets::factors_locked(&mut txn, user.id).await?;
    let mut events = Vec::new();
    if let Some(factor) = all
        .iter()
        .find(|one| one.id == held.factor && is_listed(one))
    {
        let order = Order {
            organisation,
            user,
            factor,
            all: &all,
            author,
        };
        let (removed, ended) = take_away(&mut txn, knock, &order, now).await?;
        events.push(removed);
        events.extend(ended);
    }
    factors::bury(&mut txn, held.factor, now).await?;
    let back_in_stock = author
        .did(Event::HardwareTokenAssigned)
        .about(user)
        .factor(held.factor)
        .with("what", "taken_back")
        .with("serial", token.serial.as_str());
    events.push(back_in_stock);
    record(&mut txn, knock, organisation.id, events, now).await?;
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
