//! `/admin/users/import`: a file of users. Whole, or not at all with a report of every row that was wrong: who is here already is changed,
//! and who is not is invited.

use std::collections::BTreeSet;

use identity::{
    audit::Event,
    console::ImportForm,
    csv::report::RowProblem,
    name::{GroupName, PersonName},
    notice::Notice,
    place::Place,
    role::{Act, reaches},
    step_up::StepUp,
    time::Timestamp,
    turn::Turn,
    user::file::{self, UserRow},
    view::{import_users::ImportUsersView, prove::Due},
};

use super::super::{
    acting::{self, Within},
    edit_user, import,
};
use crate::{
    desk::{
        Fault, Knock,
        author::Author,
        invitation::{self, Newcomer},
        record::{Happened, record},
        regroup::regroup,
        step_up,
    },
    store::{
        Txn,
        users::{self, User},
    },
};

const PLACE: Place = Place::ImportUsers;

pub async fn page(knock: &Knock) -> Result<ImportUsersView, Fault> {
    let (mut txn, within) = acting::look_to(knock, Act::Import).await?;
    let at = &within.admin.signed_in;
    let due = step_up::due(&mut txn, at, StepUp::ImportUsers, knock.now()).await?;
    drop(txn);
    at.touch(knock).await?;
    Ok(ImportUsersView {
        me: within.admin.me(knock),
        gate: due.map_or(Due::Ready(()), Due::Proof),
    })
}

/// How many rows came to what.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    invited: u32,
    changed: u32,
    same: u32,
}

impl Tally {
    fn count(&mut self, known: Option<&User>, happened: &[Happened]) {
        let all = match (known, happened) {
            (None, _) => &mut self.invited,
            (Some(_), []) => &mut self.same,
            (Some(_), [..]) => &mut self.changed,
        };
        *all = all.saturating_add(1);
    }
}

pub async fn submit(knock: &Knock, form: &ImportForm) -> Result<Turn, Fault> {
    let now = knock.now();
    let (mut txn, within) = acting::act(knock, Act::Import).await?;
    let at = &within.admin.signed_in;
    step_up::take(&mut txn, at, StepUp::ImportUsers, now).await?;
    let (mut sheet, field) = match import::read(form, file::parse) {
        Ok(read) => read,
        Err(why) => return Ok(Turn::refused(PLACE, why)),
    };
    // Two files with the same people take turns at them.
    sheet.rows.sort_by_cached_key(|row| row.email.key());
    let keys = sheet.rows.iter().map(|row| row.email.key()).collect();
    let known = import::named(&mut txn, within.organisation.id, &keys).await?;
    let mut problems = sheet.problems;
    let (mut tally, mut events) = (Tally::default(), Vec::new());
    // Rows that are right are put in place even after one that is not, so that each is looked at; and then nothing is kept.
    let mut seen = BTreeSet::new();
    // Who has one organisation only has no customers, whatever a column of that name says.
    let has_customers = within.admin.reach.granted().nth(1).is_some();
    for row in &sheet.rows {
        let user = known.get(&row.email.key());
        let elsewhere = |name: &String| has_customers && *name != within.organisation.name;
        let done = match user {
            _ if row.customer.as_ref().is_some_and(elsewhere) => Err(RowProblem::OtherCustomer),
            // Under another address of theirs.
            Some(user) if !seen.insert(user.id) => Err(RowProblem::UserTwice),
            Some(user) => change(&mut txn, &within, (row, user), now).await?,
            None => invite(&mut txn, knock, &within, row, now).await?,
        };
        match done {
            Ok(happened) => {
                tally.count(user, &happened);
                events.extend(happened);
            }
            Err(why) => problems.push((row.line, why)),
        }
    }
    if !problems.is_empty() {
        return import::refuse(txn, (PLACE, field), problems).await;
    }
    let Tally {
        invited,
        changed,
        same,
    } = tally;
    let imported = Author::Admin(&at.user)
        .did(Event::UserImported)
        .with("invited", invited)
        .with("changed", changed)
        .with("same", same);
    let events = std::iter::once(imported).chain(events);
    record(&mut txn, knock, within.organisation.id, events, now).await?;
    txn.commit().await?;
    let notice = Notice::UsersImported {
        invited,
        changed,
        same,
    };
    Ok(Turn::to(Place::Users).saying(notice))
}

type Done = Result<Result<Vec<Happened>, RowProblem>, Fault>;

/// Somebody who is here already; nothing happened to whom the row describes as they are.
async fn change(
    txn: &mut Txn,
    within: &Within,
    (row, user): (&UserRow, &User),
    now: Timestamp,
) -> Done {
    let Within {
        admin,
        organisation,
    } = within;
    // A list that we gave away comes back as it is, whoever stands on it.
    if is_same(txn, row, user).await? {
        return Ok(Ok(Vec::new()));
    }
    let reached = reaches(
        organisation.equal_rank,
        admin.role,
        Act::Import,
        user.role(),
    );
    if user.id == admin.signed_in.user.id || !reached {
        return Ok(Err(RowProblem::UserBeyond));
    }
    let author = Author::Admin(&admin.signed_in.user);
    let after = User {
        name: row
            .name
            .as_ref()
            .map_or(&*user.name, |name| name.as_str())
            .to_owned(),
        language: row.language.unwrap_or(user.language),
        ..user.clone()
    };
    let edited = edit_user::edited(author, user, &after);
    if edited.is_some() {
        users::set_profile(txn, user.id, &after.name, after.language).await?;
    }
    let regrouped = match &row.groups {
        Some(groups) => regroup(txn, (organisation, author), &after, groups, now).await?,
        None => None,
    };
    Ok(Ok(edited.into_iter().chain(regrouped).collect()))
}

/// Whether the row says nothing of them that is not so already.
async fn is_same(txn: &mut Txn, row: &UserRow, user: &User) -> Result<bool, Fault> {
    let named = |name: &PersonName| name.as_str() == user.name;
    if !row.name.as_ref().is_none_or(named)
        || row
            .language
            .is_some_and(|language| language != user.language)
    {
        return Ok(false);
    }
    let Some(wanted) = &row.groups else {
        return Ok(true);
    };
    let wanted: BTreeSet<&str> = wanted.iter().map(GroupName::as_str).collect();
    let has = users::groups(txn, user.id).await?;
    Ok(wanted == has.iter().map(String::as_str).collect())
}

/// Somebody new.
async fn invite(
    txn: &mut Txn,
    knock: &Knock,
    within: &Within,
    row: &UserRow,
    now: Timestamp,
) -> Done {
    let Some(name) = row.name.clone() else {
        return Ok(Err(RowProblem::NameMissing));
    };
    let newcomer = Newcomer {
        name,
        email: row.email.clone(),
        groups: row.groups.clone().unwrap_or_default(),
        language: row.language.unwrap_or(knock.visitor.language),
    };
    let by = (
        &within.organisation,
        Author::Admin(&within.admin.signed_in.user),
    );
    let sent = invitation::invite(txn, knock, by, &newcomer, now).await?;
    Ok(sent
        .map(|sent| vec![sent.event])
        .ok_or(RowProblem::UserTaken))
}
