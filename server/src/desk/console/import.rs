//! A file that an admin imports, whatever it holds: its text, whom it names, and what is wrong with it.

use std::collections::{BTreeMap, BTreeSet};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use identity::{
    console::ImportForm,
    csv::{
        report::{Problem, Report},
        sheet::Sheet,
    },
    ids::{OrganisationId, UserId},
    place::Place,
    refusal::{Field, FileFault, Refusal, Refused},
    secret::Secret,
    turn::Turn,
};

use crate::{
    desk::Fault,
    store::{
        Txn, addresses,
        users::{User, find_locked},
    },
};

pub mod users;

/// The rows, and the field at which they are spoken of.
pub fn read<T>(
    form: &ImportForm,
    parse: impl Fn(&str) -> Result<Sheet<T>, FileFault>,
) -> Result<(Sheet<T>, Field), Refused> {
    let (text, field) = text(form)?;
    let sheet = parse(text.reveal()).map_err(|why| Refusal::File(why).at(field))?;
    Ok((sheet, field))
}

/// What was chosen or pasted.
fn text(form: &ImportForm) -> Result<(Secret, Field), Refused> {
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

/// Whom the file names, by the keys of their addresses; locked in the order of their ids, as everywhere.
pub async fn named(
    txn: &mut Txn,
    organisation: OrganisationId,
    keys: &BTreeSet<String>,
) -> Result<BTreeMap<String, User>, Fault> {
    let mut named: BTreeMap<UserId, Vec<&String>> = BTreeMap::new();
    for key in keys {
        if let Some(user) = addresses::owner(txn, organisation, key).await? {
            named.entry(user).or_default().push(key);
        }
    }
    let mut users = BTreeMap::new();
    for (id, keys) in named {
        if let Some(user) = find_locked(txn, organisation, id).await? {
            users.extend(keys.into_iter().map(|key| (key.clone(), user.clone())));
        }
    }
    Ok(users)
}

/// Nothing of the file is kept, and its page says why.
pub async fn refuse(
    txn: Txn,
    (place, field): (Place, Field),
    problems: Vec<Problem>,
) -> Result<Turn, Fault> {
    txn.roll_back().await?;
    let turn = Turn::refused(place, Refusal::File(FileFault::Rows).at(field));
    Ok(turn.reporting(Report::of(problems)))
}
