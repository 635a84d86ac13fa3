//! Resets of many users: the draft that an admin picks together, and what is carried out once it is confirmed.

use identity::{
    bulk_reset::{Outcome, Stage, Tally},
    ids::{BulkResetId, OrganisationId, UserId},
    reset::{ReasonKind, Verification},
    time::Timestamp,
};

use super::{Db, FromRow, Result, Row, Txn, args, filter::Filter};

#[derive(Clone, Debug)]
pub struct BulkReset {
    pub id: BulkResetId,
    pub organisation_id: OrganisationId,
    pub admin_id: UserId,
    pub stage: Stage,
    pub started_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub reason_kind: Option<ReasonKind>,
    pub reason: String,
    pub verification: Option<Verification>,
    /// The request that confirmed it.
    pub request: String,
    pub ip: String,
    pub agent: String,
}

impl FromRow for BulkReset {
    const TABLE: &'static str = "bulk_resets";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            organisation_id: row.get("organisation_id")?,
            admin_id: row.get("admin_id")?,
            stage: row.parse("stage")?,
            started_at: row.get("started_at")?,
            ended_at: row.get("ended_at")?,
            reason_kind: row.parse_optional("reason_kind")?,
            reason: row.get("reason")?,
            verification: row.parse_optional("verification")?,
            request: row.get("request")?,
            ip: row.get("ip")?,
            agent: row.get("agent")?,
        })
    }
}

/// The admin's open draft.
pub async fn draft_of(txn: &mut Txn, admin: UserId) -> Result<Option<BulkResetId>> {
    const SQL: &str = "SELECT id FROM bulk_resets WHERE admin_id = $1 AND stage = 'draft'";
    txn.fetch_optional(SQL, args![admin]).await
}

/// Whoever began it: the caller looks whether it is theirs to see.
pub async fn find(txn: &mut Txn, id: BulkResetId) -> Result<Option<BulkReset>> {
    const SQL: &str = "
        SELECT id, organisation_id, admin_id, stage, started_at, ended_at, reason_kind, reason, verification, request, ip, agent
        FROM bulk_resets
        WHERE id = $1";
    txn.fetch_optional(SQL, args![id]).await
}

/// Where its users are at home.
pub async fn organisations(txn: &mut Txn, id: BulkResetId) -> Result<Vec<OrganisationId>> {
    const SQL: &str = "
        SELECT DISTINCT u.organisation_id
        FROM bulk_reset_users b
        JOIN users u ON u.id = b.user_id
        WHERE b.bulk_reset_id = $1";
    txn.fetch_all(SQL, args![id]).await
}

/// The users of one, by id.
pub async fn users(txn: &mut Txn, id: BulkResetId) -> Result<Vec<UserId>> {
    const SQL: &str =
        "SELECT user_id FROM bulk_reset_users WHERE bulk_reset_id = $1 ORDER BY user_id";
    txn.fetch_all(SQL, args![id]).await
}

/// One of these users who is at home in none of these organisations.
pub async fn beyond(
    txn: &mut Txn,
    users: &[UserId],
    homes: &[OrganisationId],
) -> Result<Option<UserId>> {
    let mut filter = Filter::default();
    filter.and_in("id IN ({})", users.iter().copied());
    filter.and_in("organisation_id NOT IN ({})", homes.iter().copied());
    let (conditions, args) = filter.into_parts();
    let sql = format!("SELECT id FROM users {conditions} ORDER BY id LIMIT 1");
    Ok(txn.fetch_all_composed(sql, args).await?.pop())
}

/// A draft is never changed: a new one takes its place, so that no proof for the old one counts for it. Whoever is of none of
/// these organisations is left out. It belongs to the one that all users are of or, where there are several, to the admin's own.
pub async fn replace_draft(
    txn: &mut Txn,
    (organisation, admin): (OrganisationId, UserId),
    (users, homes): (&[UserId], &[OrganisationId]),
    now: Timestamp,
) -> Result<BulkResetId> {
    const INSERT: &str = "
        INSERT INTO bulk_resets (organisation_id, admin_id, stage, created_at)
        VALUES ($1, $2, 'draft', $3)
        RETURNING id";
    const MOVE: &str = "UPDATE bulk_resets SET organisation_id = $2 WHERE id = $1";
    drop_draft(txn, admin).await?;
    let id: BulkResetId = txn
        .fetch_one(INSERT, args![organisation, admin, now])
        .await?;
    let mut filter = Filter::default();
    filter.and_in("organisation_id IN ({})", homes.iter().copied());
    filter.and_in("id IN ({})", users.iter().copied());
    let reset = filter.bind(id);
    let (conditions, args) = filter.into_parts();
    let sql = format!(
        "INSERT INTO bulk_reset_users (bulk_reset_id, user_id)
        SELECT CAST({reset} AS BIGINT), id FROM users {conditions} RETURNING user_id"
    );
    txn.fetch_all_composed::<UserId>(sql, args).await?;
    if let [home] = organisations(txn, id).await?.as_slice()
        && *home != organisation
    {
        txn.execute(MOVE, args![id, *home]).await?;
    }
    Ok(id)
}

pub async fn drop_draft(txn: &mut Txn, admin: UserId) -> Result<()> {
    const SQL: &str = "DELETE FROM bulk_resets WHERE admin_id = $1 AND stage = 'draft'";
    txn.execute(SQL, args![admin]).await?;
    Ok(())
}

/// Confirms a draft: true for exactly one caller.
pub async fn begin(txn: &mut Txn, begun: &BulkReset, now: Timestamp) -> Result<bool> {
    const SQL: &str = "
        UPDATE bulk_resets
        SET stage = 'running', started_at = $2, reason_kind = $3, reason = $4, verification = $5, request = $6, ip = $7, agent = $8
        WHERE id = $1 AND stage = 'draft'";
    let args = args![
        begun.id,
        now,
        begun.reason_kind.map(ReasonKind::code),
        &begun.reason,
        begun.verification.map(Verification::code),
        &begun.request,
        &begun.ip,
        &begun.agent
    ];
    txn.execute_one(SQL, args).await
}

/// What was shown of a user when it was confirmed.
pub async fn set_shown(
    txn: &mut Txn,
    (id, user): (BulkResetId, UserId),
    shown: &str,
) -> Result<()> {
    const SQL: &str =
        "UPDATE bulk_reset_users SET shown = $3 WHERE bulk_reset_id = $1 AND user_id = $2";
    txn.execute(SQL, args![id, user, shown]).await?;
    Ok(())
}

/// Somebody who is still to be settled.
#[derive(Clone, Debug)]
pub struct Open {
    pub reset: BulkReset,
    pub user: UserId,
    pub shown: String,
}

impl FromRow for Open {
    const TABLE: &'static str = "bulk_reset_users";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            reset: BulkReset::from_row(row)?,
            user: row.get("user_id")?,
            shown: row.get::<Option<String>>("shown")?.unwrap_or_default(),
        })
    }
}

/// The next user of the oldest one that is running.
pub async fn next(txn: &mut Txn) -> Result<Option<Open>> {
    const SQL: &str = "
        SELECT r.id, r.organisation_id, r.admin_id, r.stage, r.started_at, r.ended_at, r.reason_kind, r.reason, r.verification,
            r.request, r.ip, r.agent, u.user_id, u.shown
        FROM bulk_resets r
        JOIN bulk_reset_users u ON u.bulk_reset_id = r.id
        WHERE r.stage = 'running' AND u.outcome IS NULL
        ORDER BY r.id, u.user_id
        LIMIT 1";
    txn.fetch_optional(SQL, args![]).await
}

/// Settles one user: true for exactly one caller. Whoever gets false rolls back what was done to that user.
pub async fn settle(
    txn: &mut Txn,
    (id, user): (BulkResetId, UserId),
    outcome: Outcome,
    now: Timestamp,
) -> Result<bool> {
    const SQL: &str = "
        UPDATE bulk_reset_users
        SET outcome = $3, ended_at = $4
        WHERE bulk_reset_id = $1 AND user_id = $2 AND outcome IS NULL";
    txn.execute_one(SQL, args![id, user, outcome.code(), now])
        .await
}

/// Ends those in which nobody is left to settle. Asked for when nobody is: of two nodes that settle the last two users, neither
/// sees that the other one does.
pub async fn finish(db: &Db, now: Timestamp) -> Result<()> {
    const RUNNING: &str = "SELECT count(*) FROM bulk_resets WHERE stage = 'running'";
    const SQL: &str = "
        UPDATE bulk_resets
        SET stage = 'done', ended_at = $1
        WHERE stage = 'running' AND NOT EXISTS (
            SELECT 1 FROM bulk_reset_users u WHERE u.bulk_reset_id = bulk_resets.id AND u.outcome IS NULL)";
    let running: i64 = db.read().await?.fetch_one(RUNNING, args![]).await?;
    if running > 0 {
        let mut txn = db.begin().await?;
        txn.execute(SQL, args![now]).await?;
        txn.commit().await?;
    }
    Ok(())
}

pub async fn tally(txn: &mut Txn, id: BulkResetId) -> Result<Tally> {
    const SQL: &str =
        "SELECT count(outcome), count(*) FROM bulk_reset_users WHERE bulk_reset_id = $1";
    let (settled, all): (i64, i64) = txn.fetch_one(SQL, args![id]).await?;
    let count = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(Tally {
        settled: count(settled),
        all: count(all),
    })
}

/// Whether one that this admin began is under way: its rows go with its admin's.
pub async fn is_running_by(txn: &mut Txn, admin: UserId) -> Result<bool> {
    const SQL: &str = "SELECT count(*) FROM bulk_resets WHERE admin_id = $1 AND stage = 'running'";
    Ok(txn.fetch_one::<i64>(SQL, args![admin]).await? > 0)
}
