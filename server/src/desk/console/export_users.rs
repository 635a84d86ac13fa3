//! The list of users as a file: who matches, over all customers that the page is about. It is people's data in bulk: not for the help
//! desk, behind a proof of its own, and written into the log of each customer.

use identity::{
    audit::Event,
    ids::OrganisationId,
    place::Place,
    refusal::Refusal,
    role::Act,
    step_up::StepUp,
    turn::Turn,
    view::{prove::Due, users::UserRow, users_export::UsersExportView, users_query::UsersQuery},
};

use super::{acting, users_page};
use crate::{
    desk::{Fault, Knock, author::Author, record::record, step_up},
    store::search::{self, Search},
};

/// So many lines are in one file at most.
const MOST: usize = 100_000;
/// Read at once, so that a long list neither waits nor makes others wait in one piece.
const BATCH: u32 = 500;

pub async fn page(knock: &Knock, mut query: UsersQuery) -> Result<UsersExportView, Fault> {
    let now = knock.now();
    let (mut txn, admin) = acting::look_to_all(knock, Act::Export).await?;
    users_page::settle(&mut txn, &admin, &mut query).await?;
    let mut total = 0;
    for one in admin.reach.chosen() {
        let search = Search::new(one.id, &query.search).narrowed(query.filter);
        total += search::count(&mut txn, &search, now).await?;
    }
    let due = step_up::due(&mut txn, &admin.signed_in, StepUp::ExportUsers, now).await?;
    drop(txn);
    admin.signed_in.touch(knock).await?;
    Ok(UsersExportView {
        me: admin.me(knock),
        query: query.from(None),
        total,
        gate: due.map_or(Due::Ready(()), Due::Proof),
    })
}

pub async fn submit(knock: &Knock, mut query: UsersQuery) -> Result<Vec<UserRow>, Fault> {
    let now = knock.now();
    let (mut txn, admin) = acting::look_to_all(knock, Act::Export).await?;
    users_page::settle(&mut txn, &admin, &mut query).await?;
    query = query.from(None);
    let first = Turn::refused(Place::ExportUsers, Refusal::ProveFirst);
    let first = || Fault::from(first.clone()).keeping(&typed(&query.pairs()));
    let at = &admin.signed_in;
    if step_up::due(&mut txn, at, StepUp::ExportUsers, now)
        .await?
        .is_some()
    {
        return Err(first());
    }
    let mut all: Vec<(OrganisationId, UserRow)> = Vec::new();
    let mut asked = query.clone();
    while all.len() < MOST {
        let part = users_page::find(&mut txn, &admin, &asked, (BATCH, now)).await?;
        all.extend(part.rows);
        asked.after = part.next;
        if asked.after.is_none() {
            break;
        }
    }
    drop(txn);
    // Nothing is locked while all that is read. It is given away only together with the proof and with what tells of it.
    let (mut txn, admin) = acting::act_in_turn(knock, Act::Export).await?;
    let taken = step_up::take(&mut txn, &admin.signed_in, StepUp::ExportUsers, now).await;
    taken.map_err(|fault| fault.keeping(&typed(&query.pairs())))?;
    all.retain(|(organisation, _)| admin.reach.find(*organisation).is_some());
    let mut customers: Vec<OrganisationId> =
        admin.reach.chosen().iter().map(|one| one.id).collect();
    // The heads of the chains are locked in one order, whoever exports.
    customers.sort_unstable();
    for customer in customers {
        let theirs = all
            .iter()
            .filter(|(organisation, _)| *organisation == customer);
        let exported = Author::Admin(&admin.signed_in.user)
            .did(Event::UsersExported)
            .with("users", theirs.count())
            .with("filters", filters(&query));
        record(&mut txn, knock, customer, [exported], now).await?;
    }
    txn.commit().await?;
    Ok(all.into_iter().map(|(_, row)| row).collect())
}

/// What the list was narrowed down to, without what was searched for: that may be somebody's name.
fn filters(query: &UsersQuery) -> String {
    let said = query
        .pairs()
        .into_iter()
        .filter(|(name, value)| !value.is_empty() && *name != "sort")
        .map(|(name, value)| match name {
            "search" => name.to_owned(),
            _ => format!("{name}={value}"),
        });
    said.collect::<Vec<_>>().join(" ")
}

fn typed<'a>(pairs: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    let filled = pairs.iter().filter(|(_, value)| !value.is_empty());
    filled
        .map(|(name, value)| (*name, value.as_str()))
        .collect()
}
