//! The order of a list of users, and where it goes on: one order for several organisations.

use identity::{
    ids::{OrganisationId, UserId},
    view::users_query::{By, Direction, Position, UsersSort},
};

use super::Listed;
use crate::store::{Result, Txn, args, filter::Filter};

/// What a list is sorted by. Within one list all are of one kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    Name(String),
    /// Milliseconds; never is before all.
    LastSignIn(i64),
}

/// After this user.
#[derive(Clone, Debug)]
pub struct After {
    key: Key,
    user: UserId,
}

/// As the indices `users_by_name` and `users_by_last_sign_in` have it.
pub(in crate::store) const fn column(sort: UsersSort) -> &'static str {
    match sort.by() {
        By::Name => "u.name_key",
        By::LastSignIn => "coalesce(u.last_sign_in_at, 0)",
    }
}

pub(in crate::store) const fn direction(sort: UsersSort) -> &'static str {
    match sort.direction() {
        Direction::Up => "ASC",
        Direction::Down => "DESC",
    }
}

/// Where the page before ended. A key that is gone, or of elsewhere, begins at the beginning.
pub async fn after(
    txn: &mut Txn,
    (sort, position): (UsersSort, Option<Position>),
    is_ours: impl Fn(OrganisationId) -> bool,
) -> Result<Option<After>> {
    const SQL: &str = "SELECT organisation_id, name_key FROM users WHERE id = $1";
    let Some(Position { user, last_sign_in }) = position else {
        return Ok(None);
    };
    let key = match sort.by() {
        By::LastSignIn => last_sign_in.map(|at| Key::LastSignIn(at.0)),
        By::Name => {
            let found: Option<(OrganisationId, String)> =
                txn.fetch_optional(SQL, args![user]).await?;
            let found = found.filter(|(organisation, _)| is_ours(*organisation));
            found.map(|(_, name)| Key::Name(name))
        }
    };
    Ok(key.map(|key| After { key, user }))
}

impl After {
    /// Only what comes after.
    pub(in crate::store) fn go_on(&self, filter: &mut Filter, sort: UsersSort) {
        let key = match &self.key {
            Key::Name(name) => filter.bind(name.as_str()),
            Key::LastSignIn(at) => filter.bind(*at),
        };
        let user = filter.bind(self.user);
        let follows = match sort.direction() {
            Direction::Up => '>',
            Direction::Down => '<',
        };
        let column = column(sort);
        // The first half says nothing more than the second; but by it SQLite finds the place in an index on an expression.
        filter.and_text(&format!(
            "{column} {follows}= {key} AND ({column}, u.id) {follows} ({key}, {user})"
        ));
    }
}

/// By name, as most lists are.
pub fn order(name: &str, id: UserId) -> (Key, UserId) {
    (Key::Name(name.to_lowercase()), id)
}

/// Merges what several organisations gave, each in this order.
pub fn merge(users: &mut [Listed], sort: UsersSort) {
    users.sort_by_cached_key(|user| place(user, sort));
    if sort.direction() == Direction::Down {
        users.reverse();
    }
}

fn place(user: &Listed, sort: UsersSort) -> (Key, UserId) {
    match sort.by() {
        By::Name => order(&user.name, user.id),
        By::LastSignIn => {
            let at = user.last_sign_in_at.map_or(0, |at| at.0);
            (Key::LastSignIn(at), user.id)
        }
    }
}
