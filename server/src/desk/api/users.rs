//! The users of an organisation, as programs list them.

use identity::ids::UserId;

use super::{Caller, Refused, Stop};
use crate::{
    desk::Knock,
    store::api_users::{self, Direction, ListedUser, Wanted},
};

/// From where a page goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    Beginning,
    After(UserId),
    Before(UserId),
}

#[derive(Clone, Debug)]
pub struct Query {
    pub wanted: Wanted,
    pub direction: Direction,
    pub most: u32,
}

/// One page, and whether there is one before it and one after it.
#[derive(Clone, Debug)]
pub struct Page {
    pub users: Vec<ListedUser>,
    pub before: Option<UserId>,
    pub after: Option<UserId>,
}

/// Page by page, by key: nobody is listed twice because somebody else came or went.
pub async fn list(
    knock: &Knock,
    caller: &Caller,
    query: &Query,
    from: Start,
) -> Result<Page, Stop> {
    let (direction, key) = match from {
        Start::Beginning => (query.direction, None),
        Start::After(id) => (query.direction, Some(id)),
        Start::Before(id) => (query.direction.turned(), Some(id)),
    };
    let mut txn = knock.desk.db.read().await?;
    let organisation = caller.organisation.id;
    let reach = (direction, key);
    let mut users =
        api_users::beyond(&mut txn, organisation, &query.wanted, reach, query.most + 1).await?;
    let more = users.len() > query.most as usize;
    users.truncate(query.most as usize);
    let backwards = matches!(from, Start::Before(_));
    if backwards {
        users.reverse();
    }
    let (comes_before, comes_after) = if backwards {
        (more, true)
    } else {
        (key.is_some(), more)
    };
    Ok(Page {
        before: users.first().map(|user| user.id).filter(|_| comes_before),
        after: users.last().map(|user| user.id).filter(|_| comes_after),
        users,
    })
}

/// The nth page, counted from one, and how many users there are in all.
pub async fn nth(
    knock: &Knock,
    caller: &Caller,
    query: &Query,
    page: u32,
) -> Result<(Vec<ListedUser>, i64), Stop> {
    let mut txn = knock.desk.db.read().await?;
    let organisation = caller.organisation.id;
    let skipped = i64::from(page.saturating_sub(1)) * i64::from(query.most);
    let total = api_users::count(&mut txn, organisation, &query.wanted).await?;
    let slice = (query.most, skipped);
    let users = api_users::slice(
        &mut txn,
        organisation,
        &query.wanted,
        query.direction,
        slice,
    )
    .await?;
    Ok((users, total))
}

pub async fn one(knock: &Knock, caller: &Caller, id: Option<UserId>) -> Result<ListedUser, Stop> {
    let mut txn = knock.desk.db.read().await?;
    // No user has the id 0: what is no id is looked up like any other.
    let id = id.unwrap_or(UserId(0));
    let found = api_users::find(&mut txn, caller.organisation.id, id).await?;
    found.ok_or(Stop::Refused(Refused::NoSuchUser))
}
