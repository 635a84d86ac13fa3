//! The audit log of the organisation that the request is about, or of several as one; filtered, page by page.

use identity::{
    ids::{OrganisationId, UserId},
    place::Place,
    refusal::Refusal,
    time::{Span, Timestamp},
    turn::Turn,
    view::audit::{AuditQuery, AuditRow, AuditView, Before},
};
use time::{Date, macros::format_description};

use super::acting;
use crate::{
    desk::{Fault, Knock, guard::AdminOf},
    store::{
        Txn, audit_merged,
        audit_read::{self, Actor, Wanted},
        search::{self, Search},
    },
};

const PAGE: u32 = 50;
/// Of so many people at most whose name or address fits; a search that fits more narrows nothing down.
const PEOPLE: u32 = 100;
/// What is echoed of a search.
const MOST: usize = 100;

pub async fn page(knock: &Knock, mut query: AuditQuery) -> Result<AuditView, Fault> {
    let now = knock.now();
    let (mut txn, admin) = acting::look(knock).await?;
    let wanted = wanted(&mut txn, &admin, &mut query, now).await?;
    let (rows, next) = match <[Wanted; 1]>::try_from(wanted) {
        Ok([one]) => of_one(&mut txn, one).await?,
        Err(several) => of_several(&mut txn, &admin, several).await?,
    };
    drop(txn);
    admin.signed_in.touch(knock).await?;
    Ok(AuditView {
        me: admin.me(knock),
        query,
        rows,
        next,
    })
}

type Page = (Vec<AuditRow>, Option<Before>);

pub(super) async fn of_one(txn: &mut Txn, wanted: Wanted) -> Result<Page, Fault> {
    let mut rows = audit_read::page(txn, wanted, PAGE + 1).await?;
    let more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    let last = rows.last().filter(|_| more);
    let next = last.map(|row| Before::Event(row.sequence));
    Ok((rows, next))
}

async fn of_several(txn: &mut Txn, admin: &AdminOf, wanted: Vec<Wanted>) -> Result<Page, Fault> {
    let mut rows = audit_merged::page(txn, wanted, PAGE + 1).await?;
    let more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    let last = rows.last().filter(|_| more);
    let next = last.map(|(organisation, row)| Before::Moment {
        at: row.at,
        organisation: *organisation,
        sequence: row.sequence,
    });
    let rows = rows.into_iter().map(|(organisation, row)| AuditRow {
        customer: label(admin, organisation),
        ..row
    });
    Ok((rows.collect(), next))
}

/// What a row calls whose log it is of, where several are read at once.
pub(super) fn label(admin: &AdminOf, organisation: OrganisationId) -> Option<String> {
    let reach = &admin.reach;
    reach.find(organisation).and_then(|one| reach.label(one))
}

/// What is asked for, of each log that the request is about; with what was typed cut to what can be a name.
pub(super) async fn wanted(
    txn: &mut Txn,
    admin: &AdminOf,
    query: &mut AuditQuery,
    now: Timestamp,
) -> Result<Vec<Wanted>, Fault> {
    // One user's events are in one organisation, however many were chosen.
    let of_user = match query.user {
        Some(user) => acting::whose(txn, admin, user).await?,
        None => None,
    };
    let organisations: Vec<OrganisationId> = match of_user {
        Some(one) => vec![one.id],
        None => admin.reach.chosen().iter().map(|one| one.id).collect(),
    };
    let AuditQuery {
        search,
        actor,
        from,
        to,
        request,
        ..
    } = query;
    for text in [search, actor, from, to, request] {
        *text = text.trim().chars().take(MOST).collect();
    }
    let no_day = || Turn::refused(Place::Audit, Refusal::Malformed);
    let from = day(&query.from).ok_or_else(no_day)?;
    let to = day(&query.to).ok_or_else(no_day)?;
    let mut wanted = Vec::with_capacity(organisations.len());
    for organisation in organisations {
        let users = people(txn, organisation, &query.actor, now).await?;
        wanted.push(Wanted {
            organisation,
            user: query.user,
            anybody_of: people(txn, organisation, &query.search, now).await?,
            actor: users.map(|users| Actor {
                users,
                name: query.actor.clone(),
            }),
            event: query.event,
            from,
            until: to.map(|day| day + Span::days(1)),
            request: Some(query.request.clone()).filter(|request| !request.is_empty()),
            before: query.before,
        });
    }
    Ok(wanted)
}

/// Events keep names only, so addresses are looked up among the users; nobody found is no event, not every event.
async fn people(
    txn: &mut Txn,
    organisation: OrganisationId,
    typed: &str,
    now: Timestamp,
) -> Result<Option<Vec<UserId>>, Fault> {
    let search = Search::new(organisation, typed);
    if search.is_empty() {
        return Ok(None);
    }
    Ok(Some(search::ids(txn, &search, PEOPLE, now).await?))
}

/// The midnight that a day begins with. The outer none for what is no day, the inner one for any day.
#[expect(
    clippy::option_option,
    reason = "no day asked for is not the same as no day at all"
)]
fn day(text: &str) -> Option<Option<Timestamp>> {
    if text.is_empty() {
        return Some(None);
    }
    let day = Date::parse(text, format_description!("[year]-[month]-[day]")).ok()?;
    Some(Some(Timestamp(
        day.midnight().assume_utc().unix_timestamp() * 1000,
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_day_in_utc() {
        assert_eq!(day(""), Some(None));
        assert_eq!(day("1970-01-02"), Some(Some(Timestamp(86_400_000))));
        for bad in ["1970-02-30", "yesterday", "1970-01-02T00:00:00Z", "-1-1-1"] {
            assert_eq!(day(bad), None, "{bad}");
        }
    }
}
