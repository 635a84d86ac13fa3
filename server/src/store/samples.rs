//! What only the sample world writes: pasts that nobody lived through.

use identity::{
    ids::{FactorId, OrganisationId, UserId},
    time::Timestamp,
};

use super::{Result, Txn, args};

pub async fn describe(
    txn: &mut Txn,
    organisation: OrganisationId,
    help_line: &str,
    contact: &str,
) -> Result<()> {
    const SQL: &str = "UPDATE organisations SET help_line = $2, admin_contact = $3 WHERE id = $1";
    txn.execute(SQL, args![organisation, help_line, contact])
        .await?;
    Ok(())
}

/// Renames the default policy, which set-up calls by one name everywhere.
pub async fn rename_default_policy(
    txn: &mut Txn,
    organisation: OrganisationId,
    name: &str,
) -> Result<()> {
    const SQL: &str = "UPDATE policies SET name = $2 WHERE organisation_id = $1 AND is_default";
    txn.execute(SQL, args![organisation, name]).await?;
    Ok(())
}

pub async fn last_sign_in(txn: &mut Txn, user: UserId, at: Timestamp) -> Result<()> {
    const SQL: &str = "UPDATE users SET last_sign_in_at = $2 WHERE id = $1";
    txn.execute(SQL, args![user, at]).await?;
    Ok(())
}

pub async fn last_used(txn: &mut Txn, factor: FactorId, at: Timestamp) -> Result<()> {
    const SQL: &str = "UPDATE factors SET last_used_at = $2 WHERE id = $1";
    txn.execute(SQL, args![factor, at]).await?;
    Ok(())
}

/// Reported lost by its owner.
pub async fn suspend(txn: &mut Txn, factor: FactorId, at: Timestamp) -> Result<()> {
    const SQL: &str = "UPDATE factors SET state = 'suspended', ended_at = $2 WHERE id = $1";
    txn.execute(SQL, args![factor, at]).await?;
    Ok(())
}

pub async fn grace(
    txn: &mut Txn,
    (organisation, user): (OrganisationId, UserId),
    until: Timestamp,
    at: Timestamp,
) -> Result<()> {
    const SQL: &str =
        "INSERT INTO graces (user_id, organisation_id, until, created_at) VALUES ($1, $2, $3, $4)";
    txn.execute(SQL, args![user, organisation, until, at])
        .await?;
    Ok(())
}

/// Every operator looks after every other organisation.
pub async fn assign_operators(txn: &mut Txn, now: Timestamp) -> Result<()> {
    const SQL: &str = "
        INSERT INTO operator_customers (operator_id, organisation_id, granted_at)
        SELECT u.id, o.id, CAST($1 AS BIGINT)
        FROM users u
        JOIN organisations o ON o.id <> u.organisation_id
        WHERE u.role = 'operator'";
    txn.execute(SQL, args![now]).await?;
    Ok(())
}
