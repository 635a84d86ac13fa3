//! For whom a factor becomes due: a grace for members, and for whoever has none yet the grant to enrol.

use identity::{
    ids::{OrganisationId, UserId},
    time::{Span, Timestamp},
};

use super::{Result, Txn, args};

/// Gives a grace. Written once, never extended; roles have none, and a reset never reopens one.
pub async fn give(
    txn: &mut Txn,
    organisation: OrganisationId,
    user: UserId,
    until: Timestamp,
    now: Timestamp,
) -> Result<()> {
    const SQL: &str = "
        INSERT INTO graces (user_id, organisation_id, until, created_at)
        SELECT u.id, u.organisation_id, $3, $4
        FROM users u
        WHERE u.id = $1 AND u.organisation_id = $2 AND u.role IS NULL AND NOT u.must_enrol
        ON CONFLICT (user_id) DO NOTHING";
    txn.execute(SQL, args![user, organisation, until, now])
        .await?;
    Ok(())
}

/// Opens enrolment to a user who has no factor at all, until the window after the grace has passed: else a policy that
/// asks for a factor would lock out whoever was never asked before. A window that a reset opened stays as it is.
pub async fn open_first_enrolment(
    txn: &mut Txn,
    organisation: OrganisationId,
    user: UserId,
    window: Span,
    now: Timestamp,
) -> Result<()> {
    const SQL: &str = "
        UPDATE users
        SET grant_cause = 'never_enrolled',
            grant_until = $4 + coalesce((SELECT g.until FROM graces g WHERE g.user_id = users.id AND g.until > $3), $3)
        WHERE id = $1 AND organisation_id = $2 AND NOT must_enrol
            AND coalesce(grant_until, 0) < $4 + coalesce((SELECT g.until FROM graces g WHERE g.user_id = users.id AND g.until > $3), $3)
            AND NOT EXISTS (SELECT 1 FROM factors f WHERE f.user_id = users.id AND f.state NOT IN ('pending', 'deleted'))";
    txn.execute(SQL, args![user, organisation, now, window])
        .await?;
    Ok(())
}
