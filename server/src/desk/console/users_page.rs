//! The list of users: who, standing, which factors, codes left, last sign-in, policy.

use std::collections::HashMap;

use identity::{
    factor::{FactorKind, FactorState},
    ids::{OrganisationId, PolicyId, UserId},
    name::GroupName,
    policy::{Policy, Scope, applying},
    role::{Act, may},
    time::Timestamp,
    user::state::{Holding, Situation},
    view::{
        users::{UserRow, UsersView},
        users_query::{By, Position, UsersQuery},
    },
};

use super::{acting, bulk::pick};
use crate::{
    desk::{Fault, Knock, guard::AdminOf},
    store::{
        Error, Txn,
        listed::{self, Held},
        policies,
        search::{self, Listed, Search},
    },
};

const PAGE: u32 = 50;
/// What is echoed of a search: more is no search.
const MOST: usize = 100;

pub async fn page(knock: &Knock, mut query: UsersQuery) -> Result<UsersView, Fault> {
    let now = knock.now();
    let (mut txn, admin) = acting::look(knock).await?;
    let policies = settle(&mut txn, &admin, &mut query).await?;
    let found = find(&mut txn, &admin, &query, (PAGE, now)).await?;
    let mut total = 0;
    for one in admin.reach.chosen() {
        let search = Search::new(one.id, &query.search).narrowed(query.filter);
        total += search::count(&mut txn, &search, now).await?;
    }
    let picked = pick::picked(&mut txn, &admin).await?;
    drop(txn);
    admin.signed_in.touch(knock).await?;
    Ok(UsersView {
        me: admin.me(knock),
        query,
        rows: found.rows.into_iter().map(|(_, row)| row).collect(),
        next: found.next,
        total,
        may_invite: admin.reach.only().is_some() && may(admin.role, Act::Invite, None),
        may_export: may(admin.role, Act::Export, None),
        policies,
        picked,
    })
}

/// A part of the list, and where it goes on.
pub struct Found {
    /// With where each is at home.
    pub rows: Vec<(OrganisationId, UserRow)>,
    pub next: Option<Position>,
}

/// Everybody who was asked for, from there on: one organisation after the other, then merged.
pub async fn find(
    txn: &mut Txn,
    admin: &AdminOf,
    query: &UsersQuery,
    (size, now): (u32, Timestamp),
) -> Result<Found, Fault> {
    let ours = |id| admin.reach.find(id).is_some();
    let after = search::after(txn, (query.sort, query.after), ours).await?;
    let from = (query.sort, after.as_ref());
    let (mut users, mut homes) = (Vec::new(), HashMap::new());
    for one in admin.reach.chosen() {
        let search = Search::new(one.id, &query.search).narrowed(query.filter);
        let found = search::page(txn, &search, from, size + 1, now).await?;
        if !found.is_empty() {
            let home = Home {
                customer: admin.reach.label(one),
                policies: policies::ordered(txn, one.id).await?,
            };
            homes.insert(one.id, home);
        }
        users.extend(found);
    }
    search::merge(&mut users, query.sort);
    let more = users.len() > size as usize;
    users.truncate(size as usize);
    let next = users.last().filter(|_| more).map(|last| end(last, query));
    let rows = rows(txn, users, &homes, now).await?;
    Ok(Found { rows, next })
}

/// Leaves out of the question what is none here, and gives the policies that there are to ask for: those of one organisation.
pub async fn settle(
    txn: &mut Txn,
    admin: &AdminOf,
    query: &mut UsersQuery,
) -> Result<Vec<(PolicyId, Option<String>)>, Fault> {
    query.search = query.search.chars().take(MOST).collect();
    let policies = match admin.reach.only() {
        Some(one) => policies::ordered(txn, one.id).await?,
        None => Vec::new(),
    };
    let asked = query.filter.policy;
    query.filter.policy = asked.filter(|id| policies.iter().any(|policy| policy.id == *id));
    let named = policies
        .into_iter()
        .map(|policy| (policy.id, name_of(&policy)));
    Ok(named.collect())
}

/// Where a page that ends with this user goes on.
fn end(last: &Listed, query: &UsersQuery) -> Position {
    let last_sign_in = match query.sort.by() {
        By::Name => None,
        By::LastSignIn => Some(last.last_sign_in_at.unwrap_or(Timestamp(0))),
    };
    Position {
        user: last.id,
        last_sign_in,
    }
}

/// None for the default one.
fn name_of(policy: &Policy) -> Option<String> {
    match policy.scope {
        Scope::Default => None,
        Scope::Groups(_) => Some(policy.name.clone()),
    }
}

/// Where some of the users are at home.
struct Home {
    /// Its name, where the list is about several.
    customer: Option<String>,
    policies: Vec<Policy>,
}

/// Three questions for the whole page; which policy applies is decided here.
async fn rows(
    txn: &mut Txn,
    users: Vec<Listed>,
    homes: &HashMap<OrganisationId, Home>,
    now: Timestamp,
) -> Result<Vec<(OrganisationId, UserRow)>, Fault> {
    let ids: Vec<UserId> = users.iter().map(|user| user.id).collect();
    let held = listed::factors(txn, &ids).await?;
    let codes = listed::codes_left(txn, &ids).await?;
    let groups = listed::groups(txn, &ids).await?;
    let row = |user: Listed| {
        let groups = groups
            .iter()
            .filter(|(id, _)| *id == user.id)
            .map(|(_, name)| GroupName::stored(name.clone()));
        let groups: Vec<GroupName> = groups.collect();
        let home = homes.get(&user.organisation_id);
        let applied = home.and_then(|home| Some((home, applying(&home.policies, &groups)?)));
        let (home, policy) =
            applied.ok_or_else(|| Error::inconsistent("policies", "is_default", user.id.0))?;
        let held: Vec<&Held> = held.iter().filter(|held| held.user == user.id).collect();
        let holding = Holding::of(
            held.iter().map(|held| (held.kind, held.state)),
            &policy.rules,
            &user.standing,
        );
        let situation = Situation::of(&user.standing, user.grant, holding, &policy.rules, now);
        let left = codes
            .iter()
            .find(|(id, _)| *id == user.id)
            .map_or(0, |(_, left)| *left);
        let row = UserRow {
            id: user.id,
            name: user.name,
            email: user.email,
            role: user.standing.role,
            state: situation.state(),
            factors: active(&held),
            codes_left: u32::try_from(left).unwrap_or(u32::MAX),
            last_sign_in_at: user.last_sign_in_at,
            policy: name_of(policy),
            customer: home.customer.clone(),
        };
        Ok((user.organisation_id, row))
    };
    users.into_iter().map(row).collect()
}

/// Kinds of the active ones with their number, in the order of kinds.
fn active(held: &[&Held]) -> Vec<(FactorKind, u32)> {
    let count = |kind: FactorKind| {
        let of_kind = held
            .iter()
            .filter(|held| held.kind == kind && held.state == FactorState::Active);
        (kind, of_kind.map(|held| held.count).sum::<u32>())
    };
    FactorKind::ALL
        .iter()
        .copied()
        .map(count)
        .filter(|(_, count)| *count > 0)
        .collect()
}
