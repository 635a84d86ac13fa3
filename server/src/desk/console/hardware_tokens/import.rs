//! A file of tokens: imported whole, or not at all with a report of every row that was wrong. Nothing of it is ever shown again.

use std::collections::BTreeMap;

use identity::{
    audit::Event,
    console::ImportForm,
    csv::report::RowProblem,
    factor::MOST_FACTORS,
    hardware_token::file::{self, NewToken},
    notice::Notice,
    place::Place,
    role::{Act, reaches},
    step_up::StepUp,
    time::Timestamp,
    turn::Turn,
};

use super::super::{
    acting::{self, Within},
    import,
};
use crate::{
    desk::{
        Fault, Knock,
        author::Author,
        check::Account,
        hardware_token,
        record::{Happened, record},
        step_up,
    },
    store::{Txn, factors, hardware_tokens, users::User},
};

const PLACE: Place = Place::HardwareTokens;

pub async fn submit(knock: &Knock, form: &ImportForm) -> Result<Turn, Fault> {
    let now = knock.now();
    let (mut txn, within) = acting::act(knock, Act::ImportTokens).await?;
    let at = &within.admin.signed_in;
    step_up::take(&mut txn, at, StepUp::ImportTokens, now).await?;
    let (mut sheet, field) = match import::read(form, file::parse) {
        Ok(read) => read,
        Err(why) => return Ok(Turn::refused(PLACE, why)),
    };
    // Two files with the same tokens take turns at them.
    sheet.rows.sort_by(|a, b| a.serial.cmp(&b.serial));
    let named = sheet.rows.iter().filter_map(|token| token.holder.clone());
    let named = named.collect();
    let holders = import::named(&mut txn, within.organisation.id, &named).await?;
    let mut problems = sheet.problems;
    let mut given = Vec::new();
    // Rows that are right are put in place even after one that is not, so that each is looked at; and then nothing is kept.
    for token in &sheet.rows {
        match put(&mut txn, knock, &within, (token, &holders), now).await? {
            Ok(event) => given.extend(event),
            Err(why) => problems.push((token.line, why)),
        }
    }
    if !problems.is_empty() {
        return import::refuse(txn, (PLACE, field), problems).await;
    }
    let (tokens, gave) = (count(&sheet.rows), count(&given));
    let imported = Author::Admin(&at.user)
        .did(Event::HardwareTokenImported)
        .with("tokens", tokens)
        .with("assigned", gave);
    let events = std::iter::once(imported).chain(given);
    record(&mut txn, knock, within.organisation.id, events, now).await?;
    txn.commit().await?;
    let notice = Notice::TokensImported {
        tokens,
        given: gave,
    };
    Ok(Turn::to(PLACE).saying(notice))
}

fn count<T>(all: &[T]) -> u32 {
    u32::try_from(all.len()).unwrap_or(u32::MAX)
}

/// One row: the token into stock, and on to whom it is for.
async fn put(
    txn: &mut Txn,
    knock: &Knock,
    within: &Within,
    (token, holders): (&NewToken, &BTreeMap<String, User>),
    now: Timestamp,
) -> Result<Result<Option<Happened>, RowProblem>, Fault> {
    let organisation = &within.organisation;
    let Some(id) = hardware_tokens::insert(txn, organisation.id, token, now).await? else {
        return Ok(Err(RowProblem::SerialTaken));
    };
    hardware_token::keep_secret(txn, knock, (organisation.id, id), &token.seed).await?;
    let Some(key) = &token.holder else {
        return Ok(Ok(None));
    };
    let Some(user) = holders.get(key) else {
        return Ok(Err(RowProblem::HolderUnknown));
    };
    let admin = &within.admin;
    let reached = reaches(
        organisation.equal_rank,
        admin.role,
        Act::AssignToken,
        user.role(),
    );
    if user.id == admin.signed_in.user.id || !reached {
        return Ok(Err(RowProblem::HolderBeyond));
    }
    if factors::of_user(txn, user.id).await?.len() >= MOST_FACTORS {
        return Ok(Err(RowProblem::HolderFull));
    }
    let author = Author::Admin(&admin.signed_in.user);
    let who = (Account { organisation, user }, author);
    let what = (id, token.serial.as_str(), token.model.as_str());
    Ok(Ok(hardware_token::give(txn, knock, who, what, now).await?))
}
