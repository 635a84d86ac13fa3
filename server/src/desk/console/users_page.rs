//! The list of users: who, standing, which factors, codes left, last sign-in, policy.

use std::collections::HashMap;

use identity::{
    factor::{FactorKind, FactorState},
    ids::{OrganisationId, UserId},
    name::GroupName,
    policy::{Policy, Scope, applying},
    role::{Act, may},
    time::Timestamp,
    user::state::{Holding, Situation},
    view::users::{UserRow, UsersQuery, UsersView},
};

use super::{acting, bulk::pick};
use crate::{
    desk::{Fault, Knock},
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
    query.search = query.search.chars().take(MOST).collect();
    let ours = |id| admin.reach.find(id).is_some();
    let after = search::after(&mut txn, query.after, ours).await?;
    let (mut users, mut total, mut homes) = (Vec::new(), 0, HashMap::new());
    for one in admin.reach.chosen() {
        let search = Search::new(one.id, &query.search, query.state);
        let found = search::page(&mut txn, &search, after.as_ref(), PAGE + 1, now).await?;
        if !found.is_empty() {
            let home = Home {
                customer: admin.reach.label(one),
                policies: policies::ordered(&mut txn, one.id).await?,
            };
            homes.insert(one.id, home);
        }
        users.extend(found);
        total += search::count(&mut txn, &search, now).await?;
    }
    users.sort_by_cached_key(|user| search::order(&user.name, user.id));
    let more = users.len() > PAGE as usize;
    users.truncate(PAGE as usize);
    let rows = rows(&mut txn, users, &homes, now).await?;
    let picked = pick::picked(&mut txn, &admin).await?;
    drop(txn);
    admin.signed_in.touch(knock).await?;
    Ok(UsersView {
        me: admin.me(knock),
        query,
        next: rows.last().filter(|_| more).map(|row| row.id),
        rows,
        total,
        may_invite: admin.reach.only().is_some() && may(admin.role, Act::Invite, None),
        picked,
    })
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
) -> Result<Vec<UserRow>, Fault> {
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
        Ok(UserRow {
            id: user.id,
            name: user.name,
            email: user.email,
            role: user.standing.role,
            state: situation.state(),
            factors: active(&held),
            codes_left: u32::try_from(left).unwrap_or(u32::MAX),
            last_sign_in_at: user.last_sign_in_at,
            policy: match policy.scope {
                Scope::Default => None,
                Scope::Groups(_) => Some(policy.name.clone()),
            },
            customer: home.customer.clone(),
        })
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
