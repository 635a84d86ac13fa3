//! What hangs on many users at once: one question for a whole page of them.

use identity::{
    factor::{FactorKind, FactorState},
    ids::UserId,
};

use super::{FromRow, Result, Row, Txn, filter::Filter};

/// How many factors of one kind and state a user has.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    pub user: UserId,
    pub kind: FactorKind,
    pub state: FactorState,
    pub count: u32,
}

impl FromRow for Held {
    const TABLE: &'static str = "factors";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            user: row.get("user_id")?,
            kind: row.parse("kind")?,
            state: row.parse("state")?,
            count: row.get::<i64>("held")?.try_into().unwrap_or(u32::MAX),
        })
    }
}

/// Neither pending ones nor tombstones.
pub async fn factors(txn: &mut Txn, users: &[UserId]) -> Result<Vec<Held>> {
    let mut filter = Filter::default();
    filter.and_text("state NOT IN ('pending', 'deleted')");
    filter.and_in("user_id IN ({})", users.iter().copied());
    let (conditions, args) = filter.into_parts();
    let sql = format!(
        "
        SELECT user_id, kind, state, count(*) AS held
        FROM factors
        {conditions}
        GROUP BY user_id, kind, state"
    );
    txn.fetch_all_composed(sql, args).await
}

/// Live backup codes that are not used yet.
pub async fn codes_left(txn: &mut Txn, users: &[UserId]) -> Result<Vec<(UserId, i64)>> {
    let mut filter = Filter::default();
    filter.and_text("s.revoked_at IS NULL AND c.used_at IS NULL");
    filter.and_in("s.user_id IN ({})", users.iter().copied());
    let (conditions, args) = filter.into_parts();
    let sql = format!(
        "
        SELECT s.user_id, count(*)
        FROM backup_code_sets s
        JOIN backup_codes c ON c.set_id = s.id
        {conditions}
        GROUP BY s.user_id"
    );
    txn.fetch_all_composed(sql, args).await
}

pub async fn groups(txn: &mut Txn, users: &[UserId]) -> Result<Vec<(UserId, String)>> {
    let mut filter = Filter::default();
    filter.and_in("user_id IN ({})", users.iter().copied());
    let (conditions, args) = filter.into_parts();
    txn.fetch_all_composed(
        format!("SELECT user_id, name FROM user_groups {conditions} ORDER BY user_id, name"),
        args,
    )
    .await
}
