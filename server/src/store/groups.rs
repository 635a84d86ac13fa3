//! The groups that users carry.

use identity::{
    ids::{OrganisationId, UserId},
    name::GroupName,
};

use super::{Result, Txn, args};

/// Replaces the groups of a user.
pub async fn replace(
    txn: &mut Txn,
    (organisation, user): (OrganisationId, UserId),
    groups: &[GroupName],
) -> Result<()> {
    const CLEAR: &str = "DELETE FROM user_groups WHERE user_id = $1";
    const ADD: &str = "
        INSERT INTO user_groups (user_id, organisation_id, name)
        VALUES ($1, $2, $3)
        ON CONFLICT (user_id, name) DO NOTHING";
    txn.execute(CLEAR, args![user]).await?;
    for group in groups {
        txn.execute(ADD, args![user, organisation, group.as_str()])
            .await?;
    }
    Ok(())
}

/// Every group that somebody in the organisation carries.
pub async fn known(txn: &mut Txn, organisation: OrganisationId) -> Result<Vec<String>> {
    const SQL: &str =
        "SELECT DISTINCT name FROM user_groups WHERE organisation_id = $1 ORDER BY name";
    txn.fetch_all(SQL, args![organisation]).await
}
