//! Security › Authentication methods: every factor of the organisation, by user.

use identity::{
    factor::FactorState,
    view::{
        bulk_reset::{MethodsQuery, MethodsView, Whom},
        users_query::{Position, UsersSort},
    },
};

use super::{acting, bulk::pick};
use crate::{
    desk::{Fault, Knock},
    store::{bulk_people, methods, search},
};

const PAGE: u32 = 50;
/// What is echoed of a search: more is no search.
const MOST: usize = 100;

pub async fn page(knock: &Knock, mut query: MethodsQuery) -> Result<MethodsView, Fault> {
    let (mut txn, admin) = acting::look(knock).await?;
    query.search = query.search.chars().take(MOST).collect();
    let ours = |id| admin.reach.find(id).is_some();
    let position = query.after.map(|user| Position {
        user,
        last_sign_in: None,
    });
    let after = search::after(&mut txn, (UsersSort::NameUp, position), ours).await?;
    let mut users: Vec<Whom> = Vec::new();
    for one in admin.reach.chosen() {
        let asked = (&query, after.as_ref());
        let found = methods::holders(&mut txn, one.id, asked, PAGE + 1, knock.now()).await?;
        users.extend(found.into_iter().map(|whom| Whom {
            customer: admin.reach.label(one),
            ..whom
        }));
    }
    users.sort_by_cached_key(|whom| search::order(&whom.name, whom.id));
    let more = users.len() > PAGE as usize;
    users.truncate(PAGE as usize);
    let ids: Vec<_> = users.iter().map(|whom| whom.id).collect();
    let held = bulk_people::factors(&mut txn, &ids).await?;
    let picked = pick::picked(&mut txn, &admin).await?;
    drop(txn);
    admin.signed_in.touch(knock).await?;
    let rows: Vec<_> = users
        .into_iter()
        .map(|whom| {
            let own = held.iter().filter(|held| held.user == whom.id);
            let begun = own.filter(|held| held.factor.state != FactorState::Pending);
            let factors = begun.map(|held| held.factor.clone()).collect();
            (whom, factors)
        })
        .collect();
    Ok(MethodsView {
        me: admin.me(knock),
        query,
        next: rows.last().filter(|_| more).map(|(whom, _)| whom.id),
        rows,
        picked,
    })
}
