//! A token from stock is given to somebody, by their address. It proves nothing before it was activated.

use identity::{
    email::lookup_key,
    factor::MOST_FACTORS,
    ids::HardwareTokenId,
    notice::Notice,
    place::Place,
    refusal::{Field, Refusal},
    role::Act,
    step_up::StepUp,
    turn::Turn,
};

use super::{super::acting, find, refused};
use crate::{
    desk::{Fault, Knock, author::Author, check::Account, hardware_token, record::record, step_up},
    store::{addresses, factors, hardware_tokens},
};

pub async fn submit(knock: &Knock, id: HardwareTokenId, email: &str) -> Result<Turn, Fault> {
    let now = knock.now();
    let typed = [(Field::Email.id(), email)];
    let back = |why: Refusal| {
        Ok(Turn::refused(Place::HardwareToken(id), why.at(Field::Email)).keeping(&typed))
    };
    let (txn, within) = acting::act(knock, Act::AssignToken).await?;
    let (mut txn, _) = find(txn, knock, &within, id).await?;
    let key = lookup_key(email);
    let owner = addresses::owner(&mut txn, within.organisation.id, &key).await?;
    let Some(owner) = owner else {
        return back(Refusal::UserUnknown);
    };
    txn.roll_back().await?;

    let (mut txn, acting) = acting::on(knock, owner, Act::AssignToken).await?;
    let (organisation, user) = (&acting.organisation, &acting.user);
    let token = hardware_tokens::find(&mut txn, organisation.id, id).await?;
    let Some(token) = token.filter(|token| token.held.is_none()) else {
        return Err(refused(id, Refusal::TokenTaken));
    };
    if factors::of_user(&mut txn, user.id).await?.len() >= MOST_FACTORS {
        return back(Refusal::OwnerFull);
    }
    let at = &acting.admin.signed_in;
    step_up::take(&mut txn, at, StepUp::ManageToken(id), now)
        .await
        .map_err(|fault| fault.keeping(&typed))?;
    let who = (Account { organisation, user }, Author::Admin(&at.user));
    let (serial, model) = (token.serial.as_str(), token.model.as_str());
    let given = hardware_token::give(&mut txn, knock, who, (id, serial, model), now).await?;
    let Some(given) = given else {
        return Err(refused(id, Refusal::TokenTaken));
    };
    record(&mut txn, knock, organisation.id, [given], now).await?;
    txn.commit().await?;
    let notice = Notice::TokenAssigned {
        serial: serial.to_owned(),
        name: user.name.clone(),
    };
    Ok(Turn::to(Place::HardwareToken(id)).saying(notice))
}
