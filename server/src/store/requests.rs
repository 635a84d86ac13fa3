//! Requests to the admins, made by users in trouble.

use identity::{
    ids::{AdminRequestId, FactorId, OrganisationId, UserId},
    request::{Asked, Status},
    time::Timestamp,
    view::{bulk_reset::Whom, requests::RequestRow},
};

use super::{FromRow, Result, Row, Txn, args};

/// A request with whose it is, for a decision.
#[derive(Clone, Debug)]
pub struct Request {
    pub row: RequestRow,
    pub organisation: OrganisationId,
    pub factor: Option<FactorId>,
}

impl FromRow for RequestRow {
    const TABLE: &'static str = "admin_requests";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            whom: Whom {
                id: row.get("user_id")?,
                name: row.get("name")?,
                email: row.get("email")?,
                customer: None,
            },
            note: row.get("note")?,
            asked_at: row.get("created_at")?,
            status: row.parse("status")?,
            decided_at: row.get("decided_at")?,
            decided_by: row.get("decided_by")?,
            answer: row.get("answer")?,
        })
    }
}

impl FromRow for Request {
    const TABLE: &'static str = "admin_requests";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            row: RequestRow::from_row(row)?,
            organisation: row.get("organisation_id")?,
            factor: row.get("factor_id")?,
        })
    }
}

/// The newest of a user, as its owner reads of it.
struct Newest {
    status: Status,
    asked_at: Timestamp,
    decided_at: Option<Timestamp>,
    answer: String,
}

impl FromRow for Newest {
    const TABLE: &'static str = "admin_requests";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            status: row.parse("status")?,
            asked_at: row.get("created_at")?,
            decided_at: row.get("decided_at")?,
            answer: row.get("answer")?,
        })
    }
}

pub async fn asked(txn: &mut Txn, user: UserId, now: Timestamp) -> Result<Asked> {
    const SQL: &str = "
        SELECT status, created_at, decided_at, answer FROM admin_requests WHERE user_id = $1 ORDER BY id DESC LIMIT 1";
    let newest: Option<Newest> = txn.fetch_optional(SQL, args![user]).await?;
    Ok(newest.map_or(Asked::Nothing, |newest| {
        let decided = (newest.decided_at, newest.answer);
        Asked::of(newest.status, newest.asked_at, decided, now)
    }))
}

pub async fn insert(
    txn: &mut Txn,
    (organisation, user): (OrganisationId, UserId),
    note: &str,
    factor: Option<FactorId>,
    now: Timestamp,
) -> Result<AdminRequestId> {
    const SQL: &str = "
        INSERT INTO admin_requests (organisation_id, user_id, note, created_at, factor_id)
        VALUES ($1, $2, $3, $4, $5)
        RETURNING id";
    txn.fetch_one(SQL, args![organisation, user, note, now, factor])
        .await
}

/// The open one of a user, for the console.
pub async fn open_of(txn: &mut Txn, user: UserId) -> Result<Option<(AdminRequestId, Timestamp)>> {
    const SQL: &str = "
        SELECT id, created_at FROM admin_requests WHERE user_id = $1 AND status = 'open' ORDER BY id DESC LIMIT 1";
    txn.fetch_optional(SQL, args![user]).await
}

/// Of whichever organisation: the caller looks whether it is one of theirs.
pub async fn find(txn: &mut Txn, id: AdminRequestId) -> Result<Option<Request>> {
    const SQL: &str = "
        SELECT r.id, r.user_id, u.name, u.email, r.note, r.created_at, r.status, r.decided_at, coalesce(d.name, '') AS decided_by,
            r.answer, r.factor_id, r.organisation_id
        FROM admin_requests r
        JOIN users u ON u.id = r.user_id
        LEFT JOIN users d ON d.id = r.decided_by
        WHERE r.id = $1";
    txn.fetch_optional(SQL, args![id]).await
}

/// Those that wait, the longest first.
pub async fn open(
    txn: &mut Txn,
    organisation: OrganisationId,
    most: u32,
) -> Result<Vec<RequestRow>> {
    const SQL: &str = "
        SELECT r.id, r.user_id, u.name, u.email, r.note, r.created_at, r.status, r.decided_at, '' AS decided_by, r.answer
        FROM admin_requests r
        JOIN users u ON u.id = r.user_id
        WHERE r.organisation_id = $1 AND r.status = 'open'
        ORDER BY r.created_at, r.id
        LIMIT $2";
    txn.fetch_all(SQL, args![organisation, i64::from(most)])
        .await
}

/// The newest that are decided.
pub async fn decided(
    txn: &mut Txn,
    organisation: OrganisationId,
    most: u32,
) -> Result<Vec<RequestRow>> {
    const SQL: &str = "
        SELECT r.id, r.user_id, u.name, u.email, r.note, r.created_at, r.status, r.decided_at, coalesce(d.name, '') AS decided_by,
            r.answer
        FROM admin_requests r
        JOIN users u ON u.id = r.user_id
        LEFT JOIN users d ON d.id = r.decided_by
        WHERE r.organisation_id = $1 AND r.status <> 'open'
        ORDER BY r.decided_at DESC, r.id DESC
        LIMIT $2";
    txn.fetch_all(SQL, args![organisation, i64::from(most)])
        .await
}

/// Which requests a program reads.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    pub organisation: OrganisationId,
    /// Those that stand so; every one where there is none.
    pub status: Option<Status>,
    pub after: AdminRequestId,
    pub most: u32,
}

/// In the order in which they were asked.
pub async fn after(txn: &mut Txn, wanted: Wanted) -> Result<Vec<Request>> {
    const SQL: &str = "
        SELECT r.id, r.user_id, u.name, u.email, r.note, r.created_at, r.status, r.decided_at, coalesce(d.name, '') AS decided_by,
            r.answer, r.factor_id, r.organisation_id
        FROM admin_requests r
        JOIN users u ON u.id = r.user_id
        LEFT JOIN users d ON d.id = r.decided_by
        WHERE r.organisation_id = $1 AND r.id > $2 AND ($3 = '' OR r.status = $3)
        ORDER BY r.id
        LIMIT $4";
    let Wanted {
        organisation,
        status,
        after,
        most,
    } = wanted;
    let status = status.map_or("", Status::code);
    txn.fetch_all(SQL, args![organisation, after, status, i64::from(most)])
        .await
}

/// What an open request becomes.
#[derive(Clone, Copy, Debug)]
pub struct Decision<'a> {
    pub status: Status,
    /// None where it is nobody of the console.
    pub by: Option<UserId>,
    pub answer: &'a str,
}

/// True for exactly one caller.
pub async fn decide(
    txn: &mut Txn,
    id: AdminRequestId,
    decision: Decision<'_>,
    now: Timestamp,
) -> Result<bool> {
    const SQL: &str = "
        UPDATE admin_requests
        SET status = $2, decided_at = $3, decided_by = $4, answer = $5
        WHERE id = $1 AND status = 'open'";
    let Decision { status, by, answer } = decision;
    txn.execute_one(SQL, args![id, status.code(), now, by, answer])
        .await
}

/// One that waits since before `until` and that not everybody was told of, with its organisation and its user.
pub async fn untold(
    txn: &mut Txn,
    until: Timestamp,
) -> Result<Option<(AdminRequestId, OrganisationId, UserId)>> {
    const SQL: &str = "
        SELECT id, organisation_id, user_id FROM admin_requests
        WHERE status = 'open' AND told_all_at IS NULL AND created_at <= $1
        ORDER BY created_at, id
        LIMIT 1";
    txn.fetch_optional(SQL, args![until]).await
}

/// True for exactly one caller.
pub async fn told_all(txn: &mut Txn, id: AdminRequestId, now: Timestamp) -> Result<bool> {
    const SQL: &str = "
        UPDATE admin_requests SET told_all_at = $2 WHERE id = $1 AND status = 'open' AND told_all_at IS NULL";
    txn.execute_one(SQL, args![id, now]).await
}
