//! Requests to the admins, made by users in trouble.

use identity::{
    ids::{AdminRequestId, FactorId, OrganisationId, UserId},
    time::Timestamp,
};

use super::{Result, Txn, args};

/// When the user's open request was made, if there is one.
pub async fn open_since(txn: &mut Txn, user: UserId) -> Result<Option<Timestamp>> {
    const SQL: &str = "SELECT created_at FROM admin_requests WHERE user_id = $1 AND status = 'open' ORDER BY id DESC LIMIT 1";
    txn.fetch_optional(SQL, args![user]).await
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
