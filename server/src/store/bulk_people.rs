//! The people of a bulk reset, with all that its summary and its results say of them: one question each.

use identity::{
    bulk_reset::Outcome,
    enrolment::{Grant, GrantCause},
    factor::Factor,
    ids::{BulkResetId, OrganisationId, UserId},
    role::{EqualRank, Role},
    time::Timestamp,
    user::UserStatus,
    view::bulk_reset::{BulkResetLine, Whom},
};

use super::{FromRow, Result, Row, Txn, args, filter::Filter};

/// Somebody who was picked.
#[derive(Clone, Debug)]
pub struct Target {
    pub whom: Whom,
    pub organisation_id: OrganisationId,
    /// What that organisation lets its admins do to those of their own rank.
    pub equal_rank: EqualRank,
    pub role: Option<Role>,
    pub status: UserStatus,
    pub grant: Option<Grant>,
    /// Once it is settled.
    pub outcome: Option<Outcome>,
}

impl FromRow for Whom {
    const TABLE: &'static str = "users";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            email: row.get("email")?,
            customer: None,
        })
    }
}

impl FromRow for Target {
    const TABLE: &'static str = "users";

    fn from_row(row: &Row) -> Result<Self> {
        let cause: Option<GrantCause> = row.parse_optional("grant_cause")?;
        let until: Option<Timestamp> = row.get("grant_until")?;
        Ok(Self {
            whom: Whom {
                customer: row.get("customer")?,
                ..Whom::from_row(row)?
            },
            organisation_id: row.get("organisation_id")?,
            equal_rank: row.parse("equal_rank")?,
            role: row.parse_optional("role")?,
            status: row.parse("status")?,
            grant: cause
                .zip(until)
                .map(|(cause, until)| Grant { cause, until }),
            outcome: row.parse_optional("outcome")?,
        })
    }
}

/// All who were picked, in the order of names; with the name of the organisation if they are of several.
pub async fn targets(txn: &mut Txn, id: BulkResetId) -> Result<Vec<Target>> {
    const SQL: &str = "
        SELECT u.id, u.name, u.email, u.role, u.status, u.grant_cause, u.grant_until, b.outcome, u.organisation_id, o.equal_rank,
            o.name AS customer
        FROM bulk_reset_users b
        JOIN users u ON u.id = b.user_id
        JOIN organisations o ON o.id = u.organisation_id
        WHERE b.bulk_reset_id = $1
        ORDER BY u.name_key, u.id";
    let mut targets: Vec<Target> = txn.fetch_all(SQL, args![id]).await?;
    let first = targets.first().map(|target| target.organisation_id);
    if targets
        .iter()
        .all(|target| Some(target.organisation_id) == first)
    {
        for target in &mut targets {
            target.whom.customer = None;
        }
    }
    Ok(targets)
}

/// A factor and whose it is.
#[derive(Clone, Debug)]
pub struct Held {
    pub user: UserId,
    pub factor: Factor,
}

impl FromRow for Held {
    const TABLE: &'static str = "factors";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            user: row.get("user_id")?,
            factor: Factor::from_row(row)?,
        })
    }
}

/// All factors of these users that are not tombstones, pending ones too, by id: what [`super::resets::factors`] says of one.
pub async fn factors(txn: &mut Txn, users: &[UserId]) -> Result<Vec<Held>> {
    let mut filter = Filter::default();
    filter.and_text("state <> 'deleted'");
    filter.and_in("user_id IN ({})", users.iter().copied());
    let (conditions, args) = filter.into_parts();
    let sql = format!(
        "
        SELECT user_id, id, kind, state, name, coalesce(confirmed_at, created_at) AS added_at, last_used_at,
            (SELECT kept FROM passkeys WHERE factor_id = factors.id) AS kept,
            (SELECT ending FROM phones WHERE factor_id = factors.id) AS number
        FROM factors
        {conditions}
        ORDER BY user_id, id"
    );
    txn.fetch_all_composed(sql, args).await
}

/// How many sessions each of these users has open.
pub async fn sessions(
    txn: &mut Txn,
    users: &[UserId],
    now: Timestamp,
) -> Result<Vec<(UserId, i64)>> {
    let mut filter = Filter::default();
    filter.and("expires_at > {} AND last_seen_at + idle_ms > {}", now);
    filter.and_in("user_id IN ({})", users.iter().copied());
    let (conditions, args) = filter.into_parts();
    txn.fetch_all_composed(
        format!("SELECT user_id, count(*) FROM sessions {conditions} GROUP BY user_id"),
        args,
    )
    .await
}

/// How many users of the organisation can sign in.
pub async fn active(txn: &mut Txn, organisation: OrganisationId) -> Result<u32> {
    const SQL: &str = "SELECT count(*) FROM users WHERE organisation_id = $1 AND status = 'active'";
    let count: i64 = txn.fetch_one(SQL, args![organisation]).await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

impl FromRow for BulkResetLine {
    const TABLE: &'static str = "bulk_resets";

    fn from_row(row: &Row) -> Result<Self> {
        let count = |name: &str| -> Result<u32> {
            Ok(u32::try_from(row.get::<i64>(name)?).unwrap_or(u32::MAX))
        };
        Ok(Self {
            id: row.get("id")?,
            admin: row.get("admin")?,
            started_at: row.get("started_at")?,
            ended_at: row.get("ended_at")?,
            tally: identity::bulk_reset::Tally {
                settled: count("settled")?,
                all: count("picked")?,
            },
        })
    }
}

/// Those that were begun in an organisation, newest first.
pub async fn begun(
    txn: &mut Txn,
    organisation: OrganisationId,
    most: u32,
) -> Result<Vec<BulkResetLine>> {
    const SQL: &str = "
        SELECT r.id, a.name AS admin, r.started_at, r.ended_at,
            (SELECT count(b.outcome) FROM bulk_reset_users b WHERE b.bulk_reset_id = r.id) AS settled,
            (SELECT count(*) FROM bulk_reset_users b WHERE b.bulk_reset_id = r.id) AS picked
        FROM bulk_resets r
        JOIN users a ON a.id = r.admin_id
        WHERE r.organisation_id = $1 AND r.stage <> 'draft'
        ORDER BY r.id DESC
        LIMIT $2";
    txn.fetch_all(SQL, args![organisation, most]).await
}
