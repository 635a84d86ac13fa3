//! The rows that a Force MFA reset looks at, and what only a reset does to them.

use identity::{
    factor::Factor,
    ids::{FactorId, OrganisationId, UserId},
    time::Timestamp,
};

use super::{Result, Txn, args};

/// All factors of a user that are not tombstones, pending ones too, by id. Locked: nothing is confirmed or spent meanwhile.
pub async fn factors_locked(txn: &mut Txn, user: UserId) -> Result<Vec<Factor>> {
    const SQL: &str = "
        SELECT id, kind, state, name, coalesce(confirmed_at, created_at) AS added_at, last_used_at,
            (SELECT kept FROM passkeys WHERE factor_id = factors.id) AS kept,
            (SELECT ending FROM phones WHERE factor_id = factors.id) AS number
        FROM factors
        WHERE user_id = $1 AND state <> 'deleted'
        ORDER BY id";
    txn.fetch_locked_all(SQL, args![user]).await
}

/// The same without the locks, for the page.
pub async fn factors(txn: &mut Txn, user: UserId) -> Result<Vec<Factor>> {
    const SQL: &str = "
        SELECT id, kind, state, name, coalesce(confirmed_at, created_at) AS added_at, last_used_at,
            (SELECT kept FROM passkeys WHERE factor_id = factors.id) AS kept,
            (SELECT ending FROM phones WHERE factor_id = factors.id) AS number
        FROM factors
        WHERE user_id = $1 AND state <> 'deleted'
        ORDER BY id";
    txn.fetch_all(SQL, args![user]).await
}

/// A hardware token stays assigned and proves nothing until an admin activates it again.
pub async fn deactivate(txn: &mut Txn, id: FactorId, now: Timestamp) -> Result<()> {
    const SQL: &str = "
        UPDATE factors
        SET state = 'deactivated', ended_at = $2, sign_in_id = NULL, session_id = NULL
        WHERE id = $1 AND state NOT IN ('deactivated', 'deleted')";
    txn.execute(SQL, args![id, now]).await?;
    Ok(())
}

/// When this user was reset last, by the audit.
pub async fn last_at(
    txn: &mut Txn,
    organisation: OrganisationId,
    user: UserId,
) -> Result<Option<Timestamp>> {
    const SQL: &str = "
        SELECT at
        FROM audit_events
        WHERE organisation_id = $1 AND subject_id = $2 AND event = 'mfa.factor_admin_reset'
        ORDER BY sequence DESC
        LIMIT 1";
    txn.fetch_optional(SQL, args![organisation, user]).await
}
