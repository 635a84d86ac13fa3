//! The audit log of the admin's organisation, filtered, page by page.

use identity::{
    ids::{OrganisationId, UserId},
    place::Place,
    refusal::Refusal,
    time::{Span, Timestamp},
    turn::Turn,
    view::audit::{AuditQuery, AuditView},
};
use time::{Date, macros::format_description};

use super::acting;
use crate::{
    desk::{Fault, Knock},
    store::{
        Txn,
        audit_read::{self, Wanted},
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
    // One user's events are in one organisation, however many were chosen.
    let of_user = match query.user {
        Some(user) => acting::whose(&mut txn, &admin, user).await?,
        None => None,
    };
    let one = of_user.or_else(|| admin.reach.only().cloned());
    let organisation = one.ok_or_else(acting::choose_one)?.id;
    for text in [&mut query.search, &mut query.request, &mut query.day] {
        *text = text.trim().chars().take(MOST).collect();
    }
    let Some(between) = day(&query.day) else {
        return Err(Turn::refused(Place::Audit, Refusal::Malformed).into());
    };
    let wanted = Wanted {
        organisation,
        user: query.user,
        anybody_of: people(&mut txn, organisation, &query.search, now).await?,
        event: query.event,
        between,
        request: Some(query.request.clone()).filter(|request| !request.is_empty()),
        before: query.before,
    };
    let mut rows = audit_read::page(&mut txn, wanted, PAGE + 1).await?;
    drop(txn);
    admin.signed_in.touch(knock).await?;
    let more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    let next = rows.last().filter(|_| more).map(|row| row.sequence);
    Ok(AuditView {
        me: admin.me(knock),
        query,
        rows,
        next,
    })
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

/// The outer none for what is no day, the inner one for any day.
#[expect(
    clippy::option_option,
    reason = "no day asked for is not the same as no day at all"
)]
fn day(text: &str) -> Option<Option<(Timestamp, Timestamp)>> {
    if text.is_empty() {
        return Some(None);
    }
    let day = Date::parse(text, format_description!("[year]-[month]-[day]")).ok()?;
    let from = Timestamp(day.midnight().assume_utc().unix_timestamp() * 1000);
    Some(Some((from, from + Span::days(1))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_day_in_utc() {
        assert_eq!(day(""), Some(None));
        assert_eq!(
            day("1970-01-02"),
            Some(Some((Timestamp(86_400_000), Timestamp(172_800_000))))
        );
        for bad in ["1970-02-30", "yesterday", "1970-01-02T00:00:00Z", "-1-1-1"] {
            assert_eq!(day(bad), None, "{bad}");
        }
    }
}
