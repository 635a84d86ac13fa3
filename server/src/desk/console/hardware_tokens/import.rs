//! A file of tokens: imported whole, or not at all with a report of every row that was wrong. Nothing of it is ever shown again.

use std::collections::{BTreeMap, BTreeSet};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use identity::{
    audit::Event,
    console::ImportTokensForm,
    factor::MOST_FACTORS,
    hardware_token::file::{self, NewToken, Problem, Report, RowProblem},
    ids::UserId,
    notice::Notice,
    place::Place,
    refusal::{Field, FileFault, Refusal, Refused},
    role::{Act, reaches},
    secret::Secret,
    step_up::StepUp,
    time::Timestamp,
    turn::Turn,
};

use super::super::acting::{self, Within};
use crate::{
    desk::{
        Fault, Knock,
        author::Author,
        check::Account,
        hardware_token,
        record::{Happened, record},
        step_up,
    },
    store::{
        Txn, addresses, factors, hardware_tokens,
        users::{self, User},
    },
};

const PLACE: Place = Place::HardwareTokens;

pub async fn submit(knock: &Knock, form: &ImportTokensForm) -> Result<Turn, Fault> {
    let now = knock.now();
    let (mut txn, within) = acting::act(knock, Act::ImportTokens).await?;
    let at = &within.admin.signed_in;
    step_up::take(&mut txn, at, StepUp::ImportTokens, now).await?;
    let read = text(form).and_then(|(text, field)| {
        let sheet = file::parse(text.reveal()).map_err(|why| Refusal::File(why).at(field))?;
        Ok((sheet, field))
    });
    let (mut sheet, field) = match read {
        Ok(read) => read,
        Err(why) => return Ok(Turn::refused(PLACE, why)),
    };
    // Two files with the same tokens take turns at them.
    sheet.tokens.sort_by(|a, b| a.serial.cmp(&b.serial));
    let holders = holders(&mut txn, &within, &sheet.tokens).await?;
    let mut problems = sheet.problems;
    let mut given = Vec::new();
    // Rows that are right are put in place even after one that is not, so that each is looked at; and then nothing is kept.
    for token in &sheet.tokens {
        match put(&mut txn, knock, &within, (token, &holders), now).await? {
            Ok(event) => given.extend(event),
            Err(why) => problems.push((token.line, why)),
        }
    }
    if !problems.is_empty() {
        return refuse(txn, problems, field).await;
    }
    let (tokens, gave) = (count(&sheet.tokens), count(&given));
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

async fn refuse(txn: Txn, problems: Vec<Problem>, field: Field) -> Result<Turn, Fault> {
    txn.roll_back().await?;
    let turn = Turn::refused(PLACE, Refusal::File(FileFault::Rows).at(field));
    Ok(turn.reporting(Report::of(problems)))
}

fn count<T>(all: &[T]) -> u32 {
    u32::try_from(all.len()).unwrap_or(u32::MAX)
}

/// What was chosen or pasted, and at which field it is spoken of.
fn text(form: &ImportTokensForm) -> Result<(Secret, Field), Refused> {
    let pasted = !form.pasted.reveal().trim().is_empty();
    let fault = |why: FileFault| Refusal::File(why).at(Field::File);
    match (form.file.is_empty(), pasted) {
        (true, false) => Err(fault(FileFault::Missing)),
        (false, true) => Err(fault(FileFault::Twice)),
        (true, true) => Ok((form.pasted.clone(), Field::Pasted)),
        (false, false) => {
            let bytes = STANDARD.decode(form.file.reveal()).ok();
            let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
            let text = text.ok_or(fault(FileFault::Unreadable))?;
            Ok((Secret::from(text), Field::File))
        }
    }
}

/// Whom the file names, by their addresses; locked in the order of their ids, as everywhere.
async fn holders(
    txn: &mut Txn,
    within: &Within,
    tokens: &[NewToken],
) -> Result<BTreeMap<String, User>, Fault> {
    let organisation = within.organisation.id;
    let keys: BTreeSet<&String> = tokens.iter().filter_map(|it| it.holder.as_ref()).collect();
    let mut named: BTreeMap<UserId, Vec<&String>> = BTreeMap::new();
    for key in keys {
        if let Some(user) = addresses::owner(txn, organisation, key).await? {
            named.entry(user).or_default().push(key);
        }
    }
    let mut holders = BTreeMap::new();
    for (id, keys) in named {
        if let Some(user) = users::find_locked(txn, organisation, id).await? {
            holders.extend(keys.into_iter().map(|key| (key.clone(), user.clone())));
        }
    }
    Ok(holders)
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
        return Ok(Err(RowProblem::UserUnknown));
    };
    let admin = &within.admin;
    let reached = reaches(
        organisation.equal_rank,
        admin.role,
        Act::AssignToken,
        user.role(),
    );
    if user.id == admin.signed_in.user.id || !reached {
        return Ok(Err(RowProblem::UserBeyond));
    }
    if factors::of_user(txn, user.id).await?.len() >= MOST_FACTORS {
        return Ok(Err(RowProblem::UserFull));
    }
    let author = Author::Admin(&admin.signed_in.user);
    let who = (Account { organisation, user }, author);
    let what = (id, token.serial.as_str(), token.model.as_str());
    Ok(Ok(hardware_token::give(txn, knock, who, what, now).await?))
}
