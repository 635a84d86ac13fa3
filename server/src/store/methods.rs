//! Finding the users who hold factors: the list of authentication methods, in the order of names.

use identity::{
    ids::OrganisationId,
    time::Timestamp,
    view::{
        bulk_reset::{MethodsQuery, Whom},
        users_query::{Holds, UsersFilter, UsersSort},
    },
};

use super::{
    Result, Txn,
    search::{After, Purpose, Search},
};

/// One page of users with at least one factor of the kind that is asked for, neither pending nor a tombstone.
pub async fn holders(
    txn: &mut Txn,
    organisation: OrganisationId,
    (query, after): (&MethodsQuery, Option<&After>),
    size: u32,
    now: Timestamp,
) -> Result<Vec<Whom>> {
    const HOLDS: &str = "EXISTS (SELECT 1 FROM factors f WHERE f.user_id = u.id AND f.state NOT IN ('pending', 'deleted'))";
    const HOLDS_KIND: &str = "EXISTS (SELECT 1 FROM factors f WHERE f.user_id = u.id AND f.state NOT IN ('pending', 'deleted') AND f.kind = {})";
    let search = Search::new(organisation, &query.search).narrowed(UsersFilter {
        holds: query.kind.map(Holds::Some),
        ..UsersFilter::default()
    });
    let (rows, mut filter) = search.people(txn, Purpose::Page, now).await?;
    match query.kind {
        Some(kind) => filter.and(HOLDS_KIND, kind.code()),
        None => filter.and_text(HOLDS),
    }
    if let Some(after) = after {
        after.go_on(&mut filter, UsersSort::NameUp);
    }
    let size = filter.bind(size);
    let (conditions, args) = filter.into_parts();
    let sql = format!(
        "SELECT u.id, u.name, u.email FROM {rows} {conditions} ORDER BY u.name_key, u.id LIMIT {size}"
    );
    txn.fetch_all_composed(sql, args).await
}
