//! What a list of users is narrowed down to, as conditions.

use identity::{
    time::Timestamp,
    view::users_query::{Holds, UsersFilter},
};

use crate::store::filter::Filter;

/// The policy that applies to a user `u`: the first that names a group of theirs, else the default.
pub(super) const APPLYING: &str = "(
            SELECT q.id
            FROM policies q
            WHERE q.organisation_id = u.organisation_id AND (q.is_default OR EXISTS (
                SELECT 1
                FROM policy_groups pg
                JOIN user_groups ug ON ug.name = pg.name
                WHERE pg.policy_id = q.id AND ug.user_id = u.id))
            ORDER BY q.is_default, q.position, q.id
            LIMIT 1)";

/// All but the state, which is a matter of its own. The plus keeps SQLite from sorting all whom an index on the last sign-in gives,
/// where a page needs fifty: if they are few, a lead says so.
pub(super) fn narrow(filter: &mut Filter, narrowed: UsersFilter, now: Timestamp) {
    const NOTHING: &str = "NOT EXISTS (SELECT 1 FROM factors f WHERE f.user_id = u.id AND f.state NOT IN ('pending', 'deleted'))";
    const KIND: &str = "EXISTS (SELECT 1 FROM factors f WHERE f.user_id = u.id AND f.state NOT IN ('pending', 'deleted') AND f.kind = {})";
    let UsersFilter {
        state: _,
        policy,
        holds,
        grace_before,
        last,
        last_before,
    } = narrowed;
    if let Some(policy) = policy {
        let policy = filter.bind(policy);
        filter.and_text(&format!("{APPLYING} = {policy}"));
    }
    match holds {
        Some(Holds::Nothing) => filter.and_text(NOTHING),
        Some(Holds::Some(kind)) => filter.and(KIND, kind.code()),
        None => {}
    }
    if let Some(day) = grace_before {
        let (now, until) = (filter.bind(now), filter.bind(day.begins()));
        filter.and_text(&format!(
            "EXISTS (SELECT 1 FROM graces g WHERE g.user_id = u.id AND g.until > {now} AND g.until < {until})"
        ));
    }
    if let Some(last) = last {
        // Who never signed in did not in all that time, either.
        let since = last.since(now).unwrap_or(Timestamp(1));
        filter.and("+coalesce(u.last_sign_in_at, 0) < {}", since);
    }
    if let Some(day) = last_before {
        // Never is before every day, and is not meant.
        filter.and_text("+coalesce(u.last_sign_in_at, 0) > 0");
        filter.and("+coalesce(u.last_sign_in_at, 0) < {}", day.begins());
    }
}
